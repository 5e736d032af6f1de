// How search matches and ranks, on the script that the site ships; no browser: node --test tests/browser/search-logic.test.mjs
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { test } from "node:test";

const { read, find, meanings, near, wanted } = createRequire(import.meta.url)("../../static/search.js");

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

const means = meanings([["公车 用车", "公务用车购置及运行费 公务用车"], ["吃饭", "公务接待费"]]);
const spoken = read([["bureau/2024-budget/", "市教育局", "2024年预算", [
  [3, "tables/three-public/#r-vehicles", "公务用车购置及运行费", "1,057.00 万元", ""],
  [ACCOUNT, "tables/basic/#r-30231", "公务用车运行维护费", "1,000.50 万元", "30231"],
  [8, "notes/#three-public", "公务用车购置及运行费1057万元，比上年减少3万元。", "", ""],
  [9, "projects/x/", "公车满意度", "≥95%", ""],
], ""]]);

test("words of readers find what is published under others", () => {
  assert.deepEqual(find(spoken, "公车", means).map(({ kind }) => kind), [3, ACCOUNT, 9, 8]);
  assert.equal(find(spoken, "用车", means)[0].kind, 3);
  assert.equal(find(spoken, "市教育局 公车", means)[0].kind, 3);
  assert.deepEqual(find(spoken, "吃饭", means), []);
});

test("an amount is found with its commas or without, with its unit or its zeros", () => {
  for (const query of ["1,057.00", "1057", "1057.0", "１，０５７", "1,057.00 万元", "1057万元", "教育局 1057"]) {
    assert.deepEqual(find(spoken, query).map(({ kind }) => kind), [3, 8], query);
  }
  assert.deepEqual(find(spoken, "1000.5").map(({ also }) => also), ["30231"]);
  assert.deepEqual(find(spoken, "1057.5"), []);
});

test("what finds nothing says what comes near", () => {
  assert.deepEqual(near(spoken, "公车多少钱", means), ["公车"]);
  assert.deepEqual(near(spoken, "公务用车保险", means), ["公务用车"]);
  assert.deepEqual(near(spoken, "公务用车 卫生", means)[0], "公务用车");
  assert.deepEqual(near(spoken, "99999", means), []);
});

test("what goes on behind a small index comes with the first search", () => {
  const files = new Map([["index-1", { about: { next: "deep-1" }, entries: [] }]]);
  assert.deepEqual(wanted(files, ""), ["index-1"]);
  assert.deepEqual(wanted(files, "教育"), ["index-1", "deep-1"]);
  files.set("deep-1", { about: { next: "deep-2" }, entries: [] });
  assert.deepEqual(wanted(files, "教育"), ["index-1", "deep-1", "deep-2"]);
});

test("of a large index the weightiest meaning of a word is loaded as well", () => {
  const files = large("0,0公,1务,2用,0教");
  files.get("index-1").about.means = { 公车: "教育支出" };
  assert.deepEqual(wanted(files, "公车"), ["part-4", "part-3"]);
});
