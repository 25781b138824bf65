"""What the site calls things: columns, codes and the phrases of Datasette's own pages."""

from collections.abc import Mapping
from functools import cache

from babel import Locale

from pipeline.lexicon import load
from pipeline.site.language import DEFAULT, humanised, is_translated, language, translate
from pipeline.store.schema import TABLES, VIEWS

# Columns of queries and of Datasette itself; those of our tables are named by the schema.
_COLUMNS = {
    "Link": "الرابط",
    "rowid": "رقم الصف",
    "count": "العدد",
    "day": "اليوم",
    "documents": "وثائق",
    "entity_name": "الاسم",
    "hint": "ما العمل",
    "law": "النص القانوني",
    "place_name": "المكان",
    "sentence": "الجملة",
    "sentence_id": "موضعها",
    "run": "العملية",
    "unresolved_dates": "تواريخ لم تُحلّ",
    "per_10000": "النسبة لكل 10000 نسمة",
    "days_after": "بعد (أيام)",
    "done_quote": "اقتباس الإنجاز",
    "other_surface": "اللفظ الآخر",
    "other_quote": "الاقتباس الآخر",
    "other_id": "الطرف الآخر",
    "first_on": "أول يوم",
    "last_on": "آخر يوم",
    "first_publisher": "الناشر الأول",
    "times": "المرات",
    "law_title": "عنوان النص",
    "effective_on": "العمل به من",
    "least": "الأقل",
    "most": "الأكثر",
    "undated": "بلا تاريخ",
    "facts": "حقائق",
}

