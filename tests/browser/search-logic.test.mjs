// How search matches and ranks, on the script that the site ships; no browser: node --test tests/browser/search-logic.test.mjs
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { test } from "node:test";

const { read, find, wanted } = createRequire(import.meta.url)("../../static/search.js");

const [BODY, TABLE, ACCOUNT, PROJECT, FINDING] = [0, 2, 4, 5, 7];
const index = read([
  ["", "各单位", "各年", [[ACCOUNT, "codes/2050299/", "其他教育支出", "", "2050299"]], ""],
  ["bureau/", "市教育局", "", [[BODY, "", "某市教育局", "", "市教育局"]], ""],
  ["bureau/2023-budget/", "市教育局", "2023年预算", [
    [ACCOUNT, "tables/expenditure/#r-205-total", "教育支出", "12.00 万元", "205"],
    [ACCOUNT, "tables/expenditure/#r-2050299-total", "其他教育支出", "2.00 万元", "2050299"],
    [ACCOUNT, "tables/expenditure/#r-203", "国防支出", "公布为空", "203"],
    [PROJECT, "projects/x/", "教育支出", "3.00 万元", ""],
  ], "某市教育局"],
  ["bureau/2024-budget/", "市教育局", "2024年预算", [
    [TABLE, "tables/three-public/", "一般公共预算“三公”经费支出表", "", "三公经费"],
    [ACCOUNT, "tables/expenditure/#r-205-total", "教育支出", "13.00 万元", "205"],
    [ACCOUNT, "tables/three-public/#r-overseas", "因公出国（境）费", "1.00 万元", "30212"],
    [FINDING, "audit/#sum", "教育支出 12.00 ≠ 各项之和 13.00", "不符", ""],
  ], "某市教育局"],
]);
const urls = (query) => find(index, query).map((entry) => entry.url);

test("exact comes before prefix before part, then the kind, then the newest year", () => {
  assert.deepEqual(urls("教育支出"), [
    "bureau/2024-budget/tables/expenditure/#r-205-total",
    "bureau/2023-budget/tables/expenditure/#r-205-total",
    "bureau/2023-budget/projects/x/",
    "bureau/2024-budget/audit/#sum",
    "codes/2050299/",
    "bureau/2023-budget/tables/expenditure/#r-2050299-total",
  ]);
});

test("an account is found by its code, by the beginning of it, and by any part of its name", () => {
  assert.deepEqual(urls("2050299"), ["codes/2050299/", "bureau/2023-budget/tables/expenditure/#r-2050299-total"]);
  assert.equal(urls("205")[0], "bureau/2024-budget/tables/expenditure/#r-205-total");
  assert.ok(urls("20502").includes("codes/2050299/"));
  assert.equal(find(index, "他教")[0].also, "2050299");
});

test("width, case, spaces, brackets and quotes make no difference", () => {
  for (const query of ["三公经费", "“三公”经费", "三公 经费", "「三公」经费", "三公经费支出表"]) {
    assert.ok(urls(query).includes("bureau/2024-budget/tables/three-public/"), query);
  }
  for (const query of ["因公出国(境)费", "因公出国（境）费", "出国境", "出国〔境〕费", "３０２１２"]) {
    assert.equal(urls(query)[0], "bureau/2024-budget/tables/three-public/#r-overseas", query);
  }
});

test("all words must fit, and one of them the thing itself rather than its body or year", () => {
  assert.deepEqual(urls("教育局 2023 国防"), ["bureau/2023-budget/tables/expenditure/#r-203"]);
  assert.deepEqual(urls("某市教育局 2024预算 出国"), ["bureau/2024-budget/tables/three-public/#r-overseas"]);
  assert.deepEqual(urls("教育支出 卫生"), []);
  assert.deepEqual(urls("2023年"), [], "a year alone is nobody's name here");
  assert.equal(urls("市教育局")[0], "bureau/");
});

test("nothing is asked and nothing is found", () => {
  for (const query of ["", "  ", "（）", "“", "没有这个词"]) assert.deepEqual(urls(query), [], query);
});

