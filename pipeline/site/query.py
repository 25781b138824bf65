"""The questions that a journalist asks, each a canned query: body only, any spelling, values always bound."""

from dataclasses import dataclass
from typing import Any

# After the sentence: where it stands, and who published it when.
_WHERE_FROM = "id, title, publisher, published_on, document_id"
# Entities by id, by number or by name in any spelling, with all that lies within them.
_NAMED = """with recursive asked(id) as (
  select id from entities
  where id = {asked} or id like '%/' || ar_fold({asked}) or ar_fold(name_ar) = ar_fold({asked})
    or ar_fold(name_fr) = ar_fold({asked})
  union
  select entities.id from entities join asked on entities.parent_id = asked.id
)"""

_PLACES = "'region', 'province', 'commune', 'arrondissement', 'country', 'place'"
IS_PLACE = f"kind in ({_PLACES})"
IS_LAW = f"kind not in ('person', 'organization', 'concept', 'programme', {_PLACES})"


@dataclass(frozen=True, slots=True)
class Parameter:
    """What a query asks of its reader; `default` answers where nothing was typed."""

    title: str
    default: str = ""


@dataclass(frozen=True, slots=True)
class Query:
    """A question with its SQL. `title` and `description` are in Arabic, then English."""

    title: str
    description: str
    sql: str
    parameters: tuple[tuple[str, Parameter], ...] = ()

    def metadata(self) -> dict[str, Any]:
        """As Datasette's metadata has it, with what our page needs to ask in Arabic."""
        return {
            "title": self.title,
            "description": self.description,
            "sql": self.sql,
            "params": [name for name, _ in self.parameters],
            "parameters": {name: {"title": asked.title, "default": asked.default} for name, asked in self.parameters},
        }


def _or(name: str, default: str) -> str:
    """What was typed, or the default: `unit`, `bed` -> `coalesce(nullif(trim(:unit), ''), 'bed')`."""
    return f"coalesce(nullif(trim(:{name}), ''), '{default}')"