# Codes that stand in cells and facets, by column: only those that a reader would not guess.
_CODES: dict[str, dict[str, str]] = {
    "kind": {
        "date": "تاريخ", "figure": "رقم", "place": "مكان", "law": "نص قانوني", "ordinal": "رتبة", "score": "نتيجة",
        "person": "شخص", "office": "منصب", "organization": "مؤسسة", "concept": "مفهوم", "fact": "حقيقة",
        "quantity": "كمية",
        "event": "حدث", "region": "جهة", "province": "إقليم أو عمالة", "commune": "جماعة", "country": "بلد",
        "decree": "مرسوم", "bill": "مشروع قانون", "dahir": "ظهير", "order": "قرار", "programme": "برنامج",
        "weekday_mismatch": "يوم الأسبوع لا يوافق التاريخ", "hijri_mismatch": "الهجري لا يوافق الميلادي",
        "impossible_date": "تاريخ مستحيل", "damaged_date": "تاريخان اختلطت أرقامهما", "ligature": "حروف متصلة معكوسة",
        "number_order": "ترتيب الأرقام", "kashida": "تطويل دخيل", "space": "فراغ داخل كلمة", "mark": "فاصلة ضائعة",
        "reversed": "سطر معكوس", "mojibake": "ترميز خاطئ", "nul": "حرف فارغ", "undecodable": "بايتات لا تُقرأ",
        "footnote_call": "رقم حاشية",
        "organic_law": "قانون تنظيمي", "framework_law": "قانون إطار", "constitution": "دستور", "code": "مدونة",
        "decision": "مقرر", "circular": "دورية", "convention": "اتفاقية", "arrondissement": "مقاطعة",
    },
    "entity_kind": {
        "law": "قانون", "decree": "مرسوم", "bill": "مشروع قانون", "dahir": "ظهير", "order": "قرار",
        "organic_law": "قانون تنظيمي", "framework_law": "قانون إطار", "decision": "مقرر", "circular": "دورية",
    },
    "dimension": {
        "count": "عدد", "money": "مبلغ", "percent": "نسبة", "duration": "مدة", "age": "عمر", "length": "طول",
        "area": "مساحة", "mass": "كتلة", "volume": "حجم", "energy": "طاقة", "power": "قدرة",
        "temperature": "حرارة", "speed": "سرعة",
    },
    "qualifier": {
        "approx": "نحو", "more_than": "أكثر من", "less_than": "أقل من", "at_least": "على الأقل",
        "at_most": "على الأكثر",
    },
    "grain": {
        "minute": "دقيقة", "hour": "ساعة", "day": "يوم", "weekend": "نهاية أسبوع", "week": "أسبوع", "month": "شهر",
        "quarter": "ربع سنة", "season": "فصل", "half": "نصف سنة", "year": "سنة", "decade": "عقد", "century": "قرن",
    },
    "modifier": {
        "START": "بداية", "MID": "منتصف", "END": "نهاية", "APPROX": "نحو", "BEFORE": "قبل", "AFTER": "بعد",
        "ON_OR_BEFORE": "إلى غاية", "ON_OR_AFTER": "منذ",
    },
    "timex_type": {"DATE": "تاريخ", "TIME": "وقت", "SET": "متكرر", "DURATION": "مدة"},
    "anchor": {
        "published": "تاريخ النشر", "sentence": "الجملة", "document": "الوثيقة", "weekday": "يوم الأسبوع",
        "pair": "التاريخ المقابل", "inferred": "مستنتج من النص",
    },
    "zone": {
        "title": "عنوان", "byline": "توقيع", "body": "متن", "table": "جدول", "header": "رأس الصفحة",
        "footer": "ذيل الصفحة", "footnote": "حاشية", "boilerplate": "خارج المقال", "repeat": "مكرر",
    },
    "published_how": {"manifest": "من ملف الوصف", "page": "من الصفحة", "text": "من النص", "inferred": "مستنتج"},
    "place_how": {"clause": "من العبارة", "sentence": "من الجملة", "previous": "من جملة سابقة", "title": "من العنوان",
                  "document": "من الوثيقة"},
    "time_how": {"clause": "من العبارة", "sentence": "من الجملة", "previous": "من جملة سابقة", "title": "من العنوان",
                 "document": "من الوثيقة"},
    "relation": {
        "same_amount": "المبلغ نفسه", "from_to": "من … إلى", "implements": "يطبق", "amends": "يعدل",
        "repeals": "ينسخ", "cites": "يستند إلى",
    },
    "unit": {"percent": "في المائة", "MAD_minor": "سنتيم", "centime": "سنتيم", "millime": "مليم"},
    "reader": {"plain": "نص", "html": "صفحة ويب", "jsonl": "سطور JSON"},
    "change": {"total": "مجموع", "additional": "زيادة", "cumulative": "تراكم", "decrease": "نقصان"},
    "status": {
        "reported": "مذكور", "completed": "منجز", "ongoing": "جار", "expected": "مرتقب", "planned": "مبرمج",
        "target": "مستهدف", "suspended": "متوقف", "cancelled": "ملغى",
    },
    "time_relation": {"during": "خلال", "by": "في أجل", "as_of": "إلى حدود", "since": "منذ", "until": "إلى غاية"},
    "stance": {
        "asserted": "إثبات", "attributed": "إسناد", "negated": "نفي", "hedged": "احتمال", "conditional": "شرط",
    },
    "reason": {"digits": "أرقام لم تُفهم", "number": "عدد بلا معدود", "month": "شهر بلا تاريخ"},
    "state": {
        "running": "جارية", "done": "تامة", "interrupted": "منقطعة", "failed": "متعذرة", "open": "لم يحن أجله",
        "met": "تحقق", "missed": "مضى أجله", "superseded": "حل محله وعد أحدث", "applied": "مطبَّق",
        "orphaned": "بلا موضع",
    },
    "verdict": {
        "conflict": "تعارض", "agreement": "اتفاق", "planned_done": "منتظر ثم واقع", "update": "رقم أحدث",
        "rounding": "تقريب", "different_scope": "نطاقان مختلفان", "different_date": "زمنان مختلفان",
        "different_measure": "مقياسان مختلفان", "different_place": "مكانان مختلفان", "repeat": "تكرار",
        "fits": "صحيح", "rounded": "صحيح بعد التقريب", "contradicts": "لا يصح",
    },
    "check": {"fits": "صحيح", "rounded": "صحيح بعد التقريب", "contradicts": "لا يصح"},
    "slot": {"time": "بلا أجل", "place": "بلا مكان", "speaker": "بلا قائل", "published_on": "بلا تاريخ نشر"},
    "fact_relation": {
        "part_of": "جزء من", "ratio_of": "نسبة من", "through": "عبر", "from_to": "تغيّر من", "excludes": "غير",
        "same_amount": "المبلغ نفسه",
    },
    "relation_to": {
        "implements": "يطبقه", "amends": "يعدله", "repeals": "ينسخه", "cites": "يستند إليه",
    },
    "in_body": {"0": "لا", "1": "نعم"},
    "quality": {
        "sound": "سليمة",
        "digits": "أرقامها موضع شك",
        "letters": "حروفها وأرقامها موضع شك",
        "ocr": "قُرئت من صورتها، وأرقامها موضع شك",
        "empty": "بلا نص",
    },
    "relative": {"0": "لا", "1": "نعم"},
    "stage": {"find": "البحث عن الملف", "read": "القراءة", "analyse": "التحليل", "write": "الحفظ"},
}  # fmt: skip

# Datasette's filters, by their keys.
_LOOKUPS = {
    "exact": "يساوي", "not": "لا يساوي", "contains": "يحتوي على", "endswith": "ينتهي بـ", "startswith": "يبدأ بـ",
    "gt": "أكبر من", "gte": "أكبر من أو يساوي", "lt": "أصغر من", "lte": "أصغر من أو يساوي",
    "like": "يطابق النمط", "notlike": "لا يطابق النمط", "glob": "يطابق القالب", "in": "واحد من",
    "notin": "ليس واحدا من", "arraycontains": "القائمة تحتوي على", "arraynotcontains": "القائمة لا تحتوي على",
    "date": "في يوم", "isnull": "غير معروف", "notnull": "معروف", "isblank": "فارغ", "notblank": "غير فارغ",
}  # fmt: skip


_LOOKUPS_EN = {
    "exact": "is", "not": "is not", "endswith": "ends with", "startswith": "begins with", "gt": "above",
    "gte": "at least", "lt": "below", "lte": "at most", "like": "is like", "notlike": "is not like",
    "in": "is one of", "notin": "is none of", "arraycontains": "list contains",
    "arraynotcontains": "list does not contain", "date": "on the day", "isnull": "is unknown", "notnull": "is known",
    "isblank": "is empty", "notblank": "is not empty",
}  # fmt: skip


