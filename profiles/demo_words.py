"""The words of the demo's fictional executives. Every person, company and school is invented.

In an accomplishment {pct} is a modest percentage, {big} a large one, {few} a handful, {dozens} and {hundreds} counts,
{m} millions in money, {k} thousands, {mo} months, {x} a small factor, {points} a small decimal, {staff} part of the
company's employees, {users} whom it serves and {product} something that it sells.
"""
# ruff: noqa: E501 - a sentence broken over two lines can no longer be searched for

from dataclasses import dataclass


@dataclass(frozen=True)
class Culture:
    women: tuple[str, ...]
    men: tuple[str, ...]
    families: tuple[str, ...]
    places: tuple[tuple[str, str, str], ...]
    languages: tuple[str, ...]


CULTURES = (
    Culture(
        ("Eleanor", "Charlotte", "Grace", "Harriet", "Imogen", "Beatrice", "Rosalind", "Tamsin"),
        ("Edmund", "Gareth", "Oliver", "Rupert", "Callum", "Miles", "Tobias", "Duncan"),
        ("Ashdown", "Bexley", "Carroway", "Fairburn", "Hathersage", "Kingsmill", "Penhallow", "Thackeray", "Wetherby"),
        (("London", "England", "United Kingdom"), ("Manchester", "England", "United Kingdom"), ("Leeds", "England", "United Kingdom"), ("Edinburgh", "Scotland", "United Kingdom")),
        ("English",),
    ),
    Culture(
        ("Madison", "Hannah", "Denise", "Monique", "Allison", "Renee", "Kendra", "Vivian"),
        ("Marcus", "Travis", "Desmond", "Calvin", "Brent", "Wesley", "Darnell", "Preston"),
        ("Abernathy", "Boudreaux", "Castellan", "Driscoll", "Holloway", "Kessinger", "Maddox", "Treadwell", "Whitlock"),
        (("Austin", "Texas", "United States"), ("Chicago", "Illinois", "United States"), ("Boston", "Massachusetts", "United States"), ("Seattle", "Washington", "United States"), ("Atlanta", "Georgia", "United States")),
        ("English",),
    ),
    Culture(
        ("Annika", "Greta", "Friederike", "Katharina", "Liesel", "Svenja", "Ulrike"),
        ("Matthias", "Jürgen", "Lukas", "Henrik", "Florian", "Konrad", "Sebastian"),
        ("Ackermann", "Brandstätter", "Eisenhardt", "Falkenberg", "Günther", "Hollensteiner", "Lindqvist", "Rosenthal"),
        (("Munich", "Bavaria", "Germany"), ("Hamburg", "", "Germany"), ("Zurich", "", "Switzerland"), ("Vienna", "", "Austria")),
        ("German",),
    ),
    Culture(
        ("Astrid", "Ingrid", "Maja", "Sigrid", "Tuva", "Aino", "Helmi", "Solveig"),
        ("Anders", "Bjørn", "Eirik", "Jørgen", "Magnus", "Olavi", "Søren", "Eero"),
        ("Aaltonen", "Bergström", "Dahlgaard", "Ekholm", "Haugland", "Kivimäki", "Nordahl", "Østergaard"),
        (("Helsinki", "", "Finland"), ("Stockholm", "", "Sweden"), ("Oslo", "", "Norway"), ("Copenhagen", "", "Denmark")),
        ("Swedish", "Finnish", "Norwegian", "Danish"),
    ),
    Culture(
        ("Camila", "Inés", "Lucía", "Marisol", "Valentina", "Ximena", "Rocío"),
        ("Alejandro", "Diego", "Joaquín", "Mateo", "Rafael", "Sebastián", "Íñigo"),
        ("Arriaga", "Belmonte", "Cifuentes", "Echeverría", "Montalbán", "Núñez", "Quiroga", "Villaseñor"),
        (("Madrid", "", "Spain"), ("Barcelona", "Catalonia", "Spain"), ("Mexico City", "", "Mexico"), ("Bogotá", "", "Colombia"), ("Santiago", "", "Chile")),
        ("Spanish",),
    ),
    Culture(
        ("Ananya", "Deepika", "Kavitha", "Meenakshi", "Priyanka", "Shreya", "Vaishali"),
        ("Aravind", "Harish", "Karthik", "Nikhil", "Pranav", "Rohan", "Siddharth", "Vikram"),
        ("Banerjee", "Chandrasekar", "Deshpande", "Iyengar", "Kulkarni", "Mukherjee", "Raghunathan", "Venkatesan"),
        (("Bengaluru", "Karnataka", "India"), ("Hyderabad", "Telangana", "India"), ("Pune", "Maharashtra", "India"), ("Toronto", "Ontario", "Canada")),
        ("Hindi", "Tamil", "Kannada", "Marathi"),
    ),
    Culture(
        ("Jiayi", "Meiling", "Xiulan", "Yuxin", "Huimin", "Ruolan"),
        ("Haoran", "Jianhong", "Weimin", "Zhiyuan", "Minghao", "Tianyu"),
        ("Bai", "Cheng", "Fang", "Guo", "Liang", "Ouyang", "Shen", "Tang", "Zhao"),
        (("Singapore", "", "Singapore"), ("Shanghai", "", "China"), ("Hong Kong", "", ""), ("Vancouver", "British Columbia", "Canada")),
        ("Mandarin",),
    ),
    Culture(
        ("Akari", "Haruka", "Misaki", "Natsuko", "Sayuri", "Yukari"),
        ("Daichi", "Haruto", "Kenji", "Ryosuke", "Satoshi", "Takumi"),
        ("Fujimori", "Hasegawa", "Kurosaki", "Matsunaga", "Okazaki", "Shimizu", "Takahara", "Yoshikawa"),
        (("Tokyo", "", "Japan"), ("Osaka", "", "Japan"), ("Fukuoka", "", "Japan")),
        ("Japanese",),
    ),
    Culture(
        ("Adaeze", "Chiamaka", "Folasade", "Ngozi", "Temitope", "Wanjiru", "Akosua"),
        ("Babatunde", "Chukwuemeka", "Kwabena", "Olumide", "Tendai", "Kamau", "Sipho"),
        ("Adebayo", "Balogun", "Chukwu", "Danjuma", "Mensah", "Ndlovu", "Okafor", "Oyelaran", "Wachira"),
        (("Lagos", "", "Nigeria"), ("Nairobi", "", "Kenya"), ("Accra", "", "Ghana"), ("Cape Town", "Western Cape", "South Africa")),
        ("Yoruba", "Igbo", "Swahili", "Twi"),
    ),
    Culture(
        ("Agnieszka", "Bożena", "Katarzyna", "Oksana", "Zofia", "Halyna", "Tereza"),
        ("Andrzej", "Bartosz", "Dmytro", "Krzysztof", "Łukasz", "Taras", "Vojtěch"),
        ("Brzezicki", "Dąbrowski", "Hrytsenko", "Kowalewski", "Novotný", "Shevchuk", "Wiśniewska", "Zelenka"),
        (("Warsaw", "", "Poland"), ("Kraków", "", "Poland"), ("Prague", "", "Czechia"), ("Kyiv", "", "Ukraine")),
        ("Polish", "Ukrainian", "Czech"),
    ),
    Culture(
        ("Dalia", "Farah", "Layla", "Nadia", "Rania", "Samira", "Defne", "Elif"),
        ("Faisal", "Hassan", "Khalid", "Omar", "Tariq", "Ziad", "Emre", "Kerem"),
        ("Al-Khatib", "Barakat", "Darwish", "Haddad", "Mansour", "Nasser", "Aydın", "Yıldırım"),
        (("Dubai", "", "United Arab Emirates"), ("Amman", "", "Jordan"), ("Cairo", "", "Egypt"), ("Istanbul", "", "Türkiye")),
        ("Arabic", "Turkish"),
    ),
    Culture(
        ("Beatriz", "Fernanda", "Isadora", "Larissa", "Mariana", "Thaís"),
        ("Caio", "Gustavo", "Henrique", "João", "Leandro", "Thiago"),
        ("Azevedo", "Brandão", "Carvalho", "Figueiredo", "Magalhães", "Nogueira", "Teixeira"),
        (("São Paulo", "", "Brazil"), ("Lisbon", "", "Portugal"), ("Porto", "", "Portugal")),
        ("Portuguese",),
    ),
    Culture(
        ("Amélie", "Camille", "Margaux", "Noémie", "Chiara", "Federica", "Ginevra"),
        ("Étienne", "Guillaume", "Rémi", "Thibault", "Alessio", "Lorenzo", "Matteo"),
        ("Beaumont", "Delacroix", "Fontanelle", "Lefèvre", "Bellandi", "Castelnuovo", "Montanari"),
        (("Paris", "", "France"), ("Lyon", "", "France"), ("Milan", "Lombardy", "Italy"), ("Brussels", "", "Belgium")),
        ("French", "Italian"),
    ),
    Culture(
        ("Eunji", "Hyejin", "Minseo", "Linh", "Thảo", "Siti", "Dewi"),
        ("Jihoon", "Seungmin", "Taeyang", "Đức", "Minh", "Arif", "Bayu"),
        ("Bang", "Hwang", "Seo", "Lương", "Phạm", "Trịnh", "Santoso", "Wijaya"),
        (("Seoul", "", "South Korea"), ("Ho Chi Minh City", "", "Vietnam"), ("Jakarta", "", "Indonesia"), ("Sydney", "New South Wales", "Australia")),
        ("Korean", "Vietnamese", "Indonesian"),
    ),
)  # fmt: skip

