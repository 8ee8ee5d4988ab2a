"""Phrases of what technology executives do, folded, by topic and by how surely they mean it, in percent. Our own list.

English, German, French and Spanish. What stands under 100 is the thing itself; under less, something near it.
"""

TABLE = 2  # of all tables of words: this one, skills, titles, degrees, texts

NAMES = {
    "engineering": "engineering organisations",
    "platform": "platforms and architecture",
    "product": "products and what they earn",
    "business": "effects on the business",
    "board": "boards and executives",
    "enterprise_systems": "enterprise systems",
    "service": "services and operations",
    "transformation": "transformation",
    "data": "data and automation",
    "vendors": "vendors and cost",
    "governance": "governance and compliance",
    "security_programme": "security programmes",
    "security_teams": "security teams",
    "frameworks": "frameworks and audits",
    "regulation": "regulation",
    "incident": "incidents",
    "risk": "risk",
    "security_architecture": "security architecture",
}

TOPICS: dict[str, dict[int, str]] = {
    "engineering": {
        100: """
            engineering organisation|engineering organization|engineering team|engineering teams
            engineering culture|hired|hiring|grew the team|grew engineering|built the team|built the engineering
            built and led|scaled engineering|scaled the team|engineering managers|staff engineers|career ladder
            developer productivity|delivery organisation|product teams|entwicklungsorganisation|entwicklungsteam
            entwicklungsteams|entwicklungszeit|teams aufgebaut|aufbau der entwicklung|equipes de developpement
            equipe technique|equipes techniques|recrutement|recrute|organisation technique|equipo de ingenieria
            equipos de desarrollo|contratacion|squads|tribes|release frequency|lead time|deployments
            development organisation|development organization|r d organisation|engineering leaders
            direct reports|vps
        """,
        60: """
        agile|scrum|safe|kanban|devops|coaching|mentoring|offshore|nearshore|remote teams|teams|equipes|equipos
    """,
    },
    "platform": {
        100: """
            platform|platforms|plattform|plattformen|cloudplattform|plateforme|plateformes|plataforma
            plataformas|replatforming|re platforming|platform migration|cloud migration|migrated to aws
            migrated to azure|moved to the cloud|microservices|monolith|architecture|architektur
            softwarearchitektur|arquitectura|reliability|scalability|availability|uptime|latency|core system
            core platform|data centre exit|data center exit|event driven|multi tenant|saas migration|kernsystem
            kernsysteme|geratesplattform|gerateplattform|code bases|code base|legacy|modernisation|modernization
            tech debt|technical debt|migration cloud|migration|refonte|modernizacion|geratedaten
            platform engineering|control plane
        """,
        60: """
        cloud|aws|azure|gcp|google cloud|kubernetes|apis|api|infrastructure|infrastruktur|terraform|kafka|nube
        iot
    """,
    },
    "product": {
        100: """
            product strategy|product launch|launched|launch|new product|new products|products|product lines
            product line|roadmap|product roadmap|product management|digital revenue|digital services
            digitale dienste|new business|patents|patent|patente|brevets|patentes|product development
            produktentwicklung|produktlinien|umsatz|revenue|arr|online sales|e commerce|chiffre d affaires
            ventes en ligne|ingresos|artificial intelligence|machine learning|ai line|ai product|generative ai
            ki|kunstliche intelligenz|intelligence artificielle|inteligencia artificial|customers|kunden|clients
            subscribers|app|mobile app|marketplace|from the first line of code|user growth|lancement|lanzamiento
            nouveaux produits
        """,
        60: """
        product|produkt|produit|producto|innovation|ai|ml|analytics|data science|user experience|ux|saas
    """,
    },
    "business": {
        100: """
            acquisition|acquisitions|acquired|merger|mergers|m a|due diligence|integration|post merger|carve out
            ipo|public listing|listing|exit|sale of the company|funding round|raised|series a|series b|series c
            series d|rounds|investors|ebitda|margin|p l|profit and loss|cost savings|savings|saved
            cost reduction|cost down|revenue growth|revenue|online sales|turnaround|business case|valuation
            ubernahme|ubernahmen|borsengang|einsparungen|kostensenkung|umsatz|akquisitionen|rachat|fusion
            acquisition de|economies|reduction des couts|levee de fonds|adquisicion|adquisiciones|ahorro|ahorros
            facturacion|arr|sale for|the sale|quote|ergebnisverantwortung|marge|margen
        """,
        60: """
        customers|growth|efficiency|roi|cost|kosten|couts|costes|partnerships|go to market|strategy|strategie
        estrategia
    """,
    },
    "board": {
        100: """
            board|board of directors|board member|audit committee|risk committee|supervisory board
            executive committee|exco|excom|management board|executive board|executive team|leadership team
            reports to the ceo|reporting to the ceo|report to the ceo|reporting to ceo|board papers|trustees
            board of trustees|board of governors|governors|oversight committee|legislature|legislators
            parliament|minister|ministry|investors|board reporting|board updates|board seat|shareholders|comex
            codir|comite executif|comite de direction|conseil d administration|comite d audit
            rattache au directeur general|directeur general|direction generale|vorstand|aufsichtsrat
            geschaftsleitung|geschaftsfuhrung|verwaltungsrat|prufungsausschuss|bericht an den vorstand
            comite de direccion|comite ejecutivo|consejo|consejo de administracion|comite de auditoria
            director general|consejero delegado
        """,
        60: """
        ceo|cfo|coo|stakeholders|stakeholder|executives|business leaders|fachbereiche|metiers|negocio
        geschaftsfuhrer
    """,
    },
    "enterprise_systems": {
        100: """
            erp|sap|s 4hana|s4hana|s 4 hana|oracle|oracle fusion|dynamics|workday|crm|salesforce|ehr
            electronic health record|epic|cerner|core banking|policy administration|policy platform
            policy system|billing|data warehouse|point of sale|pos|epos|wms|mes|scada|plm|hris|intranet
            microsoft 365|office 365|servicenow|kernbankensystem|bestandssystem|bestandsfuhrung
            bestandsfuhrungssystem|warenwirtschaft|warenwirtschaftssystem|caisses|encaissement
            gestion commerciale|progiciel|core insurance|claims system|claims platform|payroll
            practice management|tax system|case management|business systems|enterprise applications|omnichannel
            omnicanal|e commerce|student information|dispatch system|tms|schadensystem
        """,
        60: """
        applications|application|anwendungen|systems|systeme|sistemas|software selection|rollout|workplace|cloud
        saas
    """,
    },
    "service": {
        100: """
            uptime|availability|verfugbarkeit|disponibilite|disponibilidad|sla|slas|service level|service levels
            service desk|help desk|helpdesk|itil|incident management|disaster recovery|business continuity
            continuity|data centre|data center|data centres|data centers|rechenzentrum|rechenzentren
            centre de donnees|centres de donnees|centro de datos|operations|it operations|betrieb|it betrieb
            exploitation|production informatique|infrastructure|infrastruktur|infraestructura|major incidents
            outages|outage|tickets|first call|user satisfaction|zufriedenheit|network refresh|24 7|mainframe
            satisfaction|managed services|sites|standorte|plants|werke|stores|clinics|branches|filialen
            hospitals
        """,
        60: """
        network|networks|netzwerk|reseau|red|servers|server|support|desktop|workplace|cloud|azure|aws|users
        benutzer
    """,
    },
    "transformation": {
        100: """
            digital transformation|digitale transformation|digitalisierung|transformation
            transformation numerique|transformation digitale|transformacion digital|modernisation|modernization
            modernisierung|migration|migrated|migrations|rollout|roll out|rolled out|einfuhrung|eingefuhrt
            deploiement|deploye|implantacion|implantado|go live|went live|live|carve out|consolidation
            consolidated|konsolidierung|konsolidiert|integration|merger|replaced|replacement|abgelost|ablosung
            remplacement|remplace|sustitucion|harmonised|harmonisation|harmonisierung|standardised
            standardisation|change programme|change management|programme|program|programm|rebuilt|finished
            abgeschlossen|on time|exit|retired|decommissioned|cutover
        """,
        60: "agile|projects|project|projekte|projets|proyectos|digital|innovation|change|redesign|cloud",
    },
    "data": {
        100: """
            data warehouse|data platform|data lake|lakehouse|business intelligence|bi|analytics|data governance
            master data|stammdaten|reporting platform|self service|automation|automated|automatisierung
            automatisiert|automatisation|automatizacion|rpa|robotic process automation|machine learning
            artificial intelligence|ai|ki|ia|predictive|forecast|forecasting|copilot|generative ai|dashboards
            dashboard|data strategy|data team|donnees|datos|paperless|workflow|workflows|datenplattform
            data and analytics|power bi|snowflake|databricks|chatbot|electronic filing|e filing
        """,
        60: """
        data|daten|apis|integration|integrations|interfaces|schnittstellen|reports|reporting|digital|tableau|sql
    """,
    },
    "vendors": {
        100: """
            outsourcing|outsourced|insourcing|insourced|vendor|vendors|vendor management|supplier|suppliers
            supplier management|contract|contracts|sourcing|renegotiated|negotiated|renegotiation|tender|tenders
            rfp|procurement|managed service|managed services|service provider|service providers|licences
            licensing|license|cost savings|savings|saved|cost down|run cost|run costs|unit cost|budget
            dienstleister|dienstleistern|lieferanten|vertrage|vertrag|ausschreibung|einsparungen|kosten
            externalisation|infogerance|prestataire|prestataires|fournisseur|fournisseurs|contrat|contrats
            economies|couts|proveedor|proveedores|externalizacion|licitacion|contratos|ahorro|ahorros
            presupuesto|costes|msp|agency|offshore|nearshore
        """,
        60: "cost|costs|spend|purchasing|einkauf|achats|compras|partners|partner",
    },
    "governance": {
        100: """
            governance|it governance|cobit|sox|sarbanes|gdpr|dsgvo|rgpd|audit|audits|auditors|audit findings
            audit committee|compliance|regulator|regulators|regulatory|risk|it risk|iso 27001|iso 20000|iso27001
            itil|hipaa|pci|pci dss|dora|vait|bait|nis2|fda|gxp|validation|basel|solvency|fca|pra|bafin|finma|ecb
            cnil|kritis|security|cyber security|cybersecurity|information security|informationssicherheit
            it sicherheit|securite|cybersecurite|seguridad|ciberseguridad|prufung|revision|conformite
            gouvernance|gobierno|cumplimiento|auditoria|normativa|riesgos|risques|risiken|portfolio board
            architecture board|internal controls|data protection|datenschutz|ens|cyber insurance
            cyber essentials|prioritisation
        """,
        60: """
        policies|policy|standards|controls|frameworks|portfolio|planning|reporting|legislation|prince2
    """,
    },
    "security_programme": {
        100: """
            security programme|security program|security strategy|security policy|security policies
            information security management|isms|smsi|sgsi|security roadmap|policy|policies|richtlinien
            leitlinie|politique de securite|politiques|politica|politicas|security organisation
            security organization|security function|built security|built the security|programme de securite
            sicherheitsstrategie|sicherheitsorganisation|schema directeur|plan director|estrategia de seguridad
            security budget|responsible for security|accountable for security
            responsible for information security|awareness|security awareness|sensibilisation|sensibilisierung
            concienciacion|global security|security culture|all of security|security for|gesamtverantwortung
            programme|program|programm|programa|owns security|security operations
        """,
        60: """
        security|sicherheit|securite|seguridad|strategy|strategie|estrategia|maturity|reifegrad|governance
        standards
    """,
    },
    "security_teams": {
        100: """
            security team|security teams|security engineers|analysts|analysten|analystes|analistas|hired|hiring
            grew security|built|built the team|first security hire|soc|security operations
            security operations center|security operations centre|csirt|cert|grc team|appsec team
            product security|detection and response|red team|blue team|security champions|built a team|team of
            equipe de|equipo de|team von|aufbau|aufgebaut|cree|creation|creado|creacion|staff|mitarbeiter
            personnes|personas|head of soc|managed soc|24 7|threat intelligence|penetration testing
            direct reports
        """,
        60: "team|teams|equipe|equipes|equipo|equipos|people|contractors|mssp|provider|training",
    },
    "frameworks": {
        100: """
            iso 27001|iso27001|iso iec 27001|iso 27002|iso 27005|iso 27701|iso 22301|soc 2|soc2|soc 1
            soc 2 type ii|nist|nist csf|nist 800 53|itsg 33|cis controls|pci dss|pci|hipaa|hitrust|fedramp|tisax
            it grundschutz|grundschutz|ens|cobit|sox|iec 62443|isae 3402|c5|cyber essentials|cmmc|swift csp
            certified|certification|certifications|zertifizierung|zertifiziert|certification iso|certificacion
            audit|audits|audit findings|prufung|auditoria|attestation|recertified|controls
            information security management system|isms|smsi|sgsi|hds|secnumcloud|b3s
        """,
        60: """
        compliance|standards|standard|frameworks|policy|policies|konformitat|conformite|cumplimiento|grc
    """,
    },
    "regulation": {
        100: """
            gdpr|dsgvo|rgpd|nis2|nis 2|nis|dora|kritis|bsi|bafin|finma|anssi|cnil|ccn|regulator|regulators
            regulatory|regulated|supervisory|supervisor|supervision|superviseur|aufsicht|aufsichtsbehorde|ecb
            fca|pra|occ|sec|ffiec|glba|nydfs|hipaa|sox|hitrust|pci dss|privacy|data protection|datenschutz
            protection des donnees|proteccion de datos|legislation|law enforcement|lpm|oiv|ose|vait|bait|ens
            critical infrastructure|infrastructure critique|infraestructuras criticas|government|ministry
            federal|regulateur|autorites|autoridad|banco central|central bank|osfi|apra|mas|cybersecurity act
            cra|fedramp|nerc|nerc cip|dpo
        """,
        60: "compliance|legal|audit|audits|conformite|cumplimiento|contracts|soc 2|iso 27001",
    },
    "incident": {
        100: """
            incident response|incident|incidents|ransomware|breach|breaches|data breach|intrusion|intruder
            intrusions|attack|attacks|cyberattack|cyber attack|cyberattacks|crisis|forensics|forensic|recovery
            recovered|containment|contained|post mortem|postmortem|mean time|mttd|mttr|time to detect|dwell time
            phishing|compromise|compromised|leaked|outage|war room|crisis exercise|tabletop|notification|vorfall
            vorfalle|sicherheitsvorfall|sicherheitsvorfalle|angriff|angriffe|wiederherstellung|krise|krisenstab
            cyberattaque|cyberattaques|crise|incidente|incidentes|ciberataque|ataque|rançongiciel|rancongiciel
            malware|nation state|csirt|cert|reponse a incident|respuesta a incidentes|threat hunting
            rebuilt after
        """,
        60: """
        soc|siem|edr|monitoring|detection|alerts|threats|uberwachung|supervision|exercise|exercises|ubung
        ubungen|simulation
    """,
    },
    "risk": {
        100: """
            risk management|risk register|risk appetite|risk|risks|cyber risk|third party risk|third party
            vendor risk|supplier risk|supplier security|supply chain|vulnerability management|vulnerabilities
            vulnerability|patching|business continuity|continuity|disaster recovery|insurance|cyber insurance
            risk quantification|fair|risk committee|threat modelling|threat modeling|penetration tests
            penetration test|pentest|pentests|risiko|risiken|risikomanagement|schwachstellen|lieferanten
            gestion des risques|risques|analyse de risques|ebios|vulnerabilites|fournisseurs|riesgo|riesgos
            gestion de riesgos|proveedores|vulnerabilidades|continuidad|continuite|plan de continuite|exposure
            findings|backlog|critical findings
        """,
        60: """
        controls|assurance|audit|audits|resilience|resilienz|maturity|score|insurance|security review|bug bounty
    """,
    },
    "security_architecture": {
        100: """
            zero trust|identity|iam|pam|sso|mfa|single sign on|multi factor|network segmentation|segmentation
            segmentierung|segmentacion|cloud security|security architecture|appsec|application security
            product security|secure development|sdlc|devsecops|edr|xdr|siem|soar|encryption|kms|landing zone
            ot security|ot|ics|scada|endpoint|firewall|firewalls|waf|secrets management|privileged access
            authentication|vpn|sase|cnapp|casb|dlp|patch|hardening|backup|backups|immutable|network security
            active directory|identitats|zugriff|netzsegmentierung|verschlusselung|bastion|cloisonnement
            chiffrement|identidad|cifrado|red team|penetration testing|bug bounty|code review
            kubernetes security|threat modelling
        """,
        60: """
        cloud|aws|azure|gcp|infrastructure|network|architecture|devops|security engineering|pki|openshift
    """,
    },
}
