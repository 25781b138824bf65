"""Why something was not taken, in the language of the reader: what readers of files and of forms say in English."""

import re

# What our readers say, and how a page says it. The rest keeps its own words beside a sentence of ours.
_KNOWN = tuple(
    (re.compile(english), arabic)
    for english, arabic in (
        (r"empty file", "لا نص في ما أرسلته."),
        (r"no column of texts", "لا عمود للنصوص في هذا الجدول: سمّ عموده «النص»."),
        (r"broken JSON|not a JSON|no text$|empty text", "سطور هذا الملف ليست نصوصا كما تُنتظر."),
        (r"no reader for \.rtf", "لا يُقرأ ملف من هذا النوع: احفظه بصيغة وورد الحديثة ثم أعد إرساله."),
        (r"no reader for \.odt", "لا يُقرأ ملف من هذا النوع: احفظه بصيغة وورد الحديثة ثم أعد إرساله."),
        (r"no reader for ", "لا يُقرأ ملف من هذا النوع: انسخ نصه والصقه هنا."),
        (r"not a text: a picture", "هذه صورة لا نص: انسخ نصها أو احفظها ملف بي دي إف."),
        (r"not a text", "هذا ليس نصا: انسخ نصه والصقه هنا."),
        (r"unknown encoding", "لم يُعرف ترميز حروفه: احفظه بترميز يونيكود."),
        (r"locked with a password, or of an old format", "الملف مقفل بكلمة سر أو من صيغة قديمة: افتحه واحفظه من جديد."),
        (r"locked with a password", "الملف مقفل بكلمة سر: احفظه من غيرها."),
        (r"no text layer", "صفحات هذا الملف صور بلا نص، ولا قارئ للصور هنا."),
        (r"no text in it", "لا نص في هذا الملف."),
        (r"no article in the page|no page in it", "لا مقال في هذه الصفحة: انسخ نصها والصقه هنا."),
        (r"not a sound|no pages|not a PDF|not what its name says|declares entities", "الملف معطوب أو ناقص."),
        (r"too large|packed too tightly|.*pages: the limit", "الملف أكبر مما يُقبل: قسمه أو انسخ نصه."),
        (r".*another ingest is writing", "إدخال آخر يكتب في القاعدة منذ وقت طويل: حُفظ النص، ويُقرأ مع الإدخال المقبل."),
        (r".*cannot be (?:written|made)", "تعذر حفظ الملف بجانب النصوص."),
        (r".*malformed", "ملف وصف الوثائق معطوب: أصلحه أولا."),
        (r"the process that reads died", "توقفت القراءة فجأة: أعد المحاولة، أو قسم الملف."),
    )
)
_UNKNOWN = "تعذرت قراءة ما أرسلته."


def said(cause: str, hint: str) -> tuple[str, str]:
    """`no text layer…` -> its Arabic (which a page translates), and the words that it was said in, with the hint."""
    arabic = next((arabic for known, arabic in _KNOWN if known.match(cause)), _UNKNOWN)
    return arabic, f"{cause} ({hint})" if hint else cause