STEMS = (
    "Aldermoor", "Brackwell", "Calverstone", "Dunmarrow", "Eskhaven", "Farrowmere", "Glenharrow", "Hollowbrook",
    "Ironvale", "Junipera", "Kestermark", "Lindhollow", "Marrowick", "Northquay", "Orrinshaw", "Pellarine", "Quillmoor",
    "Ravensgarth", "Silverfen", "Thornbeck", "Umberlake", "Valkenmoor", "Westermarch", "Yarrowgate", "Zephyrine",
    "Ostermead", "Harrowgale", "Tilverton", "Corvane", "Sundermere", "Vantorre", "Belacqua", "Meridale", "Kallisto Vale",
)  # fmt: skip

# What it is, its sector, what its companies are called, and whom it serves.
INDUSTRIES = (
    ("retail bank", "retail banking", ("Bank", "Savings Bank"), "customers"),
    ("insurer", "insurance", ("Insurance", "Mutual", "Assurance"), "policyholders"),
    ("payments company", "payments", ("Pay", "Payments", "Settle"), "merchants"),
    ("hospital group", "health care", ("Health", "Hospitals", "Care Group"), "patients"),
    ("medical device maker", "medical technology", ("Medical", "Biomedical"), "clinicians"),
    ("pharmaceutical company", "pharmaceuticals", ("Pharma", "Therapeutics"), "patients"),
    ("grocery chain", "retail", ("Markets", "Foods"), "shoppers"),
    ("online retailer", "e-commerce", ("Outfitters", "Home", "Marketplace"), "shoppers"),
    ("logistics company", "logistics", ("Freight", "Logistics", "Parcel"), "shippers"),
    ("car parts manufacturer", "automotive", ("Automotive", "Motion", "Components"), "dealers"),
    ("machine builder", "manufacturing", ("Industries", "Machines", "Robotics"), "operators"),
    ("electricity utility", "energy", ("Energy", "Grid", "Power"), "households"),
    ("telecom operator", "telecommunications", ("Telecom", "Mobile", "Fibre"), "subscribers"),
    ("software company", "enterprise software", ("Software", "Systems", "Labs"), "users"),
    ("cloud platform company", "cloud services", ("Cloud", "Stack", "Compute"), "developers"),
    ("public transport authority", "public transport", ("Transit", "Rail"), "passengers"),
    ("university hospital", "health care", ("University Hospital",), "patients"),
    ("news publisher", "media", ("Media", "Press"), "readers"),
    ("education technology company", "education", ("Learning", "Academy"), "learners"),
    ("games studio", "games", ("Games", "Interactive"), "players"),
    ("airline", "aviation", ("Air", "Airways"), "passengers"),
    ("consulting firm", "professional services", ("Consulting", "Partners", "Advisory"), "clients"),
)  # fmt: skip