def heading(column: str, table: str | None = None) -> str:
    """What a column is called: `unit` -> `الوحدة`; a column that nobody named keeps its own name."""
    named = _COLUMNS.get(column) or _headings().get((table, column)) or _headings().get((None, column), column)
    return _spoken(named, column)


def _spoken(arabic: str, code: str) -> str:
    """The Arabic name of a code in the language of the page; in English a code speaks for itself."""
    if language() == DEFAULT:
        return arabic
    return humanised(code) if language() == "en" or not is_translated(arabic) else translate(arabic)


@cache
def _headings() -> Mapping[tuple[str | None, str], str]:
    """The schema's headings, by table and column; by column alone, the first view's, which questions ask."""
    named: dict[tuple[str | None, str], str] = {}
    for table, columns in [
        *((name, view.columns) for name, view in VIEWS.items()),
        *((name, table.columns) for name, table in TABLES.items()),
    ]:
        for column in columns:
            named[table, column.name] = column.title_ar
            named.setdefault((None, column.name), column.title_ar)
    return named


def label(column: str, value: object) -> str:
    """What a code means: `qualifier`, `approx` -> `نحو`; a value that is no code stays as it is."""
    code = str(value)
    arabic = _codes().get(column, {}).get(code)
    if arabic is None:
        return code
    return _named(column).get(code) or _spoken(arabic, code)


@cache
def _cldr(chosen: str) -> Mapping[str, Mapping[str, str]]:
    names = Locale(chosen)
    units = dict.fromkeys(("unit", "unit_per", "unit_si", "indicator"), names.currencies)
    return {**units, "country": names.territories, "language": names.languages}


def _named(column: str) -> Mapping[str, str]:
    """What Unicode's tables call the codes of a column, in another language than Arabic."""
    return _cldr(language()).get(column, {}) if language() != DEFAULT else {}


@cache
def _codes() -> Mapping[str, Mapping[str, str]]:
    """All codes by column: ours, the units of the lexicon, and CLDR's currencies, countries and languages."""
    units: dict[str, str] = {}
    for row in (*load()["unit"], *load()["percent"]):
        units.setdefault(row["unit"], row.word)
    names = Locale("ar")
    units = {**names.currencies, **units, **_CODES["unit"]}
    return {
        **_CODES,
        **dict.fromkeys(("unit", "unit_per", "unit_si", "indicator"), units),
        "action": {
            row["action"]: row.word
            for form in ("either", "masdar")
            for row in reversed(load()["action"].rows)
            if row["form"] == form
        },
        "country": names.territories,
        "language": names.languages,
    }


def table_title(table: str) -> str:
    """What a table or a view is called: `v_dates` -> `التواريخ`."""
    if table == "v_roles":  # a view of no table of its name
        return _spoken("المناصب", "Roles")
    known = TABLES.get(table.removeprefix("v_"))
    return _spoken(known.title_ar, known.name) if known else table


def lookup(key: str) -> str:
    """What a filter does: `gt` -> `أكبر من`."""
    return _spoken(_LOOKUPS.get(key, key), _LOOKUPS_EN.get(key, key))


def arabic(text: str) -> str:
    """The Arabic part of a text in two languages: `الوثائق · Documents` -> `الوثائق`."""
    return text.partition(" · ")[0]


def spoken(text: str) -> str:
    """A text in two languages in that of the page; in French where the catalogue has its Arabic."""
    first, _, second = text.partition(" · ")
    if language() == DEFAULT:
        return first
    return translate(first) if is_translated(first) else second or first


def count(number: int | None, one: str, two: str, few: str, many: str) -> str:
    """A number with its noun, as Arabic counts: `3, ..., "سطور"` -> `3 سطور`; None is "many"."""
    if language() != DEFAULT:
        if number == 1:
            return translate(one)
        return f"{number:,} {translate(few)}" if number is not None else translate(f"عدد كبير من {few}")
    if number is None:
        return f"عدد كبير من {few}"
    if number in (1, 2):
        return one if number == 1 else two
    return f"{number:,} {few if 3 <= number % 100 <= 10 else many}"


def sentences(number: int) -> str:
    """How many sentences: `2` -> `جملتان`, `25` -> `25 جملة`."""
    if language() == DEFAULT:
        return count(number, "جملة واحدة", "جملتان", "جمل", "جملة")
    return translate("جملة واحدة") if number == 1 else f"{number:,} {translate('جمل').lower()}"


def rows(number: int | None) -> str:
    """How many rows: `1` -> `سطر واحد`, `25` -> `25 سطرا`."""
    return translate("لا سطور") if number == 0 else count(number, "سطر واحد", "سطران", "سطور", "سطرا")


def characters(number: int) -> str:
    """How many characters: `1` -> `حرف واحد`, `412` -> `412 حرفا`."""
    return count(number, "حرف واحد", "حرفان", "أحرف", "حرفا")
