"""Countries by ISO 3166-1 with short English names, what else they are called, and names that tell a country."""

COUNTRIES = """
AF AFG Afghanistan; AX ALA Åland Islands; AL ALB Albania; DZ DZA Algeria; AS ASM American Samoa; AD AND Andorra
AO AGO Angola; AI AIA Anguilla; AQ ATA Antarctica; AG ATG Antigua and Barbuda; AR ARG Argentina; AM ARM Armenia
AW ABW Aruba; AU AUS Australia; AT AUT Austria; AZ AZE Azerbaijan; BS BHS Bahamas; BH BHR Bahrain; BD BGD Bangladesh
BB BRB Barbados; BY BLR Belarus; BE BEL Belgium; BZ BLZ Belize; BJ BEN Benin; BM BMU Bermuda; BT BTN Bhutan
BO BOL Bolivia; BQ BES Caribbean Netherlands; BA BIH Bosnia and Herzegovina; BW BWA Botswana; BV BVT Bouvet Island
BR BRA Brazil; IO IOT British Indian Ocean Territory; BN BRN Brunei; BG BGR Bulgaria; BF BFA Burkina Faso
BI BDI Burundi
CV CPV Cape Verde; KH KHM Cambodia; CM CMR Cameroon; CA CAN Canada; KY CYM Cayman Islands
CF CAF Central African Republic
TD TCD Chad; CL CHL Chile; CN CHN China; CX CXR Christmas Island; CC CCK Cocos (Keeling) Islands; CO COL Colombia
KM COM Comoros; CG COG Republic of the Congo; CD COD Democratic Republic of the Congo; CK COK Cook Islands
CR CRI Costa Rica; CI CIV Ivory Coast; HR HRV Croatia; CU CUB Cuba; CW CUW Curaçao; CY CYP Cyprus; CZ CZE Czechia
DK DNK Denmark; DJ DJI Djibouti; DM DMA Dominica; DO DOM Dominican Republic; EC ECU Ecuador; EG EGY Egypt
SV SLV El Salvador; GQ GNQ Equatorial Guinea; ER ERI Eritrea; EE EST Estonia; SZ SWZ Eswatini; ET ETH Ethiopia
FK FLK Falkland Islands; FO FRO Faroe Islands; FJ FJI Fiji; FI FIN Finland; FR FRA France; GF GUF French Guiana
PF PYF French Polynesia; TF ATF French Southern Territories; GA GAB Gabon; GM GMB Gambia; GE GEO Georgia; DE DEU Germany
GH GHA Ghana; GI GIB Gibraltar; GR GRC Greece; GL GRL Greenland; GD GRD Grenada; GP GLP Guadeloupe; GU GUM Guam
GT GTM Guatemala; GG GGY Guernsey; GN GIN Guinea; GW GNB Guinea-Bissau; GY GUY Guyana; HT HTI Haiti
HM HMD Heard Island and McDonald Islands; VA VAT Vatican City; HN HND Honduras; HK HKG Hong Kong; HU HUN Hungary
IS ISL Iceland; IN IND India; ID IDN Indonesia; IR IRN Iran; IQ IRQ Iraq; IE IRL Ireland; IM IMN Isle of Man
IL ISR Israel; IT ITA Italy; JM JAM Jamaica; JP JPN Japan; JE JEY Jersey; JO JOR Jordan; KZ KAZ Kazakhstan; KE KEN Kenya
KI KIR Kiribati; KP PRK North Korea; KR KOR South Korea; KW KWT Kuwait; KG KGZ Kyrgyzstan; LA LAO Laos; LV LVA Latvia
LB LBN Lebanon; LS LSO Lesotho; LR LBR Liberia; LY LBY Libya; LI LIE Liechtenstein; LT LTU Lithuania; LU LUX Luxembourg
MO MAC Macau; MG MDG Madagascar; MW MWI Malawi; MY MYS Malaysia; MV MDV Maldives; ML MLI Mali; MT MLT Malta
MH MHL Marshall Islands; MQ MTQ Martinique; MR MRT Mauritania; MU MUS Mauritius; YT MYT Mayotte; MX MEX Mexico
FM FSM Micronesia; MD MDA Moldova; MC MCO Monaco; MN MNG Mongolia; ME MNE Montenegro; MS MSR Montserrat; MA MAR Morocco
MZ MOZ Mozambique; MM MMR Myanmar; NA NAM Namibia; NR NRU Nauru; NP NPL Nepal; NL NLD Netherlands; NC NCL New Caledonia
NZ NZL New Zealand; NI NIC Nicaragua; NE NER Niger; NG NGA Nigeria; NU NIU Niue; NF NFK Norfolk Island
MK MKD North Macedonia; MP MNP Northern Mariana Islands; NO NOR Norway; OM OMN Oman; PK PAK Pakistan; PW PLW Palau
PS PSE Palestine; PA PAN Panama; PG PNG Papua New Guinea; PY PRY Paraguay; PE PER Peru; PH PHL Philippines
PN PCN Pitcairn Islands; PL POL Poland; PT PRT Portugal; PR PRI Puerto Rico; QA QAT Qatar; RE REU Réunion
RO ROU Romania
RU RUS Russia; RW RWA Rwanda; BL BLM Saint Barthélemy; SH SHN Saint Helena; KN KNA Saint Kitts and Nevis
LC LCA Saint Lucia; MF MAF Saint Martin; PM SPM Saint Pierre and Miquelon; VC VCT Saint Vincent and the Grenadines
WS WSM Samoa; SM SMR San Marino; ST STP São Tomé and Príncipe; SA SAU Saudi Arabia; SN SEN Senegal; RS SRB Serbia
SC SYC Seychelles; SL SLE Sierra Leone; SG SGP Singapore; SX SXM Sint Maarten; SK SVK Slovakia; SI SVN Slovenia
SB SLB Solomon Islands; SO SOM Somalia; ZA ZAF South Africa; GS SGS South Georgia; SS SSD South Sudan; ES ESP Spain
LK LKA Sri Lanka; SD SDN Sudan; SR SUR Suriname; SJ SJM Svalbard and Jan Mayen; SE SWE Sweden; CH CHE Switzerland
SY SYR Syria; TW TWN Taiwan; TJ TJK Tajikistan; TZ TZA Tanzania; TH THA Thailand; TL TLS Timor-Leste; TG TGO Togo
TK TKL Tokelau; TO TON Tonga; TT TTO Trinidad and Tobago; TN TUN Tunisia; TR TUR Turkey; TM TKM Turkmenistan
TC TCA Turks and Caicos Islands; TV TUV Tuvalu; UG UGA Uganda; UA UKR Ukraine; AE ARE United Arab Emirates
GB GBR United Kingdom; US USA United States; UM UMI United States Minor Outlying Islands; UY URY Uruguay
UZ UZB Uzbekistan; VU VUT Vanuatu; VE VEN Venezuela; VN VNM Vietnam; VG VGB British Virgin Islands
VI VIR US Virgin Islands; WF WLF Wallis and Futuna; EH ESH Western Sahara; YE YEM Yemen; ZM ZMB Zambia; ZW ZWE Zimbabwe
XK XKX Kosovo
"""