SCHOOLS = (
    "University of {}", "{} University", "Technical University of {}", "{} Institute of Technology", "{} Polytechnic",
    "{} College", "{} School of Economics",
)  # fmt: skip
BUSINESS_SCHOOLS = ("{} Business School", "{} Graduate School of Management")
DEGREES = ("BSc", "Bachelor of Engineering", "Bachelor of Science", "BTech", "Diplom")
MASTERS = ("MSc", "Master of Science", "Master of Engineering", "MEng")


@dataclass(frozen=True)
class Track:
    """A function in which people rise: titles by level, what is done at each, and what goes with it."""

    titles: tuple[tuple[str, ...], ...]
    early: tuple[str, ...]
    leading: tuple[str, ...]
    executive: tuple[str, ...]
    summaries: tuple[str, ...]
    skills: tuple[str, ...]
    certifications: tuple[tuple[str, str], ...]
    fields: tuple[str, ...]
    focus: tuple[str, ...]


TECHNOLOGY = Track(
    titles=(
        ("Software Engineer", "Backend Developer", "Full Stack Developer", "Junior Software Engineer"),
        ("Senior Software Engineer", "Staff Engineer", "Tech Lead", "Senior Backend Engineer"),
        ("Engineering Manager", "Head of Backend Engineering", "Principal Engineer", "Development Manager"),
        ("Director of Engineering", "Head of Engineering", "Director of Product Engineering"),
        ("VP of Engineering", "SVP Engineering", "Vice President, Platform Engineering"),
        ("Chief Technology Officer", "CTO", "CTO and Co-Founder", "Group Chief Technology Officer"),
    ),
    early=(
        "Built the REST API behind the {product}, used by {few} internal teams and {k},000 {users}.",
        "Rewrote the nightly reconciliation job in Go; its run time fell from {few} hours to {dozens} minutes.",
        "Added contract tests to {few} services and cut failed releases by {pct} %.",
        "Fixed a race condition in order handling that had lost about {dozens} orders a week.",
        "Moved {few} services to containers and wrote the guide that the other teams then followed.",
        "Took part in the on-call rota and brought the number of pages per week from {dozens} to {few}.",
    ),
    leading=(
        "Led {few} squads ({dozens} engineers) building the {product} on Kotlin and PostgreSQL.",
        "Split a monolith of {hundreds},000 lines into {dozens} services without a day of downtime.",
        "Introduced trunk-based development; deployments went from monthly to {dozens} a day, the change failure rate fell by {pct} %.",
        "Hired {dozens} engineers in {mo} months and built the interview process that the company still uses.",
        "Cut page load time of the {product} by {big} %, which raised conversion by {points} points.",
        "Set up engineering career levels for {hundreds} people and brought yearly attrition from {pct} % to {few} %.",
        "Ran the migration of the {product} from a data centre to AWS, {mo} months, on budget.",
        "Made accessibility (WCAG 2.2 AA) part of the definition of done and closed {hundreds} findings.",
    ),
    executive=(
        "Set the technology strategy and presented it to the board each quarter; led {hundreds} engineers, product managers and designers in {few} countries.",
        "Owned a technology budget of ${m}m and moved {pct} % of it from maintenance to new products.",
        "Replaced the core platform over {mo} months while {k},000 {users} stayed on it; availability rose from 99.{few} % to 99.98 %.",
        "Launched the {product}, which brought ${m}m in yearly revenue within {mo} months.",
        "Led technical due diligence and integration for {few} acquisitions, the largest worth ${hundreds}m.",
        "Brought machine learning into the {product}: recommendations now account for {pct} % of revenue.",
        "Reduced cloud cost per transaction by {big} % through rightsizing, spot capacity and a FinOps practice.",
        "Grew engineering from {few} to {hundreds} people and opened hubs in Kraków and Bengaluru.",
        "Took the company through SOC 2 Type II and ISO 27001 together with the security team.",
        "Moved {dozens} teams from projects to products with clear ownership; lead time fell from {few} months to {few} weeks.",
        "Opened the platform through public APIs; {hundreds} partners now build on it.",
        "Put a responsible-AI review in place before any model reaches {users}.",
    ),
    summaries=(
        "Technology executive with {years} years in {industry} and {other}, from first commit to the boardroom. Builds platforms that carry growth and teams that people want to join.",
        "Engineer by training, product builder by conviction. {years} years of taking products from prototype to scale, most of them in regulated industries.",
        "Leads engineering organisations through growth: architecture, hiring, delivery and cost in one view. Known for replacing ageing cores without stopping the business.",
    ),
    skills=(
        "Software architecture", "Distributed systems", "Product strategy", "AWS", "Kubernetes", "Platform engineering",
        "Microservices", "Python", "Java", "Kotlin", "Go", "TypeScript", "PostgreSQL", "Kafka", "CI/CD", "DevOps",
        "Site reliability engineering", "Machine learning", "API design", "FinOps", "Engineering management", "Agile",
        "Technical due diligence", "Mergers and acquisitions", "Event-driven architecture", "React", "Observability",
    ),
    certifications=(
        ("AWS Certified Solutions Architect – Professional", "Amazon Web Services"),
        ("Certified Kubernetes Administrator", "Cloud Native Computing Foundation"),
        ("Google Cloud Professional Cloud Architect", "Google Cloud"),
        ("SAFe Program Consultant", "Scaled Agile"),
    ),
    fields=("Computer Science", "Software Engineering", "Computer Engineering", "Mathematics"),
    focus=("platforms", "product engineering", "scaling teams", "cloud", "applied AI", "developer experience"),
)  # fmt: skip