_UNIT = _or("unit", "bed")
QUERIES: dict[str, Query] = {
    "search": Query(
        "بحث في الجمل · Search sentences",
        "جمل فيها كل الكلمات، بأي رسم وبأي أرقام؛ ضع العبارة بين علامتي اقتباس لتبقى متصلة."
        " · Sentences with all the words, in any spelling and any digits; quote a phrase to keep it whole.",
        f"""select text, {_WHERE_FROM}
from v_sentences
where sentence_number in (select rowid from sentences_fts where sentences_fts match ar_search(:q))
order by published_on desc, document_id, position""",
        (("q", Parameter("الكلمات")),),
    ),
    "figures_of_unit": Query(
        "كل أرقام وحدة مع جملها · All figures of a unit, with their sentences",
        "الوحدة رمز مثل bed أو اسم المعدود مثل سرير. · The unit is a code (bed) or the counted noun (سرير).",
        f"""select surface, qualifier, value, value_max, unit, noun, quote, {_WHERE_FROM}
from v_figures
where unit = {_UNIT} or ar_fold(noun_lemma) = ar_fold({_UNIT}) or ar_fold(noun) = ar_fold({_UNIT})
order by value desc, published_on desc""",
        (("unit", Parameter("الوحدة", "bed")),),
    ),
    "beds_by_place": Query(
        "الأسرّة حسب المكان · Beds by place",
        "كل عدد من الأسرّة، بمكانها إن ذُكر. · Every number of beds, with its place where one is named.",
        f"""select coalesce(place_label, place) as place, qualifier, value, value_max, noun, start_date, end_date,
  quote, {_WHERE_FROM}
from v_facts
where unit = 'bed'
order by place is null, place, published_on desc, value desc""",
    ),
    "law": Query(
        "كل ما قيل عن نص قانوني · Everything on a law",
        "رقم النص كما يُكتب، مثل 08.22، أو معرفه، مثل law/08.22. · A number as written (08.22) or an id (law/08.22).",
        f"""select surface, entity, article, quote, {_WHERE_FROM}, entity_id
from v_mentions
where kind = 'law' and (entity_id = {_or("law", "law/08.22")} or entity_id like '%/' || ar_fold(:law))
order by published_on, document_id, start_char""",
        (("law", Parameter("النص القانوني", "law/08.22")),),
    ),
    "place_timeline": Query(
        "الخط الزمني لمكان · Timeline of a place",
        "ما قيل عن المكان وما يقع داخله، بحسب التواريخ المذكورة في الجملة نفسها أو تاريخ النشر."
        " · What is said of a place and of what lies in it, by the dates of the sentence or the day of publication.",
        f"""{_NAMED.format(asked=_or("place", "region/01"))}
select coalesce(said.start_date, named.published_on) as day, said.surface as dates, named.surface as place,
  named.quote, named.id, named.title, named.publisher, named.published_on, named.document_id
from v_mentions as named left join v_dates as said on said.sentence_id = named.sentence_id
where named.kind = 'place' and named.entity_id in (select id from asked)
order by day is null, day, named.document_id, named.start_char""",
        (("place", Parameter("المكان: معرفه أو اسمه", "region/01")),),
    ),
    "dates_of_period": Query(
        "تواريخ فترة · Dates of a period",
        "كل تاريخ يقع كله أو بعضه بين يومين، مثل 2026-01-01. · Every date that falls between two days.",
        f"""select surface, timex_value, modifier, start_date, end_date, quote, {_WHERE_FROM}
from v_dates
where end_date >= {_or("first", "0001-01-01")} and start_date <= {_or("last", "9999-12-31")}
order by start_date, end_date, document_id, start_char""",
        (("first", Parameter("من يوم")), ("last", Parameter("إلى يوم"))),
    ),
    "deadlines": Query(
        "آجال ومواعيد نهائية · Deadlines",
        "عبارات مثل «قبل» و«نهاية» و«إلى غاية» مع جملها. · Expressions such as before, by the end of, until.",
        f"""select end_date, surface, modifier, timex_value, quote, {_WHERE_FROM}
from v_dates
where modifier in ('END', 'BEFORE', 'ON_OR_BEFORE') and end_date is not null
order by end_date desc, document_id, start_char""",
    ),
    "largest_amounts": Query(
        "أكبر المبالغ · Largest amounts of money",
        "المبالغ بعملتها كما وردت، الأكبر أولا في كل عملة. · Amounts in the currency of the text, by currency.",
        f"""select surface, qualifier, value, value_max, unit, quote, {_WHERE_FROM}
from v_figures
where dimension = 'money'
order by unit, value desc""",
    ),
    "number_lookup": Query(
        "أين ورد هذا العدد؟ · Where does this number occur?",
        "اكتب العدد بأي أرقام: 11338 أو 11,338 أو ١١٣٣٨. · Type the number in any digits.",
        f"""select surface, value, value_max, unit, noun, quote, {_WHERE_FROM}
from v_figures
where cast(replace(ar_fold({_or("value", "100")}), ',', '') as real) in (value, value_max, value_alt)
order by published_on desc, document_id, start_char""",
        (("value", Parameter("العدد", "100")),),
    ),
    "places": Query(
        "الأماكن الأكثر ذكرا · Places most named",
        "الجهات والأقاليم والجماعات والبلدان، وعدد الوثائق التي تذكرها. · Regions, provinces, communes and countries.",
        f"""select name_ar, kind, mentions, documents, name_fr, code, id as entity_id
from v_entities
where mentions > 0 and {IS_PLACE}
order by mentions desc, id""",
    ),
    "laws": Query(
        "النصوص القانونية المذكورة · Legal texts cited",
        "القوانين والمراسيم والقرارات، وعدد الوثائق التي تذكرها. · Laws, decrees and orders, most cited first.",
        f"""select name_ar, kind, mentions, documents, code, id as entity_id
from v_entities
where mentions > 0 and {IS_LAW}
order by mentions desc, id""",
    ),
    "latest_documents": Query(
        "أحدث الوثائق · Latest documents",
        "الوثائق من الأحدث نشرا، وما وُجد في كل منها. · Documents by day of publication, with what was found in each.",
        """select title, publisher, published_on, published_how, country, figures, dates, source, id as document_id
from v_documents
order by published_on is null, published_on desc, title""",
    ),
    "findings_by_kind": Query(
        "كل ما وُجد من نوع · All findings of a kind",
        "date تاريخ، figure رقم، place مكان، law نص قانوني، fact حقيقة. · date, figure, place, law, fact...",
        f"""select kind, surface, value, quote, {_WHERE_FROM}
from findings
where in_body = 1 and kind = {_or("kind", "figure")}
order by published_on desc, document_id, start_char""",
        (("kind", Parameter("النوع", "figure")),),
    ),
    "undated_documents": Query(
        "وثائق بلا تاريخ · Undated documents",
        "لا شيء يدل على يوم نشرها، فبقيت تواريخها النسبية بلا حل؛ يُضاف التاريخ بالأمر pipeline set."
        " · Nothing says when they were published, so their relative dates stay unresolved: pipeline set mends it.",
        """select title, publisher, source,
  (select count(*) from v_dates where v_dates.document_id = v_documents.id
    and start_date is null and timex_type <> 'SET') as unresolved_dates,
  id as document_id
from v_documents
where published_on is null
order by unresolved_dates desc, source""",
    ),
    "unresolved_dates": Query(
        "تواريخ لم تُحلّ · Dates that stay unresolved",
        "عبارات زمنية لا يُعرف يومها لأن مرتكزها غير معروف. · Expressions of time whose anchor is unknown.",
        f"""select surface, grain, quote, {_WHERE_FROM}
from v_dates
where start_date is null and timex_type <> 'SET'
order by document_id, start_char""",
    ),
    "what_was_not_read": Query(
        "ما لم يُقرأ · What was not read",
        "أرقام لم يأخذها تاريخ ولا عدد، وأسماء شهور بلا تاريخ: ما فات القواعد."
        " · Digits and month names that no rule took: what was missed.",
        f"""select surface, reason, quote, {_WHERE_FROM}
from v_unread
order by reason, document_id, start_char""",
    ),
    "contradictions": Query(
        "تناقضات وتنبيهات · Contradictions and warnings",
        "يوم أسبوع لا يوافق تاريخه، وهجري لا يوافق ميلاديه، وحساب لا يستقيم."
        " · A weekday that does not fit its date, a Hijri day that does not fit, sums that do not add up.",
        f"""select kind, message, surface, quote, {_WHERE_FROM} from v_warnings
union all
select kind, message, null, null, {_WHERE_FROM} from v_consistency where verdict = 'contradicts'
order by document_id, id""",
    ),
    "repairs": Query(
        "ما أُصلح في النصوص · Repairs to the texts",
        "كل تغيير أجراه القارئ في نص وثيقة، ويمكن رده كما كان. · Every change that a reader made; each can be undone.",
        f"""select kind, before, after, {_WHERE_FROM}, start_char
from v_repairs
order by document_id, start_char""",
    ),
    "runs_and_failures": Query(
        "عمليات الإدخال وما تعذر · Runs and failures",
        "كل عملية إدخال، وما تعذرت قراءته فيها ولماذا وما العمل. · Every ingest, and what failed in it.",
        """select runs.id as run, started_at, state, new, changed, unchanged, failed, seconds,
  failures.source, stage, error, hint
from runs left join failures on failures.run_id = runs.id
order by runs.id desc, failures.id""",
    ),
}
