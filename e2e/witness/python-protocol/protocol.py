"""The witness protocol, for every Python witness: a case per line on stdin,
what the SDK made of it per line on stdout."""

import json
import sys
from importlib.metadata import version


def serve(sdk, ask):
    """Answers each case with ask(case), a dict of what the SDK told its caller."""
    for line in sys.stdin:
        case = json.loads(line)
        print(json.dumps({"name": case["name"], "sdk": sdk, **ask(case)}), flush=True)


def loaded(package, core):
    """Names the typed package and the core below it, as installed."""
    return f"{package} {version(package)} on {core} {version(core)}"


def class_of(error):
    """The exception's class as a traceback prints it."""
    return f"{type(error).__module__}.{type(error).__qualname__}"
