#!/usr/bin/env python3
"""Validates every JSON data file of built sites, and a printed check, against docs/schema.

    json_schemas.py SITE [--check FILE] [--toml NAME FILE]...

Says how many files were validated; exits with 1 and the first faults where one does not hold.
"""

import argparse
import json
import pathlib
import sys
import tomllib

from jsonschema import Draft202012Validator

SCHEMAS = pathlib.Path(__file__).parents[2] / "docs" / "schema"
NAMES = ("audit", "projects", "source")


def validator(name):
    schema = json.loads((SCHEMAS / f"{name}.json").read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


def faults(of, value, path):
    for error in of.iter_errors(value):
        place = "/".join(map(str, error.absolute_path))
        yield f"{path}: {place}: {error.message[:200]}"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("site", type=pathlib.Path)
    parser.add_argument("--check", type=pathlib.Path)
    parser.add_argument("--toml", nargs=2, action="append", default=[], metavar=("NAME", "FILE"))
    arguments = parser.parse_args()
    found, count = [], 0
    for name in NAMES:
        of = validator(name)
        files = sorted(arguments.site.rglob(f"data/{name}.json"))
        if not files:
            found.append(f"{arguments.site}: no {name}.json")
        for path in files:
            found += faults(of, json.loads(path.read_text(encoding="utf-8")), path)
            count += 1
    if arguments.check:
        found += faults(validator("check"), json.loads(arguments.check.read_text(encoding="utf-8")), arguments.check)
        count += 1
    for name, path in arguments.toml:
        found += faults(validator(name), tomllib.loads(pathlib.Path(path).read_text(encoding="utf-8")), path)
        count += 1
    print("\n".join(found[:20]) or f"{count} files hold to their schemas")
    sys.exit(bool(found))


if __name__ == "__main__":
    main()
