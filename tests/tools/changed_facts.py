#!/usr/bin/env python3
"""Which figures do two builds of the same content place differently?

    changed_facts.py BEFORE AFTER [--list]

BEFORE and AFTER are built sites. A figure is the same one where its disclosure, file, line and amount are; of equal amounts
on one line the first is compared with the first. What changed of it is told apart: gone, new, table, row, column, unit,
confidence. With --list every changed row is printed, else the number of each kind for every disclosure. Exit status 1 where
anything but confidence changed.
"""
import argparse
import collections
import csv
import pathlib
import sys

PARTS = ["table", "row", "column", "unit", "confidence"]


def facts(site):
    """Figures by disclosure, file, line and amount."""
    found = collections.defaultdict(list)
    for path in sorted(pathlib.Path(site).glob("*/*/data/facts.csv")):
        with path.open(encoding="utf-8-sig", newline="") as file:
            for fact in csv.DictReader(file):
                fact.setdefault("confidence", "sure")
                found[fact["disclosure"], fact["source"], int(fact["line"]), fact["amount"]].append(fact)
    return found


def place(fact):
    return tuple(fact[part] for part in PARTS)


def changed_parts(one, other):
    return [part for part in PARTS if one[part] != other[part]]


def pairs(before, after):
    """The figures of one key beside each other: those in the same place first."""
    after = list(after)
    rest = []
    for fact in before:
        same = next((other for other in after if place(other) == place(fact)), None)
        if same:
            after.remove(same)
        else:
            rest.append(fact)
    for fact in rest:
        yield (fact, after.pop(0)) if after else (fact, None)
    for other in after:
        yield None, other


def kind(one, other):
    if one is None:
        return "new"
    if other is None:
        return "gone"
    return "+".join(changed_parts(one, other))


def words(fact):
    if fact is None:
        return "-"
    return " ".join([fact["table"], fact["row"], fact["column"], fact["unit"] or "?", fact["confidence"]])


def main():
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("before")
    args.add_argument("after")
    args.add_argument("--list", action="store_true")
    args = args.parse_args()
    before, after = facts(args.before), facts(args.after)
    counts = collections.defaultdict(collections.Counter)
    for key in sorted(before.keys() | after.keys()):
        disclosure, source, line, amount = key
        for one, other in pairs(before.get(key, []), after.get(key, [])):
            what = kind(one, other)
            counts[disclosure][what] += 1
            if args.list:
                print(f"{what}: {source}:{line} {amount}: {words(one)} -> {words(other)}")
    for disclosure, kinds in sorted(counts.items()):
        print(disclosure, *(f"{what} {count}" for what, count in sorted(kinds.items())), sep="  ")
    sys.exit(any(what != "confidence" for kinds in counts.values() for what in kinds))


main()