INFORMATION = Track(
    titles=(
        ("IT Support Specialist", "Business Analyst", "Systems Analyst", "Application Support Analyst"),
        ("ERP Consultant", "Senior Business Analyst", "IT Project Manager", "Service Delivery Manager"),
        ("IT Manager", "Manager, Business Applications", "ERP Programme Manager", "IT Service Manager"),
        ("Director of IT", "Director of Business Systems", "Head of IT Operations", "Head of Enterprise Applications"),
        ("VP of Information Technology", "Deputy CIO", "Vice President, Digital and IT"),
        ("Chief Information Officer", "CIO", "Group CIO", "Chief Information and Digital Officer"),
    ),
    early=(
        "Resolved {dozens} incidents a week at first contact and kept user satisfaction at {few} of 5 or better.",
        "Mapped {dozens} purchase-to-pay processes and found {few} approval loops that could go.",
        "Tested the finance module of the ERP roll-out with {dozens} key users.",
        "Wrote {hundreds} knowledge base articles; repeat tickets fell by {pct} %.",
        "Automated the joiner and leaver process, from {few} days to {dozens} minutes per person.",
        "Kept the configuration database of {hundreds} servers and {staff} devices correct to 9{few} %.",
    ),
    leading=(
        "Ran the SAP S/4HANA roll-out to {dozens} plants in {few} waves, {mo} months, {few} % under budget.",
        "Consolidated {few} service desks into one on ServiceNow; first-contact resolution rose from {pct} % to {big} %.",
        "Renegotiated {dozens} software contracts and saved ${few}.{few}m a year.",
        "Introduced ITIL 4 change enablement; emergency changes fell by {big} %.",
        "Moved {hundreds} users to Microsoft 365 over {few} months with {dozens} trained champions.",
        "Managed {dozens} people and {few} outsourcing partners across {few} time zones.",
        "Replaced spreadsheets in planning with an integrated tool; the monthly close went from 1{few} to {few} days.",
        "Set up a project portfolio office that stopped {few} projects and delivered {dozens} on time.",
    ),
    executive=(
        "Reported to the CEO; led {hundreds} IT staff and an annual budget of ${m}m across {dozens} countries.",
        "Replaced {few} legacy ERP systems by one S/4HANA instance for {staff} employees; go-live without a lost order.",
        "Cut run costs by {pct} % in {mo} months by retiring {hundreds} applications and two data centres.",
        "Moved {big} % of workloads to the cloud and closed the last mainframe after {dozens} years of service.",
        "Insourced a ${m}m outsourcing contract and built the teams to run it; critical incidents fell by {big} %.",
        "Set the digital strategy with the executive board: self-service for {k},000 {users}, {pct} % fewer calls.",
        "Integrated the IT of {few} acquired companies within {mo} months each, day-one readiness every time.",
        "Introduced IT business partners for every division; satisfaction of the business rose from {pct} to {big} of 100.",
        "Carried the GDPR programme and the first audit under NIS2 without a major finding.",
        "Put a data platform and governance in place that {hundreds} analysts use every week.",
        "Kept {hundreds} sites working through the move to remote work in {few} weeks.",
        "Rolled out assistants based on language models to {staff} employees with clear rules and measured benefit.",
    ),
    summaries=(
        "CIO-level leader with {years} years in {industry} and {other}. Makes IT dependable first and then the engine of change: ERP, service, cost and people.",
        "Turns fragmented IT into one service that the business trusts. {years} years across ERP programmes, outsourcing and integration after acquisitions.",
        "IT executive who speaks the language of finance and of operations. Large transformations delivered on time, vendors held to their word.",
    ),
    skills=(
        "IT strategy", "SAP S/4HANA", "ERP transformation", "ServiceNow", "ITIL", "IT service management",
        "Vendor management", "Outsourcing", "Budgeting", "Enterprise applications", "Microsoft 365", "Salesforce",
        "Digital transformation", "Change management", "Programme management", "IT governance", "COBIT", "Data governance",
        "Business intelligence", "Contract negotiation", "Post-merger integration", "Azure", "Stakeholder management",
        "Business process management", "Application rationalisation", "Oracle E-Business Suite", "Disaster recovery",
    ),
    certifications=(
        ("ITIL 4 Strategic Leader", "PeopleCert"), ("Project Management Professional (PMP)", "PMI"),
        ("COBIT 2019 Foundation", "ISACA"), ("PRINCE2 Practitioner", "PeopleCert"), ("CGEIT", "ISACA"),
        ("SAP Certified Application Associate", "SAP"),
    ),
    fields=("Information Systems", "Business Informatics", "Industrial Engineering", "Business Administration"),
    focus=("ERP", "IT operations", "digital transformation", "cost and vendors", "post-merger integration"),
)  # fmt: skip

