"""Cut the Arabic of Noto out of its fonts for the site: `python docs/font.py` (needs fonttools with brotli).

Debian's fonts-noto-core (20201225) holds the originals; --from names another folder of them.
"""

import argparse
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

ROOT = Path(__file__).parents[1]
OUT = ROOT / "pipeline" / "site" / "static" / "font"
NOTO = Path("/usr/share/fonts/truetype/noto")
FONTS = ("NotoNaskhArabic-Regular", "NotoNaskhArabic-Bold", "NotoSansArabic-Regular", "NotoSansArabic-Bold")
# Arabic, its supplements, and the words that are one character; Latin and its digits stay the system's (site.css).
RANGES = ((0x0600, 0x06FF), (0x0750, 0x077F), (0x08A0, 0x08FF), (0xFD3E, 0xFD3F), (0xFDF0, 0xFDFD))


def cut(source: Path) -> Path:
    """A font with the letters of these ranges, their forms and marks, and nothing else."""
    options = subset.Options(
        flavor="woff2", hinting=False, desubroutinize=True, name_IDs=[0, 1, 2, 3, 4, 5, 6, 7, 13, 14]
    )
    options.layout_features = ["*"]
    font = TTFont(source)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=[code for first, last in RANGES for code in range(first, last + 1)])
    cutter.subset(font)
    made = OUT / f"{source.stem}.woff2"
    subset.save_font(font, str(made), options)
    return made


def main() -> None:
    """Cut the four fonts and say how heavy they are."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--from", dest="folder", type=Path, default=NOTO, help="the folder of the originals")
    folder: Path = parser.parse_args().folder
    made = [cut(folder / f"{name}.ttf") for name in FONTS]
    for path in made:
        print(f"{path.stat().st_size:>8,} {path.name}")  # noqa: T201
    print(f"{sum(path.stat().st_size for path in made):>8,} in all")  # noqa: T201


if __name__ == "__main__":
    main()
