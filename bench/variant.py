"""Short articles made of the samples of corpus/: other numbers, places and people in sentences that people wrote."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256
from random import Random

from texts import document, samples

from pipeline.build import analyse
from pipeline.lexicon import Lexicon
from pipeline.lexicon.atlas import morocco
from pipeline.records import Document, Mention, Metadata
from pipeline.text import Span

LENGTH = 430  # characters: as much as holds twenty dates, figures, names and facts
BIG = "جهة طنجة تطوان الحسيمة"  # the place that a third of all places become
FIRST = "أحمد|ليلى|يوسف|سعاد|كريم|نجاة|هشام|مريم|عبد الله|فاطمة|رشيد|خديجة|سعيد|حنان|عمر|زينب|طارق|إلهام|مصطفى|نادية"
LAST = (
    "بنجلون|العلوي|الودراسي|البقالي|الإدريسي|المنصوري|الفاسي|برادة|التازي|الخطيب|أوزال|بنكيران|الشرايبي|السباعي|الناصري"
)
OUTLETS = (
    "صحيفة المسار|يومية السنبلة|بوابة الجسر|وكالة الأفق|جريدة الدفتر|نشرة المرسى|موقع القوافل|أسبوعية الضواحي"
    "|مجلة الطباشير|بوابة الضفة"
)
_DIGITS = re.compile(r"[0-9]+")
_YEAR = re.compile(r"(?:سنة |عام )?20[0-9][0-9]")
_BEGAN = date(2023, 1, 1)


@dataclass(frozen=True, slots=True)
class Sample:
    """A sample with its paragraphs, and what stands in it that may be another thing."""

    text: str
    title: str
    paragraphs: tuple[Span, ...]
    mentions: tuple[Mention, ...]


def variants(count: int, seed: int, lexicon: Lexicon) -> Iterator[Document]:
    """`count` short articles, the same for one seed."""
    random = Random(seed)
    known = [_sample(text, lexicon) for text in samples()]
    places = _places()
    for number in range(count):
        sample = random.choice(known)
        paragraphs = sample.paragraphs
        first = random.randrange(len(paragraphs))
        chosen: list[Span] = []
        for at in range(len(paragraphs)):
            chosen.append(paragraphs[(first + at) % len(paragraphs)])
            if sum(span.end - span.start for span in chosen) >= LENGTH:
                break
        body = "\n\n".join(_changed(sample, span, random, places) for span in sorted(chosen))
        text = f"{sample.title} {number}\n\n{body}\n"
        day = _BEGAN + timedelta(days=random.randrange(1000))
        known_of_it = Metadata(
            f"{sample.title} {number}", publisher=random.choice(OUTLETS.split("|")), country="MA", published_on=day
        )
        digest = sha256(text.encode()).hexdigest()
        yield Document(
            *(digest[:16], f"pool/{number:05}.txt", digest, "text/plain", text, "grown", "1", known_of_it),
            published_how="manifest",
            given=known_of_it,
        )


def _sample(text: str, lexicon: Lexicon) -> Sample:
    mentions = analyse(document(text), lexicon).mentions
    spans = [Span(*found.span()) for found in re.finditer(r"[^\n]+(?:\n[^\n]+)*", text)]
    title = text[spans[0].start : spans[0].end].partition("\n")[0]
    return Sample(text, title, tuple(spans[1:]), mentions)


def _places() -> Sequence[str]:
    """Regions, provinces, and the towns that are large enough to be named without more."""
    known = morocco()
    regions = [f"جهة {place.name_ar}" for place in known if place.id.startswith("region/")]
    provinces = [f"إقليم {place.name_ar}" for place in known if place.id.startswith("province/")]
    return [*regions * 4, *provinces, *_towns()]


def _towns() -> Sequence[str]:
    towns = [place for place in morocco() if place.id.startswith("commune/") and (place.population or 0) > 60_000]
    return [place.name_ar for place in towns]


def _changed(sample: Sample, span: Span, random: Random, places: Sequence[str]) -> str:
    """A paragraph with other numbers, places and people."""
    parts, at = [], span.start
    for mention in sorted(sample.mentions, key=lambda one: one.span):
        if mention.span.start < at or mention.span.end > span.end:
            continue
        other = _other(mention, random, places)
        if other is not None:
            parts += [sample.text[at : mention.span.start], other]
            at = mention.span.end
    return "".join([*parts, sample.text[at : span.end]])


def _other(mention: Mention, random: Random, places: Sequence[str]) -> str | None:
    match mention.kind:
        case "figure":
            return _DIGITS.sub(lambda found: _digits(found[0], random), mention.surface)
        case "date" if _YEAR.fullmatch(mention.surface):
            return mention.surface[:-1] + random.choice("3456")
        case "place" if mention.entity_id and not mention.entity_id.startswith("country/"):
            return BIG if random.random() < 0.4 else random.choice(places)
        case "person" if mention.entity_id:
            return f"{random.choice(FIRST.split('|'))} {random.choice(LAST.split('|'))}"
        case "law" if random.random() < 0.5:
            return _DIGITS.sub(lambda found: _digits(found[0], random), mention.surface)
    return None


def _digits(shape: str, random: Random) -> str:
    """Other digits in as many places: `1430` -> `7216`; a nought stays one."""
    first = shape[0] if shape[0] == "0" else random.choice("123456789")
    return first + "".join(random.choice("0123456789") for _ in shape[1:])