SECURITY = Track(
    titles=(
        ("Security Analyst", "SOC Analyst", "Junior Penetration Tester", "IT Auditor"),
        ("Security Engineer", "Penetration Tester", "Incident Responder", "Senior Security Analyst"),
        ("Security Architect", "Security Operations Manager", "Manager, Identity and Access", "Application Security Lead"),
        ("Director of Information Security", "Head of Cyber Defence", "Head of Security Engineering"),
        ("Deputy CISO", "VP of Information Security", "Business Information Security Officer"),
        ("Chief Information Security Officer", "CISO", "Group CISO", "Chief Security Officer"),
    ),
    early=(
        "Triaged {hundreds} alerts a day in the SOC and tuned rules until false positives fell by {big} %.",
        "Found {dozens} flaws in {few} web applications, {few} of them critical, and followed each to its fix.",
        "Wrote playbooks for phishing that cut handling time from {few} hours to {dozens} minutes.",
        "Ran phishing simulations for {staff} employees; the click rate fell from {pct} % to {few} %.",
        "Audited access to {dozens} finance applications and had {hundreds} stale accounts closed.",
        "Automated evidence gathering for PCI DSS and saved {dozens} days a year.",
    ),
    leading=(
        "Built a 24-hour security operations centre with {dozens} analysts; mean time to detect fell from {few} days to {dozens} minutes.",
        "Led the response to a ransomware attack: contained in {few} hours, restored in {few} days, nothing paid.",
        "Rolled out phishing-resistant MFA and privileged access management to {staff} users in {mo} months.",
        "Put static analysis and dependency checks into {hundreds} pipelines; open critical findings fell by {big} %.",
        "Designed the zero-trust network for {dozens} sites and retired {few} VPNs.",
        "Led certification to ISO 27001 for {few} business units in {mo} months, without a major nonconformity.",
        "Set up threat modelling with {dozens} product teams and trained {hundreds} developers as security champions.",
        "Ran red-team exercises twice a year and closed {big} % of the findings within {few} months.",
    ),
    executive=(
        "Reported to the board's risk committee each quarter; led {hundreds} security staff in {few} countries with a budget of ${m}m.",
        "Set the security strategy on NIST CSF and raised measured maturity from {x}.{few} to 4.{few} of 5 in {mo} months.",
        "Quantified cyber risk in money (FAIR); the board funded {dozens} controls that cut expected loss by ${m}m.",
        "Led the crisis team through a supply-chain compromise; {users} were informed within {few} hours and no regulator imposed a fine.",
        "Brought {dozens} subsidiaries under one policy set and passed DORA and NIS2 readiness reviews.",
        "Cut cyber insurance premiums by {pct} % after {mo} months of proven improvement.",
        "Moved {hundreds} applications to single sign-on with conditional access; account takeovers fell by {big} %.",
        "Introduced third-party risk management for {hundreds} suppliers, with exits for the {few} worst.",
        "Secured the move of {big} % of workloads to the cloud with guardrails as code and continuous posture checks.",
        "Built a data protection programme with the privacy officer: {k} million records classified, {big} % encrypted.",
        "Prepared the executive board with {few} crisis exercises a year, one of them unannounced.",
        "Set rules for the use of generative AI and a review that cleared {dozens} use cases in {mo} months.",
    ),
    summaries=(
        "Security leader with {years} years in {industry} and {other}. Translates threats into decisions that a board can take, and builds teams that sleep well.",
        "CISO-level executive with a background in incident response. {years} years of defending what matters first, with evidence instead of fear.",
        "Builds security that engineers choose to use. Experience from penetration testing to board reporting in regulated industries.",
    ),
    skills=(
        "Information security", "Risk management", "Incident response", "ISO 27001", "NIST CSF", "Zero trust",
        "Identity and access management", "Security operations", "Cloud security", "Application security",
        "Threat modelling", "Vulnerability management", "Penetration testing", "SIEM", "Third-party risk", "GDPR", "DORA",
        "NIS2", "PCI DSS", "SOC 2", "Business continuity", "Security awareness", "Cryptography", "Security architecture",
        "Crisis management", "Board reporting", "DevSecOps",
    ),
    certifications=(
        ("CISSP", "ISC2"), ("CISM", "ISACA"), ("CISA", "ISACA"), ("CRISC", "ISACA"), ("CCSP", "ISC2"), ("OSCP", "OffSec"),
        ("GIAC Certified Incident Handler", "GIAC"), ("ISO/IEC 27001 Lead Auditor", "PECB"),
    ),
    fields=("Information Security", "Computer Science", "Criminology", "Telecommunications"),
    focus=("cyber resilience", "cloud security", "incident response", "risk and compliance", "zero trust"),
)  # fmt: skip

