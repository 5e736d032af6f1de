#!/usr/bin/env python3
"""What changed_facts.py says of two small sites: `python3 -m unittest discover tests/tools`."""
import csv
import json
import pathlib
import subprocess
import sys
import tempfile
import unittest

TOOL = pathlib.Path(__file__).with_name("changed_facts.py")
COLUMNS = ["disclosure", "table", "row", "column", "amount", "unit", "source", "line", "confidence"]
ID = "a/2023-budget"


def fact(line, amount, table="income", row="204", column="total", unit="万元", confidence="sure"):
    return [ID, table, row, column, amount, unit, "a.md", str(line), confidence]


class ChangedFacts(unittest.TestCase):
    def site(self, facts, redacted=()):
        """A built site with these figures, and with marks of redaction on these lines."""
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        disclosure = pathlib.Path(folder.name) / ID
        for part in ["data", "source"]:
            (disclosure / part).mkdir(parents=True)
        with (disclosure / "data/facts.csv").open("w", encoding="utf-8-sig", newline="") as file:
            csv.writer(file).writerows([COLUMNS, *facts])
        lines = [{"url": f"{ID}/source/#L{at}", "source": "a.md", "line": at} for at in range(1, 10)]
        (disclosure / "data/source.json").write_text(json.dumps(lines), encoding="utf-8")
        shown = [f'<li id="L{at}">{"〔姓名略〕" if at in redacted else "文字"}</li>' for at in range(1, 10)]
        (disclosure / "source/index.html").write_text("".join(shown), encoding="utf-8")
        return folder.name

    def told(self, before, after, status=1):
        """The changed rows as they are listed, and the line that counts them."""
        command = [sys.executable, TOOL, before, after, "--list"]
        run = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
        self.assertEqual((run.returncode, run.stderr), (status, ""))
        *rows, counted = run.stdout.splitlines() or [""]
        return rows, counted

    def kinds(self, before, after, status=1):
        """What changed with the fault that it belongs to, as counted; every row is listed."""
        rows, counted = self.told(self.site(before), self.site(after), status)
        kinds = counted.split("  ")[1:]
        self.assertEqual(len(rows), sum(int(kind.rsplit(" ", 1)[1]) for kind in kinds))
        return kinds

    def test_the_same_figures_change_nothing(self):
        facts = [fact(1, "1.00"), fact(1, "1.00", row="205"), fact(2, "2.00")]
        self.assertEqual(self.told(self.site(facts), self.site(facts[::-1]), 0), ([], ""))

    def test_each_change_belongs_to_its_fault(self):
        many = "9" * 28
        three = fact(1, "5.00", "three-public", "total")
        for before, after, kinds in [
            ([fact(1, "12"), fact(1, "34", row="205")], [fact(1, "1234")], ["gone (1) 2", "new (1) 1"]),
            ([fact(1, "1212")], [fact(1, "12"), fact(1, "12", row="205")], ["gone (1) 1", "new (1) 2"]),
            ([fact(1, "12.50")], [fact(1, "-12.50")], ["gone (6) 1", "new (6) 1"]),
            ([three], [fact(1, "5.00", "three-public", "three-public")], ["row (4) 1"]),
            ([fact(1, "5.00")], [fact(1, "5.00", unit="")], ["unit (8) 1"]),
            ([fact(1, "5.00"), fact(2, many)], [fact(1, "5.00")], ["gone (9) 1"]),
            ([fact(1, "5.00")], [fact(1, "5.00", column="basic", row="205")], ["row+column (13) 1"]),
            ([fact(1, "5.00")], [fact(1, "5.00", table="expenditure")], ["table (13) 1"]),
            ([fact(1, "5.00")], [], ["gone (7) 1"]),
            ([], [fact(1, "5.00"), fact(2, "6.00")], ["new (7) 2"]),
            ([fact(1, "5.00"), fact(2, "6.00")], [fact(1, "5.00")], ["gone (-) 1"]),
            ([fact(1, "5.00")], [fact(1, "5.00", unit="元")], ["unit (-) 1"]),
        ]:
            with self.subTest(kinds=kinds, before=before, after=after):
                self.assertEqual(self.kinds(before, after), kinds)

    def test_amounts_that_only_look_joined_are_not(self):
        before = [fact(1, "12"), fact(1, "3", row="205"), fact(2, "1.00")]
        after = [fact(1, "1230"), fact(2, "1.00")]
        self.assertEqual(self.kinds(before, after), ["gone (-) 2", "new (-) 1"])

    def test_a_figure_that_redaction_took_is_told(self):
        before = self.site([fact(1, "5.00"), fact(2, "6.00"), fact(3, "7.00")])
        after = self.site([fact(1, "5.00")], redacted=[2])
        rows, counted = self.told(before, after)
        self.assertEqual(counted.split("  ")[1:], ["gone (-) 1", "gone (2) 1"])
        self.assertEqual(rows[0], "gone (2): a.md:2 6.00: income 204 total 万元 sure -> -")

    def test_confidence_alone_is_no_failure(self):
        doubt = [fact(1, "5.00", confidence="doubt")]
        self.assertEqual(self.kinds([fact(1, "5.00")], doubt, 0), ["confidence (-) 1"])


if __name__ == "__main__":
    unittest.main()
