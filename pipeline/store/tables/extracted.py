"""What was read in the texts: dates, figures, names and legal texts, and the things in the world that they name."""

from pipeline.store.column import (
    DOCUMENT,
    SENTENCE,
    SPAN_CHECK,
    Table,
    counted,
    day,
    flag,
    identifier,
    integer,
    json,
    number,
    place_in_text,
    text,
)

QUALIFIERS = ("approx", "more_than", "less_than", "at_least", "at_most")

DATES = Table(
    "dates",
    "Every expression of time, with the days that it covers; nothing is filled in from today's date.",
    "التواريخ: كل عبارة زمنية والأيام التي تشملها، ولا يُملأ شيء من تاريخ اليوم",
    (
        *place_in_text("date", "الوثيقة والموضع والنوع"),
        text("timex_type", "Kind of expression", "نوع العبارة الزمنية", required=True, choices=("DATE", "TIME", "SET")),
        text(
            "timex_value",
            "The time in TIMEX3; EDTF A/B for a range; NULL where unresolved",
            "القيمة الزمنية: بصيغة TIMEX3، أو A/B للمجال، وفارغة إن لم تُعرف",
        ),
        day("start_date", "First day that it covers; NULL where unresolved", "من: أول يوم تشمله"),
        day("end_date", "Last day that it covers", "إلى: آخر يوم تشمله"),
        text(
            "grain",
            "How fine it is",
            "الدقة: أصغر وحدة زمنية مذكورة",
            choices=(
                "minute",
                "hour",
                "day",
                "weekend",
                "week",
                "month",
                "quarter",
                "season",
                "half",
                "year",
                "decade",
                "century",
            ),
        ),
        text(
            "modifier",
            "What part of the period, or which side of it",
            "المحدِّد: جزء المدة المقصود أو جهتها",
            choices=("START", "MID", "END", "APPROX", "BEFORE", "AFTER", "ON_OR_BEFORE", "ON_OR_AFTER"),
        ),
        flag("relative", "1 where it leans on another date", "نسبي: 1 إن استند إلى تاريخ آخر"),
        text(
            "anchor",
            "What resolved it: published, sentence, document, weekday, pair...",
            "المرتكز: ما استند إليه حسابه",
            index=True,
        ),
        text("hijri", "The Hijri date, as 1444-12-09", "الهجري: التاريخ الهجري"),
    ),
    checks=(SPAN_CHECK, "start_date <= end_date"),
)

FIGURES = Table(
    "figures",
    "Every number that counts or measures something, fully scaled, with its unit.",
    "الأرقام: كل عدد يحصي شيئا أو يقيسه، بقيمته الكاملة ووحدته",
    (
        *place_in_text("figure", "الوثيقة والموضع والنوع"),
        number(
            "value", "The number (the lower end of a range)", "القيمة: العدد، أو أدنى المجال", required=True, index=True
        ),
        number("value_max", "The upper end of a range", "القيمة القصوى: أعلى المجال", index=True),
        number("value_alt", "A second reading that stays open", "قراءة ثانية: قيمة أخرى ممكنة", index=True),
        text("qualifier", "How exact it is said to be", "التقييد: حوالي أو أكثر من أو أقل من...", choices=QUALIFIERS),
        text(
            "dimension",
            "What kind of amount: count, money, percent, duration, age, length, area...",
            "البُعد: عدد أو مال أو نسبة أو مدة...",
            required=True,
            index=True,
        ),
        text(
            "unit",
            "What is counted or measured, an English singular code; ISO 4217 for money; NULL where unknown",
            "الوحدة: ما يُحصى أو يُقاس",
            index=True,
        ),
        text("unit_per", "The second unit of a rate", "لكل: وحدة المقام في المعدلات", index=True),
        number("value_si", "The amount in the normal unit", "القيمة المعيارية: بالوحدة المعيارية"),
        text("unit_si", "The normal unit", "الوحدة المعيارية", index=True),
        text("iso8601", "A duration, as P3Y", "المدة: بصيغة ISO 8601"),
        text("noun", "The counted noun phrase as written", "المعدود: كما كُتب"),
        text("noun_lemma", "Its singular head", "مفرد المعدود", index=True),
        text("related_id", "Another figure that it goes with", "رقم مرتبط", references="figures", on_delete="SET NULL"),
        text("relation", "How it goes with it", "العلاقة بالرقم المرتبط", choices=("same_amount", "from_to")),
    ),
    checks=(SPAN_CHECK,),
)