DATA = Track(
    titles=(
        ("Data Analyst", "Junior Data Engineer", "BI Analyst"),
        ("Data Engineer", "Data Scientist", "Senior Data Analyst", "Machine Learning Engineer"),
        ("Data Engineering Manager", "Lead Data Scientist", "Head of Analytics"),
        ("Director of Data and Analytics", "Director of Machine Learning", "Head of Data Platform"),
        ("VP of Data", "Head of Data and AI", "VP of Artificial Intelligence"),
        ("Chief Data Officer", "Chief Data and AI Officer", "Chief Analytics Officer"),
    ),
    early=(
        "Built {dozens} dashboards that replaced a weekly report of {hundreds} pages.",
        "Wrote dbt models for {dozens} sources; data incidents fell by {big} %.",
        "Trained a churn model that found {big} % of leaving {users} {few} weeks ahead.",
        "Cut the cost of the nightly load by {pct} % by rewriting {dozens} queries.",
        "Found ${few}m of unbilled orders by comparing {few} systems that nobody had compared.",
        "Taught {dozens} colleagues in finance and sales to answer their own questions in SQL.",
    ),
    leading=(
        "Built a lakehouse on Databricks for {hundreds} users, {k} TB, with lineage from source to report.",
        "Led {dozens} data scientists and engineers; {dozens} models in production, each with an owner and a monitor.",
        "Forecasting by machine learning cut stock by {pct} % at the same service level.",
        "Introduced data contracts with {dozens} teams; broken pipelines fell by {big} %.",
        "Set up an experimentation platform with {hundreds} A/B tests a year.",
    ),
    executive=(
        "Set the data strategy with the executive board and led {hundreds} people in data, analytics and AI.",
        "Brought {dozens} machine learning products to production, worth ${m}m a year, audited by finance.",
        "Established data governance with {dozens} domain owners; time to a trusted figure fell from weeks to hours.",
        "Launched an assistant over internal documents for {staff} employees with citations and a measured error rate under {few} %.",
        "Prepared the company for the EU AI Act: {dozens} systems classified, {few} stopped.",
        "Opened data products to {hundreds} partners, a new revenue line of ${m}m.",
    ),
    summaries=(
        "Data and AI executive with {years} years in {industry} and {other}. Value first, models second, governance throughout.",
        "Builds data organisations that answer questions on the day they are asked. {years} years from analyst to executive.",
    ),
    skills=(
        "Data strategy", "Machine learning", "Data engineering", "Databricks", "Snowflake", "dbt", "Spark", "Python", "SQL",
        "MLOps", "Data governance", "Experimentation", "Forecasting", "Generative AI", "Responsible AI", "Airflow",
        "Business intelligence", "Data mesh", "Statistics", "Stakeholder management", "Team building",
    ),
    certifications=(
        ("CDMP Master", "DAMA International"), ("Google Cloud Professional Data Engineer", "Google Cloud"),
        ("Databricks Certified Data Engineer", "Databricks"),
    ),
    fields=("Statistics", "Data Science", "Physics", "Econometrics"),
    focus=("data platforms", "applied machine learning", "analytics", "AI governance"),
)  # fmt: skip

