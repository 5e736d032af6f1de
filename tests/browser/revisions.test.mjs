// One disclosure in three texts: what changed, cell by cell, where it stands and on a page of its own.
import assert from "node:assert/strict";
import { test } from "node:test";
import { NARROW, WIDE, withPage } from "./lib/browser.mjs";
import { tooWide } from "./lib/measure.mjs";

const OWN = "/revised/a/2023-budget/";

for (const [size, window] of [["narrow", NARROW], ["wide", WIDE]]) {
  test(`a changed cell shows what it said before, with the days, and leads to all changes: ${size}`, () =>
    withPage(`${OWN}tables/balance/`, window, async (page) => {
      const cell = page.locator("#r-204-total");
      assert.match(await cell.innerText(), /95\.00[^]*改过[^]*2023-02-14[^]*90\.00[^]*2023-03-01[^]*90\.00/);
      assert.deepEqual(await page.evaluate(tooWide), []);
      await cell.locator("a.correction").click();
      await page.waitForURL(/\/revisions\/#/);
      const target = page.locator(":target");
      assert.ok(await target.isVisible());
      assert.match(await target.innerText(), /公共安全支出[^]*90\.00[^]*90\.00[^]*95\.00/);
    }));

  test(`the page of changes names each text and leads to its lines: ${size}`, () =>
    withPage(`${OWN}revisions/`, window, async (page) => {
      assert.deepEqual(await page.evaluate(tooWide), []);
      const days = page.getByRole("link", { name: /^2023-0[23]-\d\d$/ });
      assert.ok((await days.count()) >= 2);
      await days.first().click();
      await page.waitForURL(/\/revisions\/2023-02-14\/$/);
      assert.match(await page.locator("#L7").innerText(), /90\.00/);
    }));
}
