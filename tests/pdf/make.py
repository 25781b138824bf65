"""Makes the PDFs of tests/pdf/made, each with its text: python tests/pdf/make.py FOLDER [NAME], or
--samples corpus.

Needs what the tests do not: Chromium, LibreOffice, the fonts of Debian (fonts-hosny-amiri, fonts-sil-scheherazade,
fonts-noto-core, fonts-dejavu), and fpdf2 with uharfbuzz, reportlab with arabic-reshaper and python-bidi, typst. The
facts are invented. `.txt` holds the body, a paragraph a line, a table row by row from the right; `.json` its cells.
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

SHIPS = [
    "ميناء الداخلة يستقبل أول سفينة",
    "استقبل ميناء الداخلة، صباح الثلاثاء 14 أكتوبر 2025، أول سفينة تحمل 3.450 طنا من المعدات، قادمة من ميناء برشلونة.",
    "وأوضح بلاغ لإدارة الميناء أن الأشغال بلغت 67% من مجموعها، وأن الكلفة لن تتجاوز 12,65 مليار درهم، منها 1,8 مليار "
    "درهم لحماية الساحل.",
    "وأضاف المصدر ذاته أن المشروع (الذي انطلق سنة 2021) سيوفر 2.100 منصب شغل مباشر، وسيربط الجهة بستة وعشرين ميناء في "
    "أفريقيا وأوروبا.",
    "وسيتم تسليم الرصيف الأول في يونيو 2027، أي قبل الموعد المحدد بخمسة أشهر، طبقا للاتفاقية رقم 118/2022 الموقعة يوم "
    "03/02/2022.",
    "ويبلغ طول الرصيف 1.380 مترا وعمقه 16 مترا، ويتسع لأربع سفن في وقت واحد.",
]
WATER = [
    "قرار رقم 88.24 صادر في 6 شعبان 1445 (16 فبراير 2024) بتحديد تعريفة الماء",
    "وزير التجهيز والماء،",
    "بناء على القانون رقم 36.15 المتعلق بالماء[1]، ولا سيما المادتين 14 و52 منه؛",
    "وعلى المرسوم رقم 2.18.453 بتاريخ 20 من ذي القعدة 1439 (2 أغسطس 2018)[2]؛",
    "قرر ما يلي:",
    "المادة الأولى",
    "تحدد تعريفة المتر المكعب من الماء الصالح للشرب في 7,25 درهما، ولا تسري على الأسر التي يقل استهلاكها عن 6 أمتار "
    "مكعبة في الشهر.",
    "المادة الثانية",
    "تستفيد المؤسسات التعليمية من تخفيض قدره 35%، ويؤدى الباقي داخل أجل 45 يوما.",
    "المادة الثالثة",
    "يعمل بهذا القرار ابتداء من فاتح مارس 2024.",
]
WATER_NOTES = ["الجريدة الرسمية عدد 6494 بتاريخ 25 أغسطس 2016، ص 6305.", "الجريدة الرسمية عدد 6701، ص 5112."]
SCHOOLS = [
    ["الجهة", "المدارس", "التلاميذ", "النسبة"],
    ["الشرق", "412", "98,750", "87%"],
    ["بني ملال خنيفرة", "365", "81,204", "79,5%"],
    ["درعة تافيلالت", "298", "64,118", "91%"],
    ["كلميم واد نون", "143", "27,960", "84,2%"],
    ["المجموع", "1,218", "272,032", "85,4%"],
]
SCHOOLS_BEFORE = [
    "المؤسسات التعليمية حسب الجهات",
    "يبين الجدول عدد المدارس والتلاميذ في أربع جهات خلال موسم 2023-2024.",
]
SCHOOLS_AFTER = ["ولا تشمل هذه الأرقام 56 مدرسة خصوصية فتحت أبوابها في يناير 2024."]
MIXED = [
    "اتفاقية شراكة مع الوكالة الفرنسية للتنمية",
    "وقعت الوكالة الفرنسية للتنمية (AFD) وشركة Energia Verde اتفاقية تمويل بقيمة 85 مليون أورو لبناء محطة شمسية بقدرة 240 "
    "ميغاواط.",
    "Convention de financement relative à la centrale solaire de Tata, signée à Rabat le 9 mai 2025.",
    "وقال المدير العام، السيد Jean Morel، إن المحطة ستغطي 4,5% من حاجيات الجهة وستوفر الكهرباء لأزيد من 130.000 أسرة.",
    "Le coût global du projet est estimé à 1,2 milliard de dirhams, dont 18 % financés par la région.",
    "ويندرج المشروع في إطار برنامج Noor-Sud الذي انطلق في 2022، طبقا لمعيار ISO المعتمد دوليا.",
]
VOWELS = [
    "بَلاغٌ صِحِّيٌّ",
    "تُعْلِنُ الوِزارَةُ عَنْ تَنْظيمِ حَمْلَةٍ لِلتَّبَرُّعِ بِالدَّمِ يَوْمَ ١٢ مارس ٢٠٢٥، مِنَ السّاعَةِ ٩:٣٠ إِلى ١٧:٠٠.",
    "وتَسْتَهْدِفُ الحَمْلَةُ ١٬٥٠٠ مُتَبَرِّعٍ بِنِسْبَةِ ٦٠٪ مِنَ الشَّبابِ.",
    "للاستفسار، الاتصال بالرقم 0537-12-34-56.",
]

DECREE_HEAD = ["عدد 7460 – 3 جمادى الأولى 1447 (25 أكتوبر 2025)", "نشرة النصوص العامة (نموذج)", "2114"]
DECREE = [
    "نصوص عامة",
    "مرسوم رقم 2.25.914 صادر في 28 من ربيع الآخر 1447 (21 أكتوبر 2025) بتحديد شروط إحداث الوحدات الصحية المتنقلة",
    "رئيس الحكومة،",
    "بناء على القانون رقم 34.09 المتعلق بالمنظومة الصحية وبعرض العلاجات؛",
    "وعلى القانون رقم 09.22 المتعلق بالضمانات الأساسية الممنوحة للموارد البشرية بالوظيفة الصحية؛",
    "وبعد المداولة في مجلس الحكومة المنعقد في 16 أكتوبر 2025،",
    "رسم ما يلي:",
    "المادة الأولى",
    "تحدث لدى كل مجموعة صحية ترابية وحدات صحية متنقلة، لا يقل عددها عن ثلاث (3) وحدات في كل إقليم، وتعمل خمسة أيام في "
    "الأسبوع على الأقل.",
    "المادة الثانية",
    "تتكون كل وحدة من طبيب وممرضين وسائق، وتجهز بحافلة لا يتجاوز عمرها ثماني سنوات، وبمعدات لا تقل قيمتها عن 850.000 درهم.",
    "المادة الثالثة",
    "يودع طلب إحداث الوحدة لدى الإدارة داخل أجل 60 يوما، ويبت فيه المدير العام للمجموعة داخل أجل 30 يوما من تاريخ إيداعه.",
    "المادة الرابعة",
    "تغطي ميزانية الدولة 70% من نفقات التسيير، وتتحمل الجماعات الترابية الباقي بموجب اتفاقيات.",
    "المادة الخامسة",
    "ينسخ المرسوم رقم 2.11.408 الصادر في 5 محرم 1433 (فاتح ديسمبر 2011).",
    "المادة السادسة",
    "ينشر هذا المرسوم بالجريدة الرسمية، ويعمل به ابتداء من فاتح يناير 2026.",
]
BEDS_BEFORE = [
    "أسرة المستشفيات العمومية حسب الجهات",
    "يبين هذا الجدول، الذي أعده مرصد الصحة (نموذج)، عدد المستشفيات والأسرة والأطباء في ست جهات عند نهاية سنة 2025.",
]
BEDS = [
    ["الجهة", "المستشفيات", "عدد الأسرة", "الأطباء", "نسبة الملء"],
    ["الشرق", "14", "1,620", "702", "68%"],
    ["فاس مكناس", "21", "3,415", "1,388", "74,5%"],
    ["مراكش آسفي", "17", "2,940", "1,051", "71%"],
    ["سوس ماسة", "12", "1,870", "633", "66,2%"],
    ["درعة تافيلالت", "9", "980", "241", "59%"],
    ["الداخلة وادي الذهب", "2", "145", "58", "52,8%"],
]
BEDS_AFTER = ["ولا تشمل هذه الأرقام 340 سريرا توجد في طور البناء، ينتظر أن تفتح قبل متم سنة 2026."]

STYLE = "body{{direction:rtl;font-family:'{font}';font-size:{size}pt;line-height:1.7;margin:0}}{more}"


def page(font: str, body: str, size: float = 12, more: str = "") -> str:
    style = STYLE.format(font=font, size=size, more=more)
    return f"<!doctype html><html lang=ar dir=rtl><meta charset=utf-8><style>@page{{margin:2cm}}{style}</style>{body}"


def paragraphs(lines: list[str], tag: str = "p") -> str:
    return "".join(f"<{tag}>{line}</{tag}>" for line in lines)


def chromium(html: str, out: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "a.html"
        source.write_text(html, encoding="utf-8")
        subprocess.run(
            ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer",
             f"--print-to-pdf={out}", source.as_uri()],
            check=True, capture_output=True, timeout=120,
        )  # fmt: skip


def office(name: str, content: str, out: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / name
        source.write_text(content, encoding="utf-8")
        subprocess.run(
            ["soffice", "--headless", f"-env:UserInstallation=file://{folder}/profile", "--convert-to", "pdf",
             "--outdir", folder, str(source)],
            check=True, capture_output=True, timeout=180,
        )  # fmt: skip
        out.write_bytes(source.with_suffix(".pdf").read_bytes())


def flat(font: str, body: str, columns: int = 1, align: str = "start") -> str:
    """A text document as LibreOffice's one file of XML."""
    spaces = " ".join(
        f'xmlns:{key}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for key, name in (("office", "office"), ("text", "text"), ("style", "style"), ("table", "table"))
    )
    spaces += (
        ' xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"'
        ' xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0"'
    )
    properties = f'style:writing-mode="rl-tb" fo:text-align="{align}" fo:margin-bottom="0.25cm"'
    letters = f'style:font-name-complex="{font}" style:font-size-complex="12pt" style:language-complex="ar"'
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<office:document {spaces} office:version="1.2" office:mimetype="application/vnd.oasis.opendocument.text">
<office:font-face-decls><style:font-face style:name="{font}" svg:font-family="'{font}'"/></office:font-face-decls>
<office:styles><style:default-style style:family="paragraph"><style:paragraph-properties {properties}/>
<style:text-properties {letters} style:font-name="{font}"/></style:default-style></office:styles>
<office:automatic-styles>
<style:style style:name="S" style:family="section"><style:section-properties style:writing-mode="rl-tb">
<style:columns fo:column-count="{columns}" fo:column-gap="1cm"/></style:section-properties></style:style>
<style:style style:name="T" style:family="table"><style:table-properties style:writing-mode="rl-tb"/></style:style>
<style:style style:name="C" style:family="table-cell">
<style:table-cell-properties fo:border="0.5pt solid #000000" fo:padding="0.1cm"/></style:style>
<style:page-layout style:name="P"><style:page-layout-properties fo:page-width="21cm" fo:page-height="29.7cm"
 fo:margin="2cm" style:writing-mode="rl-tb"/></style:page-layout></office:automatic-styles>
