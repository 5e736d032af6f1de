#!/usr/bin/env python3
"""Reads the Parquet file and the SQLite file of a built site, and compares both with its CSV files.

    databases.py SITE

Every row is there, and the exact sums of amounts by unit are the same. Exits with 1 where not.
"""

import collections
import csv
import decimal
import pathlib
import sqlite3
import sys

import duckdb


def from_csv(folder, name):
    for path in sorted(folder.glob(f"{name}/*.csv")):
        with path.open(encoding="utf-8-sig", newline="") as file:
            yield from csv.DictReader(file)


def sums(rows):
    """How many rows there are and what they sum up to, by unit."""
    found = collections.defaultdict(lambda: [0, decimal.Decimal(0), decimal.Decimal(0)])
    for unit, amount, yuan in rows:
        one = found[unit or ""]
        one[0] += 1
        one[1] += decimal.Decimal(amount or 0)
        one[2] += decimal.Decimal(str(yuan or 0))
    return {unit: tuple(one) for unit, one in found.items()}


def main():
    data = pathlib.Path(sys.argv[1]) / "data"
    wanted = sums((row["unit"], row["amount"], row["amount_yuan"]) for row in from_csv(data, "facts"))
    facts = duckdb.read_parquet(str(data / "facts.parquet"))
    parquet = sums(duckdb.sql("select unit, amount, amount_yuan from facts").fetchall())
    database = sqlite3.connect(f"file:{data / 'site.sqlite'}?mode=ro", uri=True)
    tables = sums(database.execute("select unit, amount, amount_yuan from facts"))
    near = {unit: (count, amount, yuan.quantize(decimal.Decimal("0.01"))) for unit, (count, amount, yuan) in tables.items()}
    counts = {
        name: database.execute(f"select count(*) from {name}").fetchone()[0] for name in ("projects", "indicators")
    }
    faults = []
    if parquet != wanted:
        faults.append(f"facts.parquet: {parquet}, not {wanted}")
    if {unit: (count, amount, yuan.quantize(decimal.Decimal("0.01"))) for unit, (count, amount, yuan) in wanted.items()} != near:
        faults.append(f"site.sqlite: {tables}, not {wanted}")
    for name, count in counts.items():
        if count != sum(1 for _ in from_csv(data, name)):
            faults.append(f"site.sqlite: {count} {name}")
    print("\n".join(faults) or f"{sum(one[0] for one in wanted.values())} figures, the same in CSV, Parquet and SQLite")
    sys.exit(bool(faults))


if __name__ == "__main__":
    main()