INFRASTRUCTURE = Track(
    titles=(
        ("Systems Administrator", "Network Engineer", "Junior DevOps Engineer", "Linux Administrator"),
        ("DevOps Engineer", "Site Reliability Engineer", "Senior Network Engineer", "Cloud Engineer"),
        ("Platform Engineering Manager", "Infrastructure Manager", "Lead Site Reliability Engineer"),
        ("Head of Cloud Platform", "Director of Infrastructure", "Director of Site Reliability"),
        ("VP of Infrastructure", "Head of Global Infrastructure and Cloud", "VP of Cloud and Operations"),
        ("Chief Technology Officer", "Chief Infrastructure Officer", "CTO, Infrastructure"),
    ),
    early=(
        "Looked after {hundreds} Linux servers and automated their patching with Ansible.",
        "Replaced the core switches of {few} sites in {dozens} nights without an outage in the day.",
        "Wrote Terraform modules that {dozens} teams use; a new environment takes {dozens} minutes instead of {few} weeks.",
        "Brought backup success from {big} % to 99.{few} % and tested a restore every week.",
        "Set up monitoring for {hundreds} hosts; {big} % of faults were now noticed before {users} noticed them.",
        "Documented {dozens} runbooks, so that anyone on call could restart any system.",
    ),
    leading=(
        "Built the internal developer platform on Kubernetes: {dozens} teams, {hundreds} services, self-service from day one.",
        "Introduced error budgets and blameless reviews; major incidents fell from {dozens} to {few} a year.",
        "Moved {hundreds} workloads out of {few} data centres in {mo} months.",
        "Cut the cloud bill by {pct} % with reservations, autoscaling and deletion of what nobody used.",
        "Ran the network of {dozens} sites with SD-WAN; cost per site fell by {pct} %.",
    ),
    executive=(
        "Led {hundreds} engineers for cloud, network and end-user computing, with a budget of ${m}m.",
        "Closed {few} data centres and moved {hundreds} applications to two clouds in {mo} months.",
        "Kept availability of the trading platform at 99.99 % through {x}-fold growth in load.",
        "Set the standards for platform teams in {dozens} countries and cut tool count from {hundreds} to {dozens}.",
        "Brought energy use of computing down by {pct} % and reported it in the annual accounts.",
        "Rehearsed failover of the whole company twice a year; recovery takes {dozens} minutes instead of {few} days.",
    ),
    summaries=(
        "Infrastructure leader with {years} years in {industry} and {other}: from racks and cables to platforms that developers like.",
        "Runs technology at scale and makes it boring in the best sense. {years} years in operations, cloud and reliability.",
    ),
    skills=(
        "Cloud infrastructure", "AWS", "Azure", "Kubernetes", "Terraform", "Site reliability engineering", "Networking",
        "Linux", "Observability", "Disaster recovery", "FinOps", "Capacity planning", "Incident management", "Ansible",
        "Virtualisation", "SD-WAN", "Vendor management", "Platform engineering", "CI/CD", "Data centre migration",
    ),
    certifications=(
        ("AWS Certified DevOps Engineer – Professional", "Amazon Web Services"),
        ("Certified Kubernetes Administrator", "Cloud Native Computing Foundation"),
        ("Microsoft Certified: Azure Solutions Architect Expert", "Microsoft"), ("CCNP Enterprise", "Cisco"),
    ),
    fields=("Computer Engineering", "Telecommunications", "Electrical Engineering", "Computer Science"),
    focus=("reliability", "cloud platforms", "networks", "operations at scale"),
)  # fmt: skip

