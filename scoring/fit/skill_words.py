"""Skills that technology executives are looked for by, with their other names, by family.

Source: written for Shortlist, from the words of its own tables and of trade use; no other vocabulary was copied. It has
the licence of this repository. Names are folded; alternatives stand between | and in lines.

Within a family one skill stands for another in part: whoever ran Azure is not new to AWS.
"""

SIMILAR_PERCENT = 50

FAMILIES: dict[str, dict[str, str]] = {
    "cloud": {
        "aws": "aws|amazon web services|ec2|amazon cloud",
        "azure": "azure|microsoft azure",
        "google_cloud": "gcp|google cloud|google cloud platform",
        "oracle_cloud": "oci|oracle cloud",
        "private_cloud": "private cloud|openstack|vmware|vsphere|nutanix",
        "cloud_strategy": """
            cloud strategy|cloud migration|cloud transformation|cloudstrategie|cloud first|migration cloud
            estrategia cloud
        """,
        "finops": "finops|cloud cost|cloud costs|cloud cost management|cloud economics",
    },
    "containers": {
        "kubernetes": "kubernetes|k8s|eks|aks|gke",
        "openshift": "openshift",
        "docker": "docker|containers|containerisation|containerization",
        "serverless": "serverless|lambda|cloud functions|faas",
        "service_mesh": "service mesh|istio|envoy|linkerd",
    },
    "delivery": {
        "devops": "devops|ci cd|continuous delivery|continuous integration|continuous deployment",
        "sre": "sre|site reliability|site reliability engineering|reliability engineering",
        "infrastructure_as_code": "infrastructure as code|iac|terraform|pulumi|cloudformation|ansible",
        "observability": "observability|opentelemetry|datadog|grafana|prometheus|splunk observability",
        "platform_engineering": """
            platform engineering|internal developer platform|developer experience|developer platform
        """,
        "agile": "agile|scrum|kanban|scaled agile|lean agile|agilitat|agilite|agilidad",
        "release_management": "release management|release trains|deployment frequency|change failure rate|dora metrics",
    },
    "architecture": {
        "software_architecture": """
            software architecture|solution architecture|softwarearchitektur|architecture logicielle
            arquitectura de software
        """,
        "enterprise_architecture": """
            enterprise architecture|togaf|archimate|unternehmensarchitektur|architecture d entreprise
            arquitectura empresarial
        """,
        "microservices": "microservices|micro services|service oriented architecture|soa",
        "event_driven": "event driven|event streaming|kafka|pulsar|event sourcing",
        "api_strategy": "api strategy|apis|api management|api gateway|rest api|graphql|open api",
        "distributed_systems": "distributed systems|high availability|scalability|multi region",
        "legacy_modernisation": """
            legacy modernisation|legacy modernization|replatforming|mainframe|cobol|monolith|modernisierung
            modernizacion
        """,
        "integration": """
            system integration|systems integration|enterprise integration|esb
            mulesoft|ipaas|edi|middleware
        """,
        "edge_and_iot": "iot|internet of things|edge computing|embedded systems|embedded software|industrial iot|iiot",
    },
    "software": {
        "java": "java|spring boot|spring framework|jvm|kotlin|scala",
        "dotnet": "dotnet|dot net|net core|net framework|c sharp|asp net",
        "python": "python|django|fastapi|flask",
        "javascript": "javascript|typescript|node js|nodejs|react js|reactjs|angular|vue",
        "golang": "golang|go lang",
        "rust": "rust",
        "cpp": "c plus plus|cpp|qt",
        "ruby": "ruby|ruby on rails|rails",
        "php": "php|symfony|laravel",
        "mobile": "ios|android|swiftui|flutter|react native|mobile apps|mobile development",
    },
    "data": {
        "data_strategy": """
            data strategy|data driven|datenstrategie|strategie data|estrategia de datos|data mesh|data products
        """,
        "data_platform": """
            data platform|data lake|lakehouse|data warehouse|snowflake|databricks|bigquery|redshift|datenplattform
        """,
        "data_engineering": "data engineering|etl|elt|apache spark|pyspark|airflow|dbt|data pipelines",
        "data_governance": "data governance|data quality|master data|mdm|data catalogue|data catalog|data stewardship",
        "business_intelligence": "business intelligence|bi|power bi|tableau|looker|qlik",
        "databases": "sql|postgresql|postgres|mysql|oracle database|mongodb|nosql|sql server|cassandra|redis",
        "analytics": "analytics|data analytics|advanced analytics|predictive analytics",
    },
    "ai": {
        "machine_learning": """
            machine learning|ml|deep learning|neural networks|pytorch|tensorflow|maschinelles lernen
            apprentissage automatique|aprendizaje automatico
        """,
        "generative_ai": "generative ai|genai|llm|llms|large language models|gpt|copilot|rag",
        "mlops": "mlops|model serving|feature store|ml platform",
        "ai_strategy": """
            ai strategy|artificial intelligence|ai|ki strategie|kunstliche intelligenz|intelligence artificielle
            inteligencia artificial
        """,
        "ai_governance": "ai governance|responsible ai|ai ethics|ai act|model risk",
        "computer_vision": "computer vision|image recognition",
        "nlp": "nlp|natural language processing",
        "automation": """
            rpa|robotic process automation|process automation|automatisierung|uipath|hyperautomation
            automatisation|automatizacion
        """,
    },
    "enterprise_systems": {
        "sap": "sap|s 4hana|s4hana|sap hana|sap ecc|rise with sap",
        "oracle_erp": "oracle erp|oracle ebs|netsuite|jd edwards|peoplesoft|oracle fusion",
        "dynamics": "dynamics 365|microsoft dynamics|dynamics ax|navision",
        "workday": "workday|successfactors|hcm|hris",
        "salesforce": "salesforce|crm|hubspot|sfdc",
        "servicenow": "servicenow|itsm tool|jira service management|bmc remedy",
        "erp": "erp|enterprise resource planning|erp implementation|erp rollout",
        "ecommerce": "e commerce|ecommerce|commerce platform|magento|shopify|hybris|omnichannel|pim",
        "mes_plm": "manufacturing execution|plm|product lifecycle management|teamcenter",
        "ehr": "ehr|emr|epic systems|cerner|electronic health records|hospital information system",
        "core_banking": "core banking|temenos|mambu|finacle|avaloq|payments|payment systems|sepa|swift payments",
        "collaboration": "microsoft 365|office 365|google workspace|sharepoint|digital workplace|teams rollout",
    },
    "service": {
        "itil": "itil|itsm|it service management|service desk|servicedesk|incident and problem management",
        "it_operations": """
            it operations|it operation|infrastructure operations|data centre|data center|rechenzentrum
            production informatique|operaciones de ti
        """,
        "networks": "networking|networks|sd wan|lan|wan|netzwerke|reseaux|redes",
        "end_user_computing": "end user computing|euc|desktop services|endpoint management|intune|workplace services",
        "business_continuity": """
            business continuity|disaster recovery|bcm|bcp|resilience|continuite d activite|continuidad de negocio
        """,
        "shared_services": "shared services|global business services|service delivery|managed services",
    },
    "sourcing": {
        "vendor_management": """
            vendor management|supplier management|lieferantenmanagement|gestion des fournisseurs
            gestion de proveedores|third party management
        """,
        "outsourcing": """
            outsourcing|offshoring|nearshoring|insourcing|managed service providers|externalisation
            externalizacion
        """,
        "contract_negotiation": """
            contract negotiation|procurement|licence management|license management|software asset management
            einkauf|achats
        """,
        "it_budgeting": """
            it budget|budgeting|it finance|tbm|technology business management|cost optimisation|cost optimization
            kostensenkung
        """,
    },
    "change": {
        "digital_transformation": """
            digital transformation|digitalisation|digitalization|digitale transformation|transformation numerique
            transformacion digital
        """,
        "change_management": """
            change management|organisational change|organizational change|veranderungsmanagement
            conduite du changement|gestion del cambio
        """,
        "programme_management": """
            programme management|program management|project portfolio|portfolio management|pmo|prince2|pmp
            projektmanagement|gestion de projet
        """,
        "operating_model": """
            operating model|target operating model|organisation design|organization design|reorganisation
            reorganization
        """,
        "turnaround": "turnaround|restructuring|sanierung|redressement|reestructuracion",
        "post_merger_integration": """
            post merger integration|pmi integration|merger integration|carve out|carve outs|m a integration
            divestiture
        """,
        "m_and_a": """
            m a|m and a|mergers and acquisitions|acquisitions|due diligence|technical due diligence
            tech due diligence
        """,
    },
    "leadership": {
        "technology_strategy": """
            technology strategy|it strategy|technology roadmap|it strategie|strategie it|estrategia tecnologica
            strategie technologique
        """,
        "engineering_management": """
            engineering management|engineering leadership|engineering organisation|engineering organization
            technical leadership
        """,
        "team_building": """
            team building|hiring|talent development|recruiting|coaching|mentoring|people development
            mitarbeiterfuhrung|management d equipe
        """,
        "board_reporting": """
            board reporting|board presentations|executive committee|aufsichtsrat|conseil d administration
            consejo de administracion
        """,
        "stakeholder_management": """
            stakeholder management|executive stakeholders|business partnering|stakeholdermanagement
        """,
        "p_and_l": "p l|p and l|profit and loss|pnl|ergebnisverantwortung|cuenta de resultados",
        "fundraising": "fundraising|investor relations|series a|series b|series c|ipo|private equity|venture capital",
        "innovation": "innovation|r d|research and development|patents|innovation lab|forschung und entwicklung",
        "global_teams": "global teams|distributed teams|remote teams|international teams|multi site|follow the sun",
    },
    "product": {
        "product_management": """
            product management|product strategy|product development|product roadmap|produktmanagement
            gestion de produit|gestion de producto
        """,
        "saas": "saas|software as a service|b2b saas|subscription platform|multi tenant",
        "marketplaces": "marketplace|marketplaces|two sided platform",
        "user_experience": "ux|user experience|user research|design systems|ui ux",
        "growth": "growth engineering|growth product|product led growth|experimentation|a b testing|conversion",
    },
    "security_management": {
        "security_strategy": """
            security strategy|cyber strategy|information security strategy|security programme|security program
            sicherheitsstrategie|strategie de securite|estrategia de seguridad
        """,
        "isms": "isms|iso 27001|iso27001|information security management|smsi|sgsi|informationssicherheitsmanagement",
        "nist": "nist|nist csf|nist 800 53|nist cybersecurity framework|cis controls",
        "soc2": "soc 2|soc2|ssae 18",
        "pci_dss": "pci|pci dss",
        "security_awareness": """
            security awareness|awareness training|phishing simulation|security culture|sensibilisation
        """,
        "third_party_risk": "third party risk|vendor risk|supplier risk|tprm|supply chain risk|supply chain security",
        "risk_management": """
            risk management|cyber risk|it risk|risk register|risikomanagement|gestion des risques
            gestion de riesgos|ebios
        """,
        "audit": "audit|it audit|internal audit|external audit|auditoria",
        "cyber_insurance": "cyber insurance|cyber versicherung",
    },
    "regulation": {
        "gdpr": "gdpr|dsgvo|rgpd|data protection|privacy|datenschutz|protection des donnees|proteccion de datos|ccpa",
        "nis2": "nis2|nis 2|nis directive|kritis",
        "dora": "dora regulation|digital operational resilience act|dora act|bait|dora",
        "hipaa": "hipaa|hitrust",
        "sox": "sox|sarbanes oxley|itgc",
        "fedramp": "fedramp|cmmc|fisma",
        "medical_devices": "fda|eu mdr|iso 13485|gxp|medical device regulation",
        "basel": "basel ii|basel iii|mifid|psd2|finma|bafin|fca|regulatory compliance",
    },
    "security_operations": {
        "soc": """
            soc|security operations|security operations center|security operations centre|siem|splunk|sentinel
            qradar|soar|mdr service
        """,
        "incident_response": """
            incident response|breach response|ransomware|forensics|dfir|csirt|reponse a incident
            respuesta a incidentes|vorfallmanagement
        """,
        "threat_intelligence": "threat intelligence|threat hunting|cti|mitre att ck",
        "vulnerability_management": """
            vulnerability management|patch management|qualys|tenable|nessus|schwachstellenmanagement
            gestion des vulnerabilites
        """,
        "penetration_testing": """
            penetration testing|pentest|red team|red teaming|purple team|bug bounty|ethical hacking
        """,
        "endpoint_security": "edr|xdr|endpoint security|crowdstrike|microsoft defender|endpoint protection",
        "crisis_management": """
            crisis management|tabletop exercises|crisis exercise|krisenmanagement|gestion de crise
            gestion de crisis
        """,
    },
    "security_engineering": {
        "identity": """
            iam|identity and access management|identity management|sso|mfa|okta|entra|active directory|pam
            privileged access|cyberark|zugriffsverwaltung
        """,
        "zero_trust": "zero trust|ztna|sase|microsegmentation|network segmentation",
        "cloud_security": "cloud security|cspm|cnapp|cloud security posture|casb",
        "application_security": """
            application security|appsec|secure development|sdlc|devsecops|sast|dast|product security|code review
        """,
        "network_security": "network security|firewall|firewalls|intrusion detection|intrusion prevention|waf|ddos",
        "cryptography": "cryptography|encryption|pki|key management|hsm|verschlusselung|chiffrement|cifrado",
        "ot_security": "ot security|ics security|scada|iec 62443|industrial security|operational technology",
        "data_loss_prevention": "dlp|data loss prevention|data classification|information protection",
        "security_architecture": """
            security architecture|secure by design|threat modelling|threat modeling|sicherheitsarchitektur
        """,
        "backup_and_recovery": "backup|backups|immutable backups|ransomware recovery",
    },
}

SKILLS = {key: text for family in FAMILIES.values() for key, text in family.items()}
FAMILY_OF = {key: family for family, skills in FAMILIES.items() for key in skills}