ALIASES = {
    "US": "usa;united states of america;u.s.;u.s.a.;vereinigte staaten;états-unis;estados unidos;stati uniti"
    ";verenigde staten",
    "GB": "uk;great britain;britain;england;scotland;wales;northern ireland;vereinigtes königreich;royaume-uni"
    ";reino unido"
    ";united kingdom of great britain and northern ireland;großbritannien;regno unito;verenigd koninkrijk",
    "DE": "deutschland;allemagne;alemania;germania;alemanha;duitsland;tyskland;federal republic of germany;saksa"
    ";niemcy",
    "AT": "österreich;autriche;oostenrijk;austria (österreich)",
    "CH": "schweiz;suisse;svizzera;svizra;suiza;zwitserland;suíça",
    "FR": "frankreich;francia;frança;frankrijk;frankrike;république française",
    "ES": "españa;spanien;espagne;spagna;espanha;spanje;catalunya;kingdom of spain",
    "PT": "portugal (portuguese republic);portogallo",
    "IT": "italia;italien;italie;itália;italië",
    "NL": "nederland;the netherlands;holland;niederlande;pays-bas;países bajos;paesi bassi;kingdom of the netherlands",
    "BE": "belgië;belgique;belgien;bélgica;belgio",
    "LU": "luxemburg;lëtzebuerg;luxembourg (grand duchy)",
    "DK": "danmark;dänemark;danemark;dinamarca",
    "SE": "sverige;schweden;suède;suecia;svezia;zweden;ruotsi",
    "NO": "norge;noreg;norwegen;norvège;noruega;noorwegen",
    "FI": "suomi;finnland;finlande;finlandia",
    "IS": "ísland;island",
    "IE": "éire;republic of ireland;irland;irlande;irlanda",
    "PL": "polska;polen;pologne;polonia",
    "CZ": "czech republic;česko;česká republika;tschechien",
    "SK": "slovensko;slovak republic;slowakei",
    "HU": "magyarország;ungarn;hongrie",
    "RO": "românia;rumänien;roumanie",
    "BG": "българия;bulgarien",
    "GR": "ελλάδα;ελλάς;hellas;griechenland;grèce;grecia",
    "HR": "hrvatska;kroatien",
    "RS": "srbija;србија;serbien",
    "SI": "slovenija;slowenien",
    "EE": "eesti",
    "LV": "latvija",
    "LT": "lietuva",
    "UA": "україна;украина",
    "RU": "россия;russian federation;rußland;russland;российская федерация",
    "BY": "беларусь;белоруссия",
    "TR": "türkiye;türkei;turkiye;turquie",
    "CY": "κύπρος",
    "MK": "macedonia;republic of north macedonia",
    "MD": "republic of moldova",
    "BR": "brasil;brasilien;brésil",
    "MX": "méxico;mexiko;mexique",
    "AR": "argentinien;argentine",
    "PE": "perú",
    "VE": "bolivarian republic of venezuela",
    "BO": "plurinational state of bolivia",
    "DO": "república dominicana",
    "CN": "中国;中國;prc;people's republic of china;p.r. china;mainland china;中华人民共和国;pr china",
    "HK": "香港;hong kong sar;hong kong s.a.r.;hongkong",
    "MO": "macao;澳門;澳门;macau sar;macao sar",
    "TW": "台灣;臺灣;台湾;taiwan r.o.c.;republic of china",
    "JP": "日本;japon;japón",
    "KR": "korea;republic of korea;대한민국;한국;korea republic of;korea (south)",
    "KP": "democratic people's republic of korea",
    "IN": "भारत;bharat;indien;inde",
    "SG": "新加坡;singapur;republic of singapore",
    "VN": "viet nam;việt nam",
    "LA": "lao people's democratic republic",
    "MM": "burma",
    "TH": "ประเทศไทย;ไทย",
    "PH": "the philippines;pilipinas",
    "BN": "brunei darussalam",
    "AE": "uae;u.a.e.;emirates;الإمارات العربية المتحدة;الإمارات",
    "SA": "ksa;kingdom of saudi arabia;السعودية;المملكة العربية السعودية",
    "QA": "قطر",
    "EG": "مصر;ägypten;égypte",
    "IL": "ישראל",
    "IR": "islamic republic of iran;ایران",
    "SY": "syrian arab republic",
    "PS": "palestinian territory;state of palestine;palestinian territories",
    "MA": "maroc;marokko;المغرب",
    "DZ": "algérie",
    "TN": "tunisie",
    "ZA": "südafrika;rsa;republic of south africa",
    "CI": "côte d'ivoire",
    "CV": "cabo verde",
    "SZ": "swaziland",
    "TZ": "united republic of tanzania",
    "CD": "drc;dr congo;congo-kinshasa",
    "CG": "congo;congo-brazzaville",
    "NZ": "aotearoa;neuseeland",
    "TL": "east timor",
    "VA": "holy see",
    "FM": "federated states of micronesia",
    "VI": "u.s. virgin islands",
}

