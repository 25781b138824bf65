"""Small PDFs written by hand, for what no producer does on purpose: shared by the tests of the PDF reader."""

import zlib
from io import BytesIO

from fontTools.fontBuilder import FontBuilder
from fontTools.ttLib.tables._g_l_y_f import Glyph

WIDTH = 500  # of a thousand: each glyph


def text(words, x=100, y=700, size=12, font="F1", render=0):
    """The operators that draw glyph ids from the left."""
    drawn = "".join(f"{glyph:04X}" for glyph in words)
    return f"BT {render} Tr /{font} {size} Tf {x} {y} Td <{drawn}> Tj ET\n"


def embedded(characters):
    """A TrueType font whose own table says which glyph (1, 2, …) is which character."""
    names = [".notdef", *(f"g{at}" for at in range(1, len(characters) + 1))]
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder(names)
    builder.setupCharacterMap({ord(character): f"g{at}" for at, character in enumerate(characters, 1)})
    builder.setupGlyf({name: Glyph() for name in names})
    builder.setupHorizontalMetrics(dict.fromkeys(names, (WIDTH, 0)))
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupPost()
    out = BytesIO()
    builder.font.save(out)
    return out.getvalue()


def made(pages, said, font=None, packed=False):
    """A PDF of some pages of operators; `said` is the text that the file gives to each glyph id."""
    lines = "".join(f"<{glyph:04X}> <{character.encode('utf-16-be').hex()}>\n" for glyph, character in said.items())
    cmap = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapType 2 def\n"
        "1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
        f"{len(said)} beginbfchar\n{lines}endbfchar endcmap end end"
    )
    count = len(pages)
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Count {count} /Kids [{' '.join(f'{8 + 2 * at} 0 R' for at in range(count))}] >>".encode(),
        b"<< /Type /Font /Subtype /Type0 /BaseFont /A /Encoding /Identity-H /DescendantFonts [4 0 R] "  # noqa: ISC004
        b"/ToUnicode 6 0 R >>",
        f"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /A /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) "
        f"/Supplement 0 >> /FontDescriptor 5 0 R /CIDToGIDMap /Identity /DW {WIDTH} >>".encode(),
        b"<< /Type /FontDescriptor /FontName /A /Flags 4 /FontBBox [0 -200 1000 800] /ItalicAngle 0 /Ascent 800 "
        b"/Descent -200 /CapHeight 700 /StemV 80" + (b" /FontFile2 7 0 R" if font else b"") + b" >>",
        _stream(cmap.encode()),
        _stream(font or b""),
    ]
    for at, page in enumerate(pages):
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {9 + 2 * at} 0 R "
            "/Resources << /Font << /F1 3 0 R >> >> >>".encode()
        )
        objects.append(_stream(page if isinstance(page, bytes) else page.encode(), packed=packed))
    return _file(objects)


def _stream(data, *, packed=False):
    data, how = (zlib.compress(data, 9), b" /Filter /FlateDecode") if packed else (data, b"")
    return b"<< /Length %d%s >>\nstream\n%s\nendstream" % (len(data), how, data)


def _file(objects):
    out = BytesIO()
    out.write(b"%PDF-1.7\n")
    places = []
    for number, content in enumerate(objects, 1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, content))
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    out.write(b"".join(b"%010d 00000 n \n" % place for place in places))
    out.write(b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start))
    return out.getvalue()


def nested(depth):
    """A page that draws a form that draws a form ten times, and so on."""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R /Resources << /XObject << /X 5 0 R >> >> >>",
        _stream(b"/X Do"),
    ]
    for level in range(depth):
        below = b"/Resources << /XObject << /X %d 0 R >> >>" % (6 + level) if level < depth - 1 else b""
        head = b"<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] %s /Length" % below
        objects.append(_stream(b"/X Do " * 10 if below else b"").replace(b"<< /Length", head, 1))
    return _file(objects)