<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="P"/></office:master-styles>
<office:body><office:text>{body}</office:text></office:body></office:document>"""


def shaped(font: str, lines: list[str], out: Path) -> None:
    """By fpdf2, which shapes with HarfBuzz."""
    from fpdf import FPDF

    pdf = FPDF()
    pdf.add_page()
    pdf.add_font("F", fname=font)
    pdf.set_font("F", size=13)
    pdf.set_text_shaping(use_shaping_engine=True, direction="rtl", script="arab", language="ara")
    for line in lines:
        pdf.multi_cell(0, 9, line, align="R", new_x="LMARGIN", new_y="NEXT")
        pdf.ln(2)
    pdf.output(str(out))


def presented(font: str, lines: list[str], table: list[list[str]], after: list[str], out: Path) -> None:
    """By reportlab, in presentation forms and visual order, with a table that no line rules."""
    import arabic_reshaper
    from bidi.algorithm import get_display
    from reportlab.lib.pagesizes import A4
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.pdfgen.canvas import Canvas

    def seen(text: str) -> str:
        return str(get_display(arabic_reshaper.reshape(text), base_dir="R"))

    pdfmetrics.registerFont(TTFont("F", font))
    canvas = Canvas(str(out), pagesize=A4)
    y = 780
    for line in lines:
        canvas.setFont("F", 12)
        canvas.drawRightString(540, y, seen(line))
        y -= 24
    for row in table:
        for x, cell in zip((540, 390, 280, 170), row, strict=True):
            canvas.drawRightString(x, y, seen(cell))
        y -= 20
    for line in after:
        canvas.drawRightString(540, y - 12, seen(line))
        y -= 24
    canvas.save()


def typeset(source: str, out: Path) -> None:
    import typst

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.typ"
        path.write_text(source, encoding="utf-8")
        typst.compile(str(path), output=str(out), font_paths=["/usr/share/fonts"])


def plain(lines: list[str]) -> list[str]:
    """The lines without their footnote calls."""
    return [line.replace("[1]", "").replace("[2]", "") for line in lines]


def html_notes() -> str:
    body = paragraphs([line.replace("[1]", "<sup>1</sup>").replace("[2]", "<sup>2</sup>") for line in WATER])
    notes = "".join(f"<div>{number}. {note}</div>" for number, note in enumerate(WATER_NOTES, 1))
    return f"{body}<footer>{notes}</footer>"


def table(rows: list[list[str]]) -> str:
    return "<table>" + "".join("<tr>" + paragraphs(row, "td") + "</tr>" for row in rows) + "</table>"


def odf_table(rows: list[list[str]]) -> str:
    cells = "".join(
        "<table:table-row>"
        + "".join(f'<table:table-cell table:style-name="C"><text:p>{cell}</text:p></table:table-cell>' for cell in row)
        + "</table:table-row>"
        for row in rows
    )
    return f'<table:table table:style-name="T"><table:table-column table:number-columns-repeated="4"/>{cells}</table:table>'


def odf_notes() -> str:
    def note(number: int) -> str:
        return (
            f'<text:note text:note-class="footnote"><text:note-citation>{number}</text:note-citation><text:note-body>'
            f"<text:p>{WATER_NOTES[number - 1]}</text:p></text:note-body></text:note>"
        )

    return paragraphs([line.replace("[1]", note(1)).replace("[2]", note(2)) for line in WATER], "text:p")


def flat_table() -> list[str]:
    return [" ".join(row) for row in SCHOOLS]


AMIRI = "/usr/share/fonts/opentype/fonts-hosny-amiri/Amiri-Regular.ttf"
SCHEHERAZADE = "/usr/share/fonts/truetype/scheherazade/Scheherazade-Regular.ttf"
DEJAVU = "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf"
FLOATING = "footer{position:absolute;bottom:0;font-size:8pt;border-top:1px solid}sup{font-size:7pt}"
SECTION = '<text:section text:style-name="S" text:name="s">{}</text:section>'
TYPST = '#set page(margin: 2cm)\n#set text(font: "{font}", lang: "ar", dir: rtl, size: 11pt)\n#set par(justify: true)\n'

# name: (how it is made, its body, its cells)
MADE = {
    "chromium-kufi-three-columns": (
        lambda out: chromium(page("Noto Kufi Arabic", paragraphs(SHIPS * 2), 9, "body{columns:3;column-gap:18px}"), out),
        SHIPS * 2, None),
    "chromium-sans-footnotes": (
        lambda out: chromium(page("Noto Sans Arabic", html_notes(), 12, FLOATING), out), plain(WATER), None),
    "chromium-scheherazade-unruled": (
        lambda out: chromium(
            page("Scheherazade", paragraphs(SCHOOLS_BEFORE) + table(SCHOOLS) + paragraphs(SCHOOLS_AFTER), 14,
                 "td{padding:4px 30px}"), out),
        [*SCHOOLS_BEFORE, *flat_table(), *SCHOOLS_AFTER], SCHOOLS),
    "chromium-dejavu-mixed": (
        lambda out: chromium(page("DejaVu Sans", paragraphs(MIXED).replace("<p>C", "<p dir=ltr>C")
                                  .replace("<p>L", "<p dir=ltr>L")), out), MIXED, None),
    "chromium-amiri-vowels": (
        lambda out: chromium(page("Amiri", paragraphs(VOWELS), 16), out), VOWELS, None),
    "libreoffice-amiri-columns": (
        lambda out: office("a.fodt", flat("Amiri", SECTION.format(paragraphs(SHIPS * 2, "text:p")), 2, "justify"), out),
        SHIPS * 2, None),
    "libreoffice-naskh-footnotes": (
        lambda out: office("a.fodt", flat("Noto Naskh Arabic", odf_notes()), out), plain(WATER), None),
    "libreoffice-dejavu-table": (
        lambda out: office("a.fodt", flat("DejaVu Sans", paragraphs(SCHOOLS_BEFORE, "text:p") + odf_table(SCHOOLS)
                                          + paragraphs(SCHOOLS_AFTER, "text:p")), out),
        [*SCHOOLS_BEFORE, *flat_table(), *SCHOOLS_AFTER], SCHOOLS),
    "fpdf-amiri-article": (lambda out: shaped(AMIRI, SHIPS, out), SHIPS, None),
    "fpdf-scheherazade-mixed": (lambda out: shaped(SCHEHERAZADE, [MIXED[0], MIXED[1], MIXED[3], MIXED[5]], out),
                        [MIXED[0], MIXED[1], MIXED[3], MIXED[5]], None),
    "reportlab-dejavu-unruled": (
        lambda out: presented(DEJAVU, SCHOOLS_BEFORE, SCHOOLS, SCHOOLS_AFTER, out),
        [*SCHOOLS_BEFORE, *flat_table(), *SCHOOLS_AFTER], SCHOOLS),
    "typst-scheherazade-columns": (
        lambda out: typeset(TYPST.format(font="Scheherazade") + "#columns(2)[\n"
                            + "\n\n".join(WATER).replace("[1]", f"#footnote[{WATER_NOTES[0]}]")
                            .replace("[2]", f"#footnote[{WATER_NOTES[1]}]") + "\n]", out),
        plain(WATER), None),
}  # fmt: skip


def decree(out: Path) -> None:
    head = f"<header><div>{'</div><div>'.join(DECREE_HEAD)}</div></header>"
    more = "header{display:flex;justify-content:space-between;font-size:9pt;margin-bottom:24px}"
    more += "main{columns:2;column-gap:30px;column-rule:1px solid}p{margin:0 0 8px}"
    chromium(page("Amiri", f"{head}<main>{paragraphs(DECREE)}</main>", 13, more), out)


def beds(out: Path) -> None:
    more = "table{border-collapse:collapse}td{border:1px solid;padding:4px 14px}td p{margin:0}"
    body = paragraphs(BEDS_BEFORE) + table(BEDS) + paragraphs(BEDS_AFTER)
    chromium(page("Noto Naskh Arabic", body, 12, more), out)


# The samples of corpus/: python tests/pdf/make.py --samples corpus
SAMPLES = {"decree-mobile-units": decree, "beds-by-region": beds}


def main() -> None:
    if sys.argv[1] == "--samples":
        for name, make in SAMPLES.items():
            make(Path(sys.argv[2]) / f"{name}.pdf")
        return
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for name, (make, body, cells) in MADE.items():
        if len(sys.argv) > 2 and sys.argv[2] not in name:
            continue
        make(folder / f"{name}.pdf")
        (folder / f"{name}.txt").write_text("\n".join(body) + "\n", encoding="utf-8")
        if cells:
            (folder / f"{name}.json").write_text(json.dumps({"cells": cells}, ensure_ascii=False), encoding="utf-8")
        print(name, (folder / f"{name}.pdf").stat().st_size)


if __name__ == "__main__":
    main()