ENTITIES = Table(
    "entities",
    "The things in the world that the texts name: places, legal texts, people, organisations, concepts, programmes.",
    "الكيانات: ما تسمّيه النصوص من أماكن ونصوص قانونية وأشخاص وهيئات ومفاهيم وبرامج",
    (
        identifier("region/01, law/08.22, person/<key>...", "المعرّف: مثل region/01 وlaw/08.22"),
        text(
            "kind",
            "region, province, commune, country, place, law, decree, person, organization...",
            "النوع: جهة أو إقليم أو قانون أو شخص...",
            required=True,
            index=True,
        ),
        text("name_ar", "Name or title in Arabic", "الاسم بالعربية", index=True),
        text("name_fr", "Name in French", "الاسم بالفرنسية"),
        text("name_en", "Name in English", "الاسم بالإنجليزية"),
        text(
            "code",
            "Code or number: HCP, ISO, number of the law",
            "الرمز: رمز المندوبية أو ISO أو رقم القانون",
            index=True,
        ),
        text(
            "parent_id",
            "What it is part of",
            "الأصل: الكيان الذي ينتمي إليه",
            references="entities",
            on_delete="NO ACTION",
        ),
        integer("population", "Inhabitants at the last census", "السكان: عدد السكان في آخر إحصاء"),
        json("aliases", "Other names found for it, a JSON list", "أسماء أخرى"),
        text("status", "What is known of its life: in_force, repealed, candidate...", "الحالة", index=True),
        text("search", "Its names as search keeps them", "مفتاح البحث: أسماؤه بعد التوحيد", required=True),
        counted("mentions", "How often titles, bodies and tables of current documents name it", "مرات الذكر"),
        counted("documents", "Current documents that name it there", "وثائق: عدد الوثائق التي تذكره"),
        counted("standing", "Current documents that tell of it in any way", "قيام: عدد الوثائق الحالية التي تفيد به"),
    ),
    search=("search",),
    indexes=(("kind", "mentions"),),
)

CONTRIBUTIONS = Table(
    "contributions",
    "What each document tells of an entity: entities are the sum of these, whatever the order of the documents.",
    "المساهمات: ما تقوله كل وثيقة عن الكيان، ومنها يُجمع جدول الكيانات",
    (
        DOCUMENT,
        text("entity_id", "The entity", "الكيان", required=True, references="entities", on_delete="NO ACTION"),
        json("record", "What the document tells: names, code, parent, aliases", "السجل: الأسماء والرمز والأصل"),
    ),
    key=("document_id", "entity_id"),
    indexes=(("entity_id", "record"),),
    rowid=False,
)

LEGAL_EDGES = Table(
    "legal_edges",
    "What one legal text says of another.",
    "روابط النصوص القانونية: ما يقوله نص قانوني عن آخر",
    (
        text(
            "from_id",
            "The text that acts",
            "من: النص الفاعل",
            required=True,
            references="entities",
            on_delete="NO ACTION",
        ),
        text(
            "to_id",
            "The text acted upon",
            "إلى: النص المعني",
            required=True,
            references="entities",
            on_delete="NO ACTION",
        ),
        text(
            "relation",
            "What it does to it",
            "العلاقة: تطبيق أو تعديل أو نسخ أو إحالة",
            required=True,
            choices=("implements", "amends", "repeals", "cites"),
        ),
        text("rule", "What decided", "القاعدة: ما حكم بالعلاقة"),
        SENTENCE,
        DOCUMENT,
    ),
    key=("from_id", "to_id", "relation", "sentence_id"),
)

LEGAL_TEXTS = Table(
    "legal_texts",
    "What documents state of legal texts: title, day of issue, and issue, day and page of the Official Bulletin.",
    "النصوص القانونية: ما تذكره الوثائق عن كل نص: عنوانه وتاريخ صدوره وعدد الجريدة الرسمية وتاريخه وصفحته",
    (
        *place_in_text("legal_text", "الوثيقة والموضع والنوع"),
        text(
            "entity_id",
            "The legal text",
            "النص القانوني",
            required=True,
            references="entities",
            on_delete="NO ACTION",
        ),
        flag("own", "1 where the document is this text itself", "النص نفسه: 1 إن كانت الوثيقة هي النص ذاته"),
        text("title", "What it is about, as written", "الموضوع: كما كُتب"),
        day("issued_on", "Day of issue", "تاريخ الصدور"),
        text("bulletin", "Issue of the Official Bulletin", "عدد الجريدة الرسمية", index=True),
        day("bulletin_on", "Day of that issue", "تاريخ عدد الجريدة الرسمية"),
        text("bulletin_page", "Page of that issue", "صفحة الجريدة الرسمية"),
    ),
    checks=(SPAN_CHECK,),
)

MENTIONS = Table(
    "mentions",
    "Every name of a person, body, place, legal text or concept, a title that stands for a person, ordinal and score.",
    "الإشارات: كل اسم شخص أو هيئة أو مكان أو نص قانوني أو مفهوم، وكل منصب يدل على شخص، وكل رتبة ونتيجة",
    (
        *place_in_text("<kind>", "الوثيقة والموضع والنوع"),
        text(
            "kind",
            "What is named",
            "النوع: ما المسمّى",
            required=True,
            choices=("person", "organization", "place", "law", "concept", "office", "ordinal", "score"),
        ),
        text("value", "What it means, in one line", "المعنى: في سطر واحد", required=True, index=True),
        text(
            "entity_id",
            "The entity named; NULL where none is known",
            "الكيان: الكيان المسمّى، فارغ إن لم يُعرف",
            references="entities",
            on_delete="NO ACTION",
        ),
        text("role", "A person's office, as written", "الصفة: منصب الشخص كما كُتب"),
        text("article", "The article cited, a JSON list if several", "المادة: رقم المادة المذكورة"),
    ),
    checks=(SPAN_CHECK,),
)

EXTRACTED = (DATES, FIGURES, ENTITIES, CONTRIBUTIONS, LEGAL_EDGES, LEGAL_TEXTS, MENTIONS)
