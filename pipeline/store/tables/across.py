"""What documents show together: copies, agreements and conflicts, promises and what became of them, sums, gaps."""

from pipeline.store.column import (
    CONFIDENCE,
    DOCUMENT,
    END,
    SPAN_CHECK,
    START,
    Table,
    day,
    identifier,
    number,
    text,
)

SIGNATURES = Table(
    "signatures",
    "What is left of a text when only its likeness to others counts (MinHash).",
    "البصمات: ما يبقى من النص لمعرفة شبهه بغيره",
    (DOCUMENT, text("signature", "128 numbers of 32 bits, in hex", "البصمة: 128 عددا بالست عشري", required=True)),
    key=("document_id",),
)

DUPLICATES = Table(
    "duplicates",
    "Documents that say the same in the same words, each beside the first of its cluster.",
    "المكررات: وثائق تقول الشيء نفسه باللفظ نفسه، كل منها بجانب أولاها",
    (
        DOCUMENT,
        text("other_id", "The first of the cluster", "الأصل: أولى النسخ", required=True, references="documents"),
        text(
            "kind", "How alike they are", "النوع: درجة التشابه", required=True, choices=("identical", "near", "partial")
        ),
        CONFIDENCE,
    ),
    key=("document_id", "other_id"),
)

VERDICTS = (
    *("repeat", "agreement", "rounding", "planned_done", "update", "different_date", "different_place"),
    *("different_scope", "different_measure", "conflict"),
)

COMPARISONS = Table(
    "comparisons",
    "Facts of different documents about the same thing: whether they agree, and why not.",
    "المقارنات: حقائق من وثائق مختلفة عن الشيء نفسه، هل تتفق ولماذا لا",
    (
        identifier("<fact>+<fact>", "المعرّف: الحقيقتان"),
        text("fact_id", "The fact that was told first", "الحقيقة الأولى", required=True, references="facts"),
        text("other_id", "The other fact", "الحقيقة الأخرى", required=True, references="facts"),
        text("verdict", "What their slots show", "الحكم", required=True, choices=VERDICTS),
        text("explanation", "The same in a sentence of Arabic", "الشرح: بجملة عربية", required=True),
        text("explanation_en", "The same in a sentence of English", "الشرح بالإنجليزية", required=True),
        text("rule", "The slots that decided", "القاعدة", required=True, index=True),
    ),
    indexes=(("verdict", "id"),),
)

PROMISES = Table(
    "promises",
    "What was promised for a day, and what became of it.",
    "الوعود: ما وُعد به، ومتى، وماذا تحقق منه",
    (
        identifier("The fact that promises", "المعرّف: حقيقة الوعد"),
        text("fact_id", "The fact that promises", "حقيقة الوعد", required=True, references="facts"),
        text(
            "outcome_id",
            "The fact that tells what was done, or promises anew",
            "حقيقة الإنجاز: ما أُنجز، أو الوعد الأحدث",
            references="facts",
            on_delete="SET NULL",
        ),
        day("due_on", "The last day of the term", "الأجل: آخر يوم للإنجاز"),
        text("state", "What became of it", "المآل", required=True, choices=("open", "met", "missed", "superseded")),
        day("as_of", "The day for which that holds", "الحال يوم: اليوم الذي يصح فيه ذلك"),
        number("done", "What has been reported of it", "المنجز"),
        number("remaining", "What is still to go", "الباقي"),
        text("explanation", "The same in a sentence of Arabic", "الشرح: بجملة عربية", required=True),
        text("explanation_en", "The same in a sentence of English", "الشرح بالإنجليزية", required=True),
        text("rule", "The rule that found it", "القاعدة", required=True, index=True),
    ),
)

CONSISTENCY = Table(
    "consistency",
    "Calculations that a text invites: sums, shares and differences that fit or do not fit.",
    "الاتساق: مجاميع ونسب وفروق تصح أو لا تصح",
    (
        identifier("<document>.<start>-<end>.<kind>", "المعرّف: الوثيقة والموضع والنوع"),
        DOCUMENT,
        START,
        END,
        text("kind", "What was checked", "النوع: ما فُحص", required=True, choices=("sum", "share", "difference")),
        text("verdict", "Whether it fits", "الحكم", required=True, choices=("fits", "rounded", "contradicts")),
        text("message", "The calculation in Arabic", "الشرح: الحساب بالعربية", required=True),
        text("message_en", "The calculation in English", "الشرح بالإنجليزية", required=True),
        text("rule", "The rule that checked it", "القاعدة", required=True, index=True),
    ),
    checks=(SPAN_CHECK,),
)

GAPS = Table(
    "gaps",
    "What important facts leave unsaid, as the questions that a reporter would ask.",
    "الثغرات: ما لم تقله حقائق مهمة، أسئلةً يطرحها الصحفي",
    (
        text("fact_id", "The fact", "الحقيقة", required=True, references="facts"),
        text(
            "slot",
            "What is not said",
            "الخانة: ما لم يُقل",
            required=True,
            choices=("time", "place", "speaker", "published_on"),
        ),
        text("question", "The question in Arabic", "السؤال", required=True),
        text("question_en", "The question in English", "السؤال بالإنجليزية", required=True),
    ),
    key=("fact_id", "slot"),
)

ACROSS = (SIGNATURES, DUPLICATES, COMPARISONS, PROMISES, CONSISTENCY, GAPS)