US_STATES = {
    "AL": "Alabama", "AK": "Alaska", "AZ": "Arizona", "AR": "Arkansas", "CA": "California", "CO": "Colorado",
    "CT": "Connecticut", "DE": "Delaware", "DC": "District of Columbia", "FL": "Florida", "GA": "Georgia",
    "HI": "Hawaii",
    "ID": "Idaho", "IL": "Illinois", "IN": "Indiana", "IA": "Iowa", "KS": "Kansas", "KY": "Kentucky", "LA": "Louisiana",
    "ME": "Maine", "MD": "Maryland", "MA": "Massachusetts", "MI": "Michigan", "MN": "Minnesota", "MS": "Mississippi",
    "MO": "Missouri", "MT": "Montana", "NE": "Nebraska", "NV": "Nevada", "NH": "New Hampshire", "NJ": "New Jersey",
    "NM": "New Mexico", "NY": "New York", "NC": "North Carolina", "ND": "North Dakota", "OH": "Ohio", "OK": "Oklahoma",
    "OR": "Oregon", "PA": "Pennsylvania", "RI": "Rhode Island", "SC": "South Carolina", "SD": "South Dakota",
    "TN": "Tennessee", "TX": "Texas", "UT": "Utah", "VT": "Vermont", "VA": "Virginia", "WA": "Washington",
    "WV": "West Virginia", "WI": "Wisconsin", "WY": "Wyoming",
}  # fmt: skip

# Codes of Canada and Australia. NL, PE, SK and SA are countries' codes in the first place; WA is Washington's.
PROVINCES = {
    "ON": "CA", "QC": "CA", "BC": "CA", "AB": "CA", "MB": "CA", "NS": "CA", "NB": "CA",
    "NSW": "AU", "VIC": "AU", "QLD": "AU", "TAS": "AU", "ACT": "AU", "WA": "AU",
}  # fmt: skip

