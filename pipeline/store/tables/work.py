"""About the work: repairs, warnings, corrections, runs, failures, what was missed, and the list of all findings."""

from pipeline.store.column import (
    DOCUMENT,
    END,
    IN_BODY,
    PUBLISHED_ON,
    SENTENCE,
    SPAN_CHECK,
    START,
    SURFACE,
    Column,
    Table,
    identifier,
    integer,
    json,
    text,
)

REPAIRS = Table(
    "repairs",
    "What readers changed in the texts; replacing each from right to left gives the text as it came.",
    "الإصلاحات: ما غيّره القارئ في النص، ويمكن ردّه كما كان",
    (
        identifier("<document>.<start>-<end>.repair", "المعرّف: الوثيقة والموضع"),
        DOCUMENT,
        START,
        integer("end_char", "One past its last code point", "النهاية: الموضع الذي يلي آخر حرف", required=True),
        text("before", "What stood there", "قبل: ما كان هناك", required=True),
        text("after", "What stands there now", "بعد: ما صار هناك", required=True),
        text("kind", "Why it was changed", "النوع: سبب التغيير", required=True, index=True),
    ),
    checks=("end_char >= start_char",),
)

PAGES = Table(
    "pages",
    "The pages of paged documents, and whether their letters and digits can be trusted.",
    "الصفحات: صفحات الوثائق المصفّحة، وهل تُؤتمن حروفها وأرقامها",
    (
        identifier("<document>.p<number>", "المعرّف: الوثيقة ورقم الصفحة"),
        DOCUMENT,
        integer("number", "The page, from 1", "الرقم: رقم الصفحة", required=True),
        START,
        integer("end_char", "One past its last code point", "النهاية: الموضع الذي يلي آخر حرف", required=True),
        text(
            "quality",
            "What can be trusted: in digits and ocr the digits are in doubt, in letters everything",
            "الجودة: ما يُؤتمن من حروف الصفحة وأرقامها",
            required=True,
            index=True,
            choices=("sound", "digits", "letters", "ocr", "empty"),
        ),
        json("reasons", "Why, a JSON list", "الأسباب"),
    ),
    checks=("end_char >= start_char",),
)

WARNINGS = Table(
    "warnings",
    "Contradictions in the texts themselves: a weekday that does not fit its date, digits in dispute.",
    "التنبيهات: تناقضات في النص نفسه، كيوم أسبوع لا يوافق تاريخه",
    (
        identifier("<document>.<start>-<end>.<kind>", "المعرّف: الوثيقة والموضع والنوع"),
        DOCUMENT,
        SENTENCE,
        START,
        END,
        SURFACE,
        IN_BODY,
        PUBLISHED_ON,
        text("kind", "What contradicts", "النوع", required=True, index=True),
        text("message", "The contradiction in words", "الشرح", required=True),
    ),
    checks=(SPAN_CHECK,),
)

CORRECTIONS = Table(
    "corrections",
    "Corrections by people, and whether they still find their place.",
    "التصحيحات: ما صححه الناس، وهل وُجد موضعه",
    (
        identifier("Stable over runs", "المعرّف: ثابت بين التشغيلات"),
        text("target_id", "The row that is corrected; NULL where it has no place", "الهدف: الصف المصحَّح", index=True),
        text(
            "document_id",
            "The document; NULL where it is not in the database",
            "الوثيقة: فارغة إن لم تكن في القاعدة",
            references="documents",
            on_delete="SET NULL",
        ),
        text("source", "The source, as the corpus calls it", "المصدر: كما يسميه الملف"),
        text("quote", "The words that are corrected", "الاقتباس: الألفاظ المصحَّحة"),
        text("field", "What is corrected", "الحقل", required=True, index=True),
        text("value", "The right value", "القيمة الصحيحة"),
        text("why", "The reason", "السبب", required=True),
        text("author", "Who corrected it", "المصحِّح", index=True),
        text("corrected_on", "When", "التاريخ: يوم التصحيح"),
        text("state", "Applied, or without a place", "الحال", required=True, choices=("applied", "orphaned")),
    ),
)

