// Corrections of each kind: shown where the figure is, and from there the way to what was corrected, why and by whom.
import assert from "node:assert/strict";
import { test } from "node:test";
import { NARROW, WIDE, withPage } from "./lib/browser.mjs";

const OWN = "/corrected/a/2023-budget/";
const KINDS = ["单位", "年度", "原文一行", "哪张表", "一栏", "一行", "一格", "回应"];

/** Follows the first 更正 or answer in `place`; the entry of the page of all corrections that it leads to. */
async function follow(page, place) {
  await page.locator(`${place} a.correction`).first().click();
  await page.waitForURL(/\/corrections\/#/);
  return page.locator(":target").innerText();
}

for (const [size, window] of [["narrow", NARROW], ["wide", WIDE]]) {
  test(`a corrected cell shows what was printed and leads to the reason: ${size}`, () =>
    withPage(`${OWN}tables/balance/`, window, async (page) => {
      const cell = page.locator("#r-general-public-budget-amount");
      assert.match(await cell.innerText(), /150\.00[^]*更正[^]*15\.0\.00/);
      assert.ok(await cell.locator("s").isVisible());
      assert.match(await follow(page, "#r-general-public-budget-amount"), /15\.0\.00[^]*150\.00[^]*小数点多印一个[^]*本站维护者/);
      await page.locator(":target a").first().click();
      await page.waitForURL(/\/tables\/balance\/#r-general-public-budget-amount$/);
      assert.ok(await page.locator(":target").isVisible());
    }));

  test(`a corrected line of the source leads to the reason: ${size}`, () =>
    withPage(`${OWN}source/`, window, async (page) => {
      assert.equal(await page.locator(".listing a.correction").count(), 4);
      assert.match(await follow(page, "#L14"), /页码三十[^]*页码/);
    }));

  test(`an answered finding has its answer beside it: ${size}`, () =>
    withPage(`${OWN}audit/`, window, async (page) => {
      assert.match(await page.locator("#sum-expenditure-total-total").innerText(), /回应[^]*多印了 5 万元/);
      assert.match(await follow(page, "#sum-expenditure-total-total"), /单位来函/);
    }));
}

test("all kinds are on one page, and each leads to where it is seen", () =>
  withPage(`${OWN}corrections/`, WIDE, async (page) => {
    const entries = page.locator("ol.corrections > li");
    const said = await entries.allInnerTexts();
    for (const kind of KINDS) assert.ok(said.some((text) => text.includes(kind)), `${kind} is not in ${said.join("\n")}`);
    assert.equal(said.length, KINDS.length);
    for (const link of await entries.locator("a[href]").evaluateAll((links) => links.map((link) => link.href))) {
      if (!link.includes("mingzhang.localhost")) continue;
      const { ok, text } = await page.evaluate(async (link) => {
        const answer = await fetch(link);
        return { ok: answer.ok, text: await answer.text() };
      }, link);
      const anchor = decodeURIComponent(new URL(link).hash.slice(1));
      assert.ok(ok && (anchor === "" || text.includes(`id="${anchor}"`)), link);
    }
  }));
