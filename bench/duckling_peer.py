"""Duckling's half of the comparison, in a process of its own: it aborts on some inputs.

Reads paragraphs as JSON lines from standard input, parses each for dates and figures, and prints before each how many
characters it has read in how many seconds, so that a paragraph that kills it is known and the next process goes on
after it.
"""

import json
import sys
import time

from duckling import (  # type: ignore[import-not-found]
    Context,
    default_locale_lang,
    load_time_zones,
    parse,
    parse_dimensions,
    parse_lang,
    parse_ref_time,
)

DIMENSIONS = ["Time", "Duration", "Numeral", "Ordinal", "AmountOfMoney", "Distance", "Quantity", "Temperature"]


def main() -> None:
    """Parse every line."""
    zones = load_time_zones("/usr/share/zoneinfo")
    language = parse_lang("AR")
    context = Context(parse_ref_time(zones, "UTC", 1735689600), default_locale_lang(language))
    dimensions = parse_dimensions(DIMENSIONS)
    parse("29 أبريل 2025", context, dimensions, False)
    characters, seconds = 0, 0.0
    for number, line in enumerate(sys.stdin):
        paragraph = json.loads(line)
        print(json.dumps({"at": number, "characters": characters, "seconds": seconds}), flush=True)
        start = time.process_time()
        parse(paragraph, context, dimensions, False)
        seconds += time.process_time() - start
        characters += len(paragraph)
    print(json.dumps({"at": None, "characters": characters, "seconds": seconds}), flush=True)


if __name__ == "__main__":
    main()