RUNS = Table(
    "runs",
    "Every ingest: what it did, with which version, and how long it took.",
    "التشغيلات: كل عملية إدخال وما فعلته ومدتها",
    (
        Column("id", "INTEGER", "The run", "المعرّف"),
        text("started_at", "When it started, UTC", "البدء: وقت البدء بالتوقيت العالمي", required=True),
        text("finished_at", "When it ended; NULL where it was cut off", "الانتهاء: فارغ إن انقطع"),
        text("state", "How it ended", "الحال", required=True, choices=("running", "done", "interrupted", "failed")),
        text("version", "Version of this program", "إصدار البرنامج", required=True),
        text("rules_version", "State of the rules and tables of words", "إصدار القواعد", required=True),
        json("arguments", "What was asked, and the folder of the user's tables: {arguments, lexicon}", "المطلوب"),
        text(
            "compared", "State of the facts that were compared with each other last", "المقارنة: حال الحقائق التي قورنت"
        ),
        integer("new", "Documents that came in", "جديدة: وثائق أضيفت"),
        integer("changed", "Documents that were redone", "متغيرة: وثائق أعيدت قراءتها"),
        integer("unchanged", "Documents left as they were", "ثابتة: وثائق لم تتغير"),
        integer("failed", "Sources that could not be read", "متعذرة: مصادر لم تُقرأ"),
        integer("superseded", "Documents replaced by newer versions", "مستبدلة: وثائق حلّ محلها أحدث منها"),
        integer("pruned", "Documents removed because their source is gone", "محذوفة: وثائق زال مصدرها"),
        Column("seconds", "REAL", "How long it took", "المدة بالثواني"),
    ),
)

FAILURES = Table(
    "failures",
    "Sources that could not be read, why, and what to do about it.",
    "الإخفاقات: مصادر لم تُقرأ وسبب ذلك وعلاجه",
    (
        Column("id", "INTEGER", "The failure", "المعرّف"),
        Column("run_id", "INTEGER", "The run in which it happened", "التشغيل", required=True, references="runs"),
        text("source", "The source", "المصدر", required=True, index=True),
        text("stage", "Where it failed: find, read, write", "المرحلة", required=True, index=True),
        text("error", "What went wrong", "الخطأ", required=True),
        text("hint", "What to do about it", "العلاج", required=True),
        text("failed_at", "When, UTC", "الوقت: بالتوقيت العالمي", required=True),
    ),
)

UNREAD = Table(
    "unread",
    "What was missed: digits outside every mention, month words in no date.",
    "ما لم يُقرأ: أرقام لم يأخذها تاريخ ولا عدد، وأسماء شهور بلا تاريخ",
    (
        identifier("<document>.<start>-<end>.unread", "المعرّف: الوثيقة والموضع"),
        DOCUMENT,
        SENTENCE,
        START,
        END,
        SURFACE,
        IN_BODY,
        PUBLISHED_ON,
        text("reason", "What it looks like", "السبب: ما يشبهه", required=True, index=True),
    ),
    checks=(SPAN_CHECK,),
)

FINDINGS = Table(
    "findings",
    "Every date, figure, mention and fact of the current documents in one list, each with its sentence.",
    "كل ما وُجد: كل تاريخ ورقم واسم وحقيقة في قائمة واحدة، مع الجملة",
    (
        identifier("The row's id in its own table", "المعرّف: معرّفه في جدوله"),
        text(
            "kind",
            "date, figure, place, law, fact...",
            "النوع: تاريخ أو رقم أو مكان أو قانون أو حقيقة",
            required=True,
            index=True,
        ),
        SURFACE,
        text("value", "What it means, in one line", "المعنى: في سطر واحد", required=True, index=True),
        text("quote", "The sentence", "الاقتباس: الجملة", required=True),
        # Titles and sources are looked for among the documents: an index here would be a tenth of the database.
        text("title", "Title of the document", "عنوان الوثيقة"),
        PUBLISHED_ON,
        text("publisher", "Who published it", "الناشر", index=True),
        text("source", "Path or URL", "المصدر: المسار أو الرابط", required=True),
        IN_BODY,
        DOCUMENT,
        SENTENCE,
        integer(
            "sentence_number",
            "The sentence's number: full-text search answers with it",
            "رقم الجملة: به يجيب البحث",
            required=True,
            index=True,
        ),
        START,
        END,
    ),
    checks=(SPAN_CHECK,),
)

COUNTS = Table(
    "counts",
    "How many rows a table or view has, and how many of each value: kept as documents come and go.",
    "الأعداد: كم صفا في كل جدول أو عرض، وكم لكل قيمة",
    (
        text("name", "The table or view", "الجدول", required=True),
        text("field", "The column; empty for all rows", "العمود: فارغ لكل الصفوف", required=True),
        Column("value", "ANY", "The value; empty for all rows", "القيمة: فارغة لكل الصفوف", required=True),
        integer("number", "How many rows", "العدد: عدد الصفوف", required=True),
    ),
    key=("name", "field", "value"),
    indexes=(("name", "field", "number"),),
    rowid=False,
)

WORK = (REPAIRS, PAGES, WARNINGS, CORRECTIONS, RUNS, FAILURES, UNREAD, FINDINGS, COUNTS)
