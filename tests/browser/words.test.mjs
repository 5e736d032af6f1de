// Words that a neighbour would use, and where they lead in two steps: a word typed, one of the results opened.
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { WIDE, withPage } from "./lib/browser.mjs";
import { ROOT } from "./lib/site.mjs";

/** What is typed, and where one of the first results of each kind leads. */
const WORDS = {
  公车: /three-public\/.*#r-vehicles/, 买车: /three-public\/.*#r-vehicles/, 购车: /three-public\/.*#r-vehicles/, 养车: /#r-30231-/,
  辅警: /\/projects\//, 协警: /\/projects\//, 工资: /#r-301-/, 补贴: /#r-30102-/, 奖金: /#r-30103-/, 出国: /#r-overseas/,
  吃饭: /#r-reception/, 招待: /#r-reception/, 修路: /\/projects\//, 欠款: /#r-231/, 养老: /#r-208-/, 退休: /#r-20805-/,
  公积金: /#r-2210201-/, 医保: /#r-2101101-/, 电费: /#r-30206-/, 取暖: /#r-30208-/, 红绿灯: /\/projects\//, 办公用品: /#r-30201-/,
  一共花: /#r-expenditure-total-/, 日常开销: /#r-total-public/, 三公: /three-public\/.*#r-total/,
};

/** Types a word once what was found before is gone. */
async function search(page, word) {
  const box = page.locator("input[name=q]");
  await box.fill("");
  await page.locator("[role=status]").filter({ hasText: "没有找到“”" }).waitFor({ state: "attached" });
  await box.fill(word);
  await page.getByRole("status").getByText(/^找到 \d+ 条。$/).waitFor();
}

async function leadTo(address, words) {
  await withPage(address, WIDE, async (page) => {
    for (const [word, place] of Object.entries(words)) {
      await search(page, word);
      const hits = await page.getByRole("option").evaluateAll((all) => all.map((one) => one.href));
      assert.ok(hits.some((href) => place.test(href)), `${word}: ${hits.join("\n")}`);
    }
    const [word, place] = Object.entries(words)[0];
    await search(page, word);
    await page.getByRole("option").first().click();
    await page.waitForURL(place);
    await page.locator(":target").waitFor();
  });
}

test("of the sample", () => leadTo("", WORDS));

// Tables of other bodies name a total first; some words are of what only these do.
const REAL = {
  ...WORDS, 公车: /three-public\/.*#r-.*vehicles/, 出国: /#r-(total-)?overseas/, 吃饭: /#r-(total-)?reception/, 招待: /#r-(total-)?reception/,
  街道办: /\/putuo-wanli\//, 垃圾: /\/putuo-wanli\/.*\/projects\//, 城管: /\/putuo-wanli\/.*#r-2120104-/, 物业: /#r-30209-/, 检察院: /\/jiangsu-procuratorate\//,
  环卫: /\/putuo-wanli\/.*\/projects\//, 快递: /#r-30207-/, 保安: /#r-30209-/, 电脑: /#r-31002-/,
  社区: /\/putuo-wanli\/.*#r-212-/, 培训: /#r-30216-/, 出差: /#r-30211-/,
};

test("of real disclosures", { skip: !existsSync(join(ROOT, "real")) }, () => leadTo("/real/", REAL));

test("each result says whose it is, of which year, and in which unit", async () => {
  await withPage("", WIDE, async (page) => {
    await page.locator("input[name=q]").fill("公车");
    const first = page.getByRole("option").first();
    await first.waitFor();
    assert.match(await first.innerText(), /\d 万元.*\D20\d\d年(预算|决算)/s);
  });
});

test("where nothing is found what comes near is offered", async () => {
  await withPage("", WIDE, async (page) => {
    await page.locator("input[name=q]").fill("辅警多少钱");
    await page.getByRole("group", { name: "相近的词" }).getByRole("option", { name: "辅警" }).click();
    await page.locator("#page-found").getByText(/^找到 \d+ 条/).waitFor();
  });
});
