// Reading without a mouse: every stop in order, in sight and clearly marked; regions scroll; details open.
import assert from "node:assert/strict";
import { test } from "node:test";
import { NARROW, WIDE, withPage } from "./lib/browser.mjs";
import { scrollingRegions, skipped, startWalk, whereFocusIs } from "./lib/measure.mjs";
import { samples } from "./lib/site.mjs";

// Pages of a thousand links are walked at both ends.
const MOST_STOPS = 40;

for (const sample of samples) {
  test(`${sample.kind}: ${sample.address}`, async () => {
    for (const window of [NARROW, WIDE]) {
      await withPage(sample.address, window, async (page) => {
        for (const key of ["Tab", "Shift+Tab"]) {
          assert.deepEqual(await walk(page, key), [], `${window.width} pixels, ${key}`);
        }
        assert.deepEqual(await page.evaluate(scrollingRegions), [], "scrolls, but not with the keyboard");
      });
    }
  });
}

test("the skip link is the first stop, comes into sight and leads to the text", async () => {
  await withPage("xinzhou-traffic-police/2023-budget/", WIDE, async (page) => {
    await page.keyboard.press("Tab");
    const skip = page.locator("a.skip:focus");
    assert.ok((await skip.boundingBox()).x >= 0);
    await page.keyboard.press("Enter");
    await page.keyboard.press("Tab");
    assert.ok(await page.evaluate(() => document.activeElement.closest("main")), "the next stop is in the text");
  });
});

test("a page of hundreds of checks is walked through in at most 300 stops", async () => {
  for (const window of [NARROW, WIDE]) {
    const stops = await withPage("xinzhou-traffic-police/2023-budget/audit/", window, (page) => page.evaluate(startWalk, false));
    assert.ok(stops > 50 && stops <= 300, `${stops} stops`);
  }
});

test("a wide table scrolls with the arrow keys", async () => {
  await withPage("xinzhou-traffic-police/2023-budget/tables/projects/", NARROW, async (page) => {
    const sheet = page.locator(".sheet").first();
    await sheet.focus();
    await page.keyboard.press("ArrowRight");
    await page.waitForFunction(() => document.querySelector(".sheet").scrollLeft > 0);
  });
});

test("the list of promises is looked through with the arrow keys, without scripts", async () => {
  await withPage("xinzhou-traffic-police/2023-budget/promises/", { ...NARROW, js: false }, async (page) => {
    const shown = () => page.locator(".promises tbody th.l1:visible").count();
    assert.equal(await shown(), 156);
    await page.locator("#page-all").focus();
    await page.keyboard.press("ArrowDown");
    assert.equal(await shown(), 111, "with a number");
    await page.keyboard.press("ArrowDown");
    assert.equal(await shown(), 45, "without");
  });
});

for (const sample of samples.filter(({ html }) => html.includes("<details"))) {
  test(`details open with Enter: ${sample.address}`, async () => {
    await withPage(sample.address, NARROW, async (page) => {
      const details = page.locator("details:not([open]):visible").first();
      if ((await details.count()) === 0) return;
      const handle = await details.elementHandle();
      await (await handle.$("summary")).focus();
      await page.keyboard.press("Enter");
      assert.ok(await handle.evaluate((element) => element.open));
    });
  });
}

/** Presses a key until all stops or enough of them were met; says what a reader would stumble over. */
async function walk(page, key) {
  const count = await page.evaluate(startWalk, key === "Shift+Tab");
  const troubles = [];
  for (let at = 0; at < Math.min(count, MOST_STOPS); at += 1) {
    await page.keyboard.press(key);
    troubles.push(...(await page.evaluate(whereFocusIs)));
  }
  return [...troubles, ...(await page.evaluate(skipped))];
}