/** Files of a large index by name: { about, entries }. */
const large = (cuts, names = {}) => new Map([
  ["index-1", { about: { cuts }, entries: [] }],
  ...Object.entries(names).map(([name, lines]) => [name, { about: {}, entries: read(lines) }]),
]);

test("a small index is one file, a large one is asked for the parts that the word is in", () => {
  assert.deepEqual(wanted(new Map(), "教育"), ["index-1"]);
  assert.deepEqual(wanted(new Map([["index-1", { about: {}, entries: [] }]]), "教育"), ["index-1"]);
  const cuts = "0,0一般公,0教,1育支,2经费,4补,0生";
  const of = (query) => wanted(large(cuts), query);
  assert.deepEqual(of("2050299"), ["part-0"]);
  assert.deepEqual(of("一般"), ["part-0", "part-1"]);
  assert.deepEqual(of("一般公共预算财政拨款"), ["part-1"], "by its beginning and by its end");
  assert.deepEqual(of("教育经费一般公共预算"), ["part-4", "part-6"]);
  assert.deepEqual(of("教育"), ["best-655980b2"], "in more than two parts");
  assert.deepEqual(of("教育经"), ["best-655980b27ecf"]);
  assert.deepEqual(of("教育经费"), ["part-4", "part-5"]);
  assert.deepEqual(of("卫生 一般 a"), ["part-1", "part-0"]);
  assert.deepEqual(of(" "), ["index-1"]);
});

test("words that name a disclosure have everything of it loaded, the one that most words name first", () => {
  const named = (year) => [`bureau/${year}-budget/`, "市教育局", `${year}年预算`, [[1, "", `某市教育局${year}年预算`, "", ""]], "某市教育局"];
  const [first, second] = wanted(large("0,0教"), "教育局 2023 国防");
  const files = large("0,0教", { [first]: [named(2024), named(2023)], [second]: [] });
  assert.deepEqual(wanted(files, "教育局 2023 国防").slice(2), ["bureau-2023-budget"]);
  files.set("bureau-2023-budget", { about: {}, entries: [] });
  assert.deepEqual(wanted(files, "教育局 2023 国防").slice(2), ["bureau-2023-budget", "bureau-2024-budget"]);
  files.set("bureau-2023-budget", { about: { next: "bureau-2023-budget-2" }, entries: [] });
  assert.ok(wanted(files, "教育局 2023 国防").includes("bureau-2023-budget-2"));
  assert.ok(wanted(files, "教育局").length < 3, "one word: its own parts");
});

test("of a long chain of files the first are loaded, and no more than a search may", () => {
  const named = (year) => [`bureau/${year}-budget/`, "市教育局", `${year}年预算`, [[1, "", `某市教育局${year}年预算`, "", ""]], ""];
  const query = "教育局 2023 国防";
  const [first, second] = wanted(large("0,0教"), query);
  const files = large("0,0教", { [first]: [named(2024), named(2023)], [second]: [] });
  const asked = new Set();
  for (let steps = 0; steps < 20; steps += 1) {
    const missing = wanted(files, query).filter((name) => !files.has(name));
    for (const name of missing) {
      asked.add(name);
      const [, base, at = "1"] = /^(bureau-\d+-budget)(?:-(\d+))?$/.exec(name);
      files.set(name, { about: { next: `${base}-${Number(at) + 1}` }, entries: [] });
    }
  }
  assert.deepEqual([...asked], ["", "-2", "-3", "-4"].map((end) => `bureau-2023-budget${end}`));
});

test("a body without a short name is found by its name, year and kind", () => {
  const entries = read([["a/2023-budget/", "某市教育局", "2023年预算", [[ACCOUNT, "#r", "教育支出", "", "205"]], ""]]);
  assert.equal(find(entries, "某市教育局2023预算 教育支出").length, 1);
});

test("what two files list is found once, with what is not listed of its name", () => {
  const line = (more) => read([["a/", "甲局", "2023年预算", [[ACCOUNT, "#r", "教育支出", "", "205", ...more]], ""]]);
  const found = find([...line([]), ...line([7]), ...line([])], "教育");
  assert.deepEqual(found.map(({ more }) => more), [7]);
});
