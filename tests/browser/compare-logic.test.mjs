// What two disclosures have in common, on the script that the site ships; no browser: node --test tests/browser/compare-logic.test.mjs
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { test } from "node:test";

const { read, cents, pairs } = createRequire(import.meta.url)("../../static/compare.js");

test("a data file is read with its quotes, empty cells and mark of the encoding", () => {
  const rows = read('\ufefftable,label,amount\r\nbalance,"“三公”, ""合计""",\r\n,"",1.00\r\n');
  assert.deepEqual(rows, [
    { table: "balance", label: "“三公”, \"合计\"", amount: "" },
    { table: "", label: "", amount: "1.00" },
  ]);
});

test("amounts become hundredths of 万元, rounded exactly", () => {
  const of = (amount, unit) => cents({ amount, unit });
  assert.equal(of("9784.70", "万元"), 978470);
  assert.equal(of("782164.00", "元"), 7822);
  assert.equal(of("1.005", "万元"), 101);
  assert.equal(of("-150", "元"), -2);
  assert.equal(of("0.00", "元"), 0);
});

test("only figures that both have for certain, in a unit, stand side by side", () => {
  const fact = (row, more) => ({ table: "balance", row, column: "total", amount: "1.00", unit: "万元", confidence: "sure", ...more });
  const a = [fact("204"), fact("205"), fact("208", { confidence: "doubt" }), fact("210"), fact("221", { unit: "" })];
  const b = [fact("205", { amount: "2.00" }), fact("204", { unit: "元" }), fact("208"), fact("210", { confidence: "doubt" }), fact("221")];
  assert.deepEqual(pairs(a, b).map(([one, two]) => [one.row, two.amount, two.unit]), [["204", "1.00", "元"], ["205", "2.00", "万元"]]);
});

test("of several rows with one key none is compared", () => {
  const fact = (row) => ({ table: "balance", row, column: "total", amount: "1.00", unit: "元", confidence: "sure" });
  const [several, one] = [["204", "205", "205-2", "20-24"].map(fact), ["204", "205", "205-2", "20-24"].map(fact).filter(({ row }) => row !== "205-2")];
  for (const both of [pairs(several, one), pairs(one, several)]) assert.deepEqual(both.map(([{ row }]) => row), ["204", "20-24"]);
});

test("of several tables of a kind none is compared", () => {
  const fact = (table) => ({ table, row: "204", column: "total", amount: "1.00", unit: "元", confidence: "sure" });
  const [several, one] = [["balance", "balance-2", "income"].map(fact), ["balance", "income"].map(fact)];
  for (const both of [pairs(several, one), pairs(one, several)]) assert.deepEqual(both.map(([{ table }]) => table), ["income"]);
});
