// What a citation says, on the script that the site ships: node --test tests/browser/

import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { test } from "node:test";

const { words, reference } = createRequire(import.meta.url)("../../static/cite.js");

const table = {
  body: "某局", year: "2023年预算", table: "收支总表", row: "", column: "", value: "",
  file: "some-body/2023-budget.md", line: "10–20", print: "0123abcd",
  url: "https://example.org/some-body/2023-budget/tables/balance/",
};
const figure = { ...table, row: "教育支出（205）", column: "支出 / 合计", value: "12.50 万元", line: "14", url: `${table.url}#r-205-total` };

test("a citation says body, year, table, row, column, value, unit, line, fingerprint and address", () => {
  assert.equal(words(figure, "2024-05-06"), [
    "某局2023年预算《收支总表》，教育支出（205），支出 / 合计：12.50 万元。",
    "原文 some-body/2023-budget.md 第 14 行，指纹 BLAKE3 0123abcd",
    "https://example.org/some-body/2023-budget/tables/balance/#r-205-total（2024-05-06 访问）",
  ].join("\n"));
});

test("what has no row, no column or no value is cited without", () => {
  assert.match(words(table, "2024-05-06"), /^某局2023年预算《收支总表》。\n.*第 10–20 行/);
  assert.match(words({ ...figure, column: "", value: "" }, "2024-05-06"), /^.*》，教育支出（205）。\n/);
  assert.match(words({ ...figure, row: "" }, "2024-05-06"), /^.*》，支出 \/ 合计：12\.50 万元。\n/);
});

test("what may be misread is cited with the reason", () => {
  const doubt = "本站可能没有读对：这一行的格数与表头不同";
  assert.match(words({ ...figure, doubt }, "2024-05-06"), /：12\.50 万元。\n存疑：本站可能没有读对：这一行的格数与表头不同。请对照原文。\n原文/);
  assert.match(reference({ ...figure, doubt }, "2024-05-06"), /, 12\.50 万元, 存疑\[EB\/OL\]/);
});

test("the reference follows GB/T 7714-2015, with the day of publication where it is known", () => {
  assert.equal(
    reference(figure, "2024-05-06"),
    "某局. 2023年预算: 收支总表, 教育支出（205）, 支出 / 合计, 12.50 万元[EB/OL]. [2024-05-06]. https://example.org/some-body/2023-budget/tables/balance/#r-205-total.",
  );
  assert.match(reference({ ...table, published: "2023-02-01" }, "2024-05-06"), /收支总表\[EB\/OL\]\. \(2023-02-01\)\[2024-05-06\]\. https/);
});
