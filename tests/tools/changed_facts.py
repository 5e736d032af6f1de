#!/usr/bin/env python3
"""Which figures do two builds of the same content place differently?

    changed_facts.py BEFORE AFTER [--list]

BEFORE and AFTER are built sites. A figure is the same one where its disclosure, file, line and amount are; of equal amounts
on one line the first is compared with the first. What changed of it is told apart: gone, new, table, row, column, unit,
confidence. With --list every changed row is printed, else the number of each kind for every disclosure. Exit status 1 where
anything but confidence changed.

Behind each kind stands in brackets the fault of reading or saying that such a change mends or brings back, where the two
builds alone can tell it, else `-`:

  1  amounts joined: one that is gone is made of the digits of new ones of its line, or the other way round
  2  redaction: the line has lost or won a mark of redaction, and with it a figure
  4  the total of 三公: a figure of that table counts for another row
  6  a value with another sign: −12.5 for 12.5
  7  a disclosure of which nothing was read before, or is read after
  8  a unit that was there and not read
  9  an amount of more digits than sums of it can hold
  13 a cell that is known by another table, row or column: its address moved

Not told, since no figure changes by them: 3 (totals of project lines, in projects.json), 5 (shares), 10, 11, 12. A change of
nothing but confidence may belong to any.
"""
import argparse
import collections
import csv
import itertools
import json
import pathlib
import re
import sys

PARTS = ["table", "row", "column", "unit", "confidence"]
LONGEST = 27
THREE_PUBLIC = "three-public"
REDACTED = re.compile(r"〔[^〕]*略〕")
LINE = re.compile(r'id="((?:f\d+-)?L\d+)"')


def facts(site):
    """Figures by disclosure, file, line and amount."""
    found = collections.defaultdict(list)
    for path in sorted(pathlib.Path(site).glob("*/*/data/facts.csv")):
        with path.open(encoding="utf-8-sig", newline="") as file:
            for fact in csv.DictReader(file):
                fact.setdefault("confidence", "sure")
                found[fact["disclosure"], fact["source"], int(fact["line"]), fact["amount"]].append(fact)
    return found


def redacted(site):
    """The lines that show a mark of redaction, by file and number."""
    lines = set()
    for path in pathlib.Path(site).glob("*/*/data/source.json"):
        page = path.parent.parent / "source" / "index.html"
        if not page.exists():
            continue
        parts = LINE.split(page.read_text(encoding="utf-8"))
        marked = {anchor for anchor, text in zip(parts[1::2], parts[2::2]) if REDACTED.search(text)}
        for line in json.loads(path.read_text(encoding="utf-8")):
            if line["url"].rpartition("#")[2] in marked:
                lines.add((line["source"], line["line"]))
    return lines


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


def digits(amount):
    """The digits of an amount, without zeros at the end of its decimals."""
    bare = re.sub(r"[^0-9.]", "", amount)
    return bare.rstrip("0").rstrip(".") if "." in bare else bare


def is_made_of(whole, parts):
    """Whether an amount is two others, one behind the other."""
    return any(digits(a + b) == digits(whole) for a, b in itertools.permutations(parts, 2))


def fault(what, one, other, line, whole):
    """The fault that a change belongs to; `line` has the amounts that are gone and new there and whether its redaction
    changed, `whole` says that nothing of the disclosure was read in one of the builds."""
    gone, new, redaction = line
    amount = (one or other)["amount"]
    if whole:
        return "7"
    if len(re.sub(r"\D", "", amount)) > LONGEST:
        return "9"
    if one is None or other is None:
        there = gone if one is None else new
        own = new if one is None else gone
        turned = amount[1:] if amount.startswith("-") else f"-{amount}"
        if turned in there:
            return "6"
        others = list(own)
        others.remove(amount)
        joined = any(is_made_of(sum_, [amount, other]) for sum_ in there for other in others)
        if joined or is_made_of(amount, there):
            return "1"
        return "2" if redaction else "-"
    parts = what.split("+")
    if one["table"] == other["table"] == THREE_PUBLIC and parts == ["row"]:
        return "4"
    if {"table", "row", "column"} & set(parts):
        return "13"
    return "8" if "unit" in parts and not (one["unit"] and other["unit"]) else "-"


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
    marks = redacted(args.before) ^ redacted(args.after)
    read = [{key[0] for key in found} for found in (before, after)]
    changes, lines = [], collections.defaultdict(lambda: ([], []))
    for key in sorted(before.keys() | after.keys()):
        for one, other in pairs(before.get(key, []), after.get(key, [])):
            changes.append((key, kind(one, other), one, other))
            if one is None or other is None:
                lines[key[:3]][one is None].append(key[3])
    counts = collections.defaultdict(collections.Counter)
    for (disclosure, source, line, amount), what, one, other in changes:
        of_line = (*lines[disclosure, source, line], (source, line) in marks)
        whole = not all(disclosure in names for names in read)
        mended = fault(what, one, other, of_line, whole)
        counts[disclosure][what, mended] += 1
        if args.list:
            print(f"{what} ({mended}): {source}:{line} {amount}: {words(one)} -> {words(other)}")
    for disclosure, kinds in sorted(counts.items()):
        told = (f"{what} ({mended}) {count}" for (what, mended), count in sorted(kinds.items()))
        print(disclosure, *told, sep="  ")
    sys.exit(any(what != "confidence" for kinds in counts.values() for what, _ in kinds))


if __name__ == "__main__":
    main()