ARCHITECTURE = Track(
    titles=(
        ("Software Developer", "Application Developer", "Integration Developer"),
        ("Senior Developer", "Solution Architect", "Integration Architect"),
        ("Enterprise Architect", "Lead Solution Architect", "Domain Architect"),
        ("Head of Architecture", "Principal Enterprise Architect"),
        ("Chief Architect", "VP of Architecture"),
        ("Chief Architect", "Group Chief Architect", "Chief Technology Officer"),
    ),
    early=(
        "Connected {few} warehouse systems through a message bus carrying {hundreds},000 events a day.",
        "Designed the customer API that {dozens} consumers share, and kept it backward compatible for {few} years.",
        "Replaced {dozens} point-to-point interfaces by one integration layer.",
        "Modelled the customer domain with {few} departments that had {dozens} words for the same thing.",
        "Halved the response time of order search by moving {few} joins into a read model.",
    ),
    leading=(
        "Drew the target architecture for {hundreds} applications and a roadmap that the board approved.",
        "Wrote {dozens} architecture decision records and chaired the weekly review with {few} divisions.",
        "Guided {dozens} teams in splitting the core system along business domains.",
        "Retired {dozens} applications in {mo} months and saved ${few}m a year in licences.",
        "Reviewed the design of {dozens} projects a year and stopped {few} before they cost money.",
        "Introduced one identifier for customers across {few} divisions.",
    ),
    executive=(
        "Led {dozens} architects and set technology standards for {hundreds} developers in {few} countries.",
        "Designed the core system replacement ({mo} months, ${m}m), migrated without loss for {k},000 {users}.",
        "Advised the board on build, buy and partner decisions for {dozens} capabilities.",
        "Reduced the technology portfolio from {hundreds} to {dozens} products and brought licence cost down by {pct} %.",
    ),
    summaries=(
        "Architect with {years} years in {industry} and {other}. Makes large systems understandable, and then smaller.",
        "Connects business design with technology. {years} years of target pictures that were really built.",
    ),
    skills=(
        "Enterprise architecture", "TOGAF", "Solution architecture", "Domain-driven design", "Integration", "API design",
        "Event-driven architecture", "Technology roadmaps", "Cloud architecture", "Java", "Kafka", "Data modelling",
        "Application rationalisation", "Governance", "Stakeholder management", "ArchiMate", "Security architecture",
    ),
    certifications=(
        ("TOGAF Enterprise Architecture Practitioner", "The Open Group"), ("ArchiMate 3 Practitioner", "The Open Group"),
        ("AWS Certified Solutions Architect – Professional", "Amazon Web Services"),
    ),
    fields=("Computer Science", "Business Informatics", "Software Engineering"),
    focus=("target architectures", "core system renewal", "integration"),
)  # fmt: skip

# How often each is drawn.
TRACKS = (
    TECHNOLOGY, TECHNOLOGY, TECHNOLOGY, INFORMATION, INFORMATION, INFORMATION,
    SECURITY, SECURITY, SECURITY, DATA, INFRASTRUCTURE, ARCHITECTURE,
)  # fmt: skip

LEADERSHIP = (
    "Mentors {few} women in technology leadership through an industry programme.",
    "Reported to the chief executive and sat on the management board.",
    "Chosen as one of {few} speakers for the industry's yearly technology forum.",
    "Built succession plans: {few} of {dozens} direct reports were promoted to director or above.",
    "Raised the share of women in leading roles from {few} % to {pct} %.",
)
SIDE_ROLES = (
    "Non-Executive Director",
    "Advisory Board Member",
    "Technical Adviser",
    "Mentor in Residence",
    "Board Observer",
)
PRODUCTS = (
    "customer portal", "mobile app", "order platform", "pricing engine", "billing system", "booking platform",
    "claims platform", "partner portal", "loyalty programme", "marketplace",
)  # fmt: skip

# Nobody did that before this year.
SINCE = {
    "A/B": 2008, "AI Act": 2023, "AI": 2018, "AWS": 2010, "Ansible": 2014, "accessibility": 2023, "assistant": 2023,
    "blameless": 2014, "Cloud": 2011, "cloud": 2011, "containers": 2015, "Cyber": 2012, "cyber": 2014, "Databricks": 2018,
    "DORA": 2022, "Data Engineer": 2013, "Data Scientist": 2012, "Data and AI": 2018, "data contracts": 2021, "dbt": 2018,
    "deployments": 2011, "developer platform": 2018, "DevOps": 2012, "dependency checks": 2015, "FAIR": 2016,
    "FinOps": 2018, "Full Stack": 2012, "GDPR": 2017, "generative AI": 2023, "guardrails": 2018, "in Go": 2014,
    "ITIL 4": 2019, "Kotlin": 2017, "Kubernetes": 2016, "language models": 2023, "machine learning": 2013,
    "Machine Learning": 2014, "MFA": 2017, "Microsoft 365": 2017, "monolith": 2014, "NIS2": 2023, "NIST CSF": 2014,
    "phishing": 2008, "Platform Engineering": 2018, "public APIs": 2012, "ransomware": 2016,
    "recommendations": 2015, "remote work": 2020, "responsible-AI": 2020, "REST": 2009, "S/4HANA": 2016, "SD-WAN": 2017,
    "ServiceNow": 2011, "Site Reliability": 2013, "SOC": 2009, "SOC 2": 2013, "squads": 2014, "supply-chain": 2020,
    "Terraform": 2016, "trunk-based": 2014, "zero-trust": 2018,
}  # fmt: skip
