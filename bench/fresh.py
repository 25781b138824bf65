"""A process of its own: how long the first sentence waits, how fast unseen texts are read, how much memory it takes.

Prints one JSON object; `run.py` starts it.
"""

import json
import resource
import sys
import time

FIRST = "تضم الجهة 22 مستشفى منذ سنة 2024. وأضاف الوزير أن العدد سيرتفع."


def main() -> None:
    from pipeline import find  # noqa: PLC0415 - its loading is what is timed

    find(FIRST)
    told = {"start": time.process_time()}
    from texts import enough, press, samples  # noqa: PLC0415

    from pipeline.build import analyse  # noqa: PLC0415
    from pipeline.lexicon import load  # noqa: PLC0415

    documents = enough(press() if "press" in sys.argv else samples())
    start = time.process_time()
    for document in documents:
        analyse(document, load())
    told["seconds"] = time.process_time() - start
    told["words"] = sum(len(document.text.split()) for document in documents)
    told["megabytes"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps(told))


if __name__ == "__main__":
    main()