# Cities that tell the country of an area, or which of two meanings a code has: "Berlin, DE" is not in Delaware.
CITIES = {
    "US": "new york;new york city;san francisco;los angeles;chicago;boston;seattle;dallas;dallas-fort worth;houston"
    ";austin"
    ";denver;atlanta;miami;miami-fort lauderdale;philadelphia;washington dc;washington d.c.;washington dc-baltimore"
    ";san diego;phoenix;minneapolis;minneapolis-st. paul;detroit;portland;salt lake city;charlotte;raleigh"
    ";raleigh-durham;raleigh-durham-chapel hill;nashville;pittsburgh;st. louis;kansas city;las vegas;orlando;tampa"
    ";tampa bay;indianapolis;columbus;cleveland;cincinnati;sacramento;milwaukee;baltimore;san antonio;wilmington;dover"
    ";newark;bear;middletown;lewes",
    "CA": "toronto;montreal;vancouver;calgary;edmonton;ottawa;quebec city;québec;winnipeg;hamilton;waterloo;kitchener"
    ";mississauga;halifax;markham;brampton;burnaby",
    "MX": "mexico city;ciudad de méxico;monterrey;guadalajara",
    "BR": "são paulo;rio de janeiro;brasília;belo horizonte;porto alegre;curitiba",
    "AR": "buenos aires;córdoba;rosario",
    "CO": "bogotá;medellín;cali;barranquilla",
    "CL": "santiago de chile",
    "PE": "lima",
    "PA": "panama city;ciudad de panamá",
    "GB": "london;manchester;edinburgh;glasgow;leeds;bristol;belfast;cardiff",
    "IE": "dublin",
    "DE": "berlin;munich;münchen;hamburg;frankfurt;frankfurt am main;frankfurt rhine-main;cologne;köln;stuttgart"
    ";düsseldorf"
    ";cologne bonn;leipzig;dresden;hannover;hanover;nuremberg;nürnberg;bremen;dortmund;essen;bonn;mannheim;karlsruhe",
    "AT": "vienna;wien;graz;linz;salzburg",
    "CH": "zurich;zürich;geneva;genève;basel;bern;lausanne",
    "FR": "paris;lyon;marseille;toulouse;bordeaux;lille;nantes",
    "ES": "madrid;barcelona;sevilla;bilbao;málaga",
    "PT": "lisbon;lisboa;porto",
    "IT": "milan;milano;rome;roma;turin;torino;bologna",
    "NL": "amsterdam;rotterdam;the hague;utrecht;eindhoven",
    "BE": "brussels;bruxelles;antwerp;ghent",
    "DK": "copenhagen;københavn;aarhus",
    "SE": "stockholm;gothenburg;göteborg;malmö",
    "NO": "oslo;bergen",
    "FI": "helsinki;tampere",
    "PL": "warsaw;warszawa;kraków;wrocław;gdańsk",
    "CZ": "prague;praha;brno",
    "HU": "budapest",
    "RO": "bucharest",
    "AL": "tirana",
    "GR": "athens",
    "MT": "valletta;sliema;st. julian's",
    "MD": "chisinau;chișinău",
    "ME": "podgorica",
    "RU": "moscow;москва;saint petersburg",
    "UA": "kyiv;kiev;lviv",
    "TR": "istanbul;ankara;izmir",
    "GE": "tbilisi;batumi;kutaisi",
    "AZ": "baku",
    "IL": "tel aviv;tel aviv-yafo;jerusalem;haifa;herzliya;ramat gan;petah tikva;petach tikva;netanya;ra'anana"
    ";beersheba",
    "AE": "dubai;abu dhabi",
    "SA": "riyadh;jeddah",
    "EG": "cairo",
    "MA": "casablanca;rabat;marrakech;tangier",
    "TN": "tunis;sfax",
    "GA": "libreville",
    "KE": "nairobi",
    "NG": "lagos",
    "ZA": "johannesburg;cape town;durban;pretoria",
    "IN": "bangalore;bengaluru;mumbai;delhi;new delhi;delhi ncr;hyderabad;chennai;pune;kolkata;ahmedabad;gurgaon"
    ";gurugram;noida"
    ";kochi;jaipur;chandigarh;coimbatore;thiruvananthapuram",
    "ID": "jakarta;bandung;surabaya;denpasar;bali",
    "LA": "vientiane",
    "MN": "ulaanbaatar",
    "MY": "kuala lumpur",
    "SG": "singapore",
    "TH": "bangkok",
    "VN": "hanoi;ho chi minh city",
    "PH": "manila",
    "JP": "tokyo;osaka",
    "KR": "seoul",
    "CN": "shanghai;beijing;shenzhen;guangzhou",
    "TW": "taipei",
    "AU": "sydney;melbourne;brisbane;perth;adelaide;canberra",
    "NZ": "auckland;wellington",
    "VA": "vatican city",
}
