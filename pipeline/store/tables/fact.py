"""What is claimed, with its evidence."""

from dataclasses import replace

from pipeline.store.column import (
    END,
    SPAN_CHECK,
    START,
    Table,
    day,
    number,
    place_in_text,
    text,
)
from pipeline.store.tables.extracted import QUALIFIERS

FACTS = Table(
    "facts",
    "What is claimed: a figure or an event with its place, time, status and speaker. Unknown is NULL.",
    "الحقائق: ما يُقال من رقم أو حدث، بمكانه وزمنه وحالته وقائله، والمجهول فارغ",
    (
        *place_in_text("figure.<n>", "معرّف الرقم أو الحدث ثم رتبة"),
        text("kind", "A quantity or an event", "النوع: كمية أو حدث", required=True, choices=("quantity", "event")),
        text("figure_id", "The figure that it states", "الرقم المذكور", references="figures"),
        text("indicator", "Concept or unit that is measured", "المؤشر: ما يقاس", index=True),
        text(
            "action", "What is done: build, open, adopt, recruit...", "الفعل: بناء أو افتتاح أو اعتماد...", index=True
        ),
        text("subject", "Of whom or what it is said, as written", "الموضوع: ما قيل عنه كما كُتب"),
        text("subject_id", "The entity of the subject", "كيان الموضوع", references="entities", on_delete="NO ACTION"),
        number("value", "The number", "القيمة", index=True),
        number("value_max", "The upper end of a range", "القيمة القصوى"),
        text("qualifier", "How exact it is said to be", "التقييد", choices=QUALIFIERS),
        text("unit", "What is counted or measured", "الوحدة", index=True),
        text("noun", "The counted noun phrase as written", "المعدود: كما كُتب"),
        text("noun_lemma", "Its singular head", "مفرد المعدود", index=True),
        text(
            "change",
            "A total, or what is added to it",
            "التغير: مجموع أو زيادة أو تراكم أو نقصان",
            choices=("total", "additional", "cumulative", "decrease"),
        ),
        text(
            "status",
            "Done, planned, expected...",
            "الحالة: منجز أو مبرمج أو متوقع...",
            choices=("reported", "completed", "ongoing", "expected", "planned", "target", "suspended", "cancelled"),
        ),
        text("place", "The place as written", "المكان: كما كُتب"),
        text("place_id", "The place", "كيان المكان", references="entities", on_delete="NO ACTION"),
        text("place_how", "How the place was found: sentence, clause, title...", "مصدر المكان", index=True),
        day("start_date", "First day of its time", "من"),
        day("end_date", "Last day of its time", "إلى"),
        text(
            "time_relation",
            "How it lies to that time",
            "علاقته بالزمن",
            choices=("during", "by", "as_of", "since", "until"),
        ),
        text(
            "time_how",
            "How the time was found",
            "مصدر الزمن",
            choices=("clause", "sentence", "previous", "title", "document"),
        ),
        text("condition", "On what it depends, as written", "الشرط: كما كُتب"),
        text(
            "programme_id", "The programme that it is part of", "البرنامج", references="entities", on_delete="NO ACTION"
        ),
        text("speaker", "Who says it, as written", "القائل: كما كُتب"),
        text("speaker_id", "Who says it", "كيان القائل", references="entities", on_delete="NO ACTION"),
        text("source_text", "The source that the text names", "المصدر المذكور: «حسب بيان…»"),
        day("said_on", "The day it was said", "يوم القول"),
        text(
            "stance",
            "Asserted, attributed, negated...",
            "الموقف: إثبات أو إسناد أو نفي...",
            choices=("asserted", "attributed", "negated", "hedged", "conditional"),
        ),
        text("quote", "The sentence", "الاقتباس: الجملة", required=True),
    ),
    checks=(SPAN_CHECK, "start_date <= end_date"),
    # A map asks for a unit in each region; the second stands for the index that the column would have by itself.
    indexes=(("unit", "place_id", "published_on"), ("unit", "published_on")),
)

FACT_LINKS = Table(
    "fact_links",
    "How the facts of a passage go together.",
    "روابط الحقائق: كيف ترتبط حقائق الفقرة الواحدة",
    (
        text("fact_id", "The fact", "الحقيقة", required=True, references="facts"),
        text("other_id", "The other fact", "الحقيقة الأخرى", required=True, references="facts"),
        text(
            "relation",
            "How they go together",
            "العلاقة",
            required=True,
            choices=("part_of", "ratio_of", "through", "from_to", "excludes", "same_amount"),
        ),
        text("rule", "The rule that found it", "القاعدة", required=True, index=True),
    ),
    key=("fact_id", "other_id", "relation"),
)

FACT_EVIDENCE = Table(
    "fact_evidence",
    "The words behind every filled slot of a fact.",
    "أدلة الحقائق: الألفاظ التي تسند كل خانة",
    (
        text("fact_id", "The fact", "الحقيقة", required=True, references="facts"),
        text("slot", "The slot: value, place, time...", "الخانة: القيمة أو المكان أو الزمن", required=True),
        # Nobody asks for all the evidence of a slot or in a table: of a fact, or of a row, it is a handful.
        replace(
            text(
                "table_name",
                "The table of the row behind it",
                "الجدول: جدول الدليل",
                required=True,
                choices=("dates", "figures", "mentions", "sentences"),
            ),
            index=False,
        ),
        text("row_id", "The row behind it", "الصف: معرّف الدليل", required=True, index=True),
        START,
        END,
    ),
    key=("fact_id", "slot", "table_name", "row_id"),
    checks=(SPAN_CHECK,),
    rowid=False,
)

CLAIMS = (FACTS, FACT_LINKS, FACT_EVIDENCE)
