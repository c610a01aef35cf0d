"""`make bench`: all measured figures, one after the other; `python -m bench sketch guard` runs only those."""

import importlib.util
import runpy
import sys

ALL = ("sketch", "pipeline", "scores", "guard", "picture_check", "auto", "faces", "fairness")


def main() -> None:
    for name in sys.argv[1:] or ALL:
        module = importlib.util.find_spec(f"bench.{name}")
        if module is None:
            sys.exit(f"There is no benchmark {name!r}; there are: {', '.join(ALL)}")
        print(f"== {name}", flush=True)
        sys.argv = [name]
        runpy.run_module(f"bench.{name}", run_name="__main__")


if __name__ == "__main__":
    main()
