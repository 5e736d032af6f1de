// Reading without a mouse: every stop in order, in sight and clearly marked; regions scroll; details open.
import assert from "node:assert/strict";
import { test } from "node:test";
import { NARROW, WIDE, withPage } from "./lib/browser.mjs";
import { scrollingRegions, stops, toTheEnd, whereFocusIs } from "./lib/measure.mjs";
import { samples } from "./lib/site.mjs";

// Pages of a thousand links are walked at both ends.
const MOST_STOPS = 40;

for (const sample of samples) {
  test(`${sample.kind}: ${sample.address}`, async () => {
    for (const window of [NARROW, WIDE]) {
      await withPage(sample.address, window, async (page) => {
        const expected = await page.evaluate(stops);
        const forwards = await walk(page, "Tab", expected.length);
        assert.deepEqual(forwards.names, expected.slice(0, forwards.names.length), "Tab follows the order of the page");
        await page.evaluate(toTheEnd);
        const backwards = await walk(page, "Shift+Tab", expected.length - 1);
        assert.deepEqual(backwards.names, expected.reverse().slice(1, backwards.names.length + 1), "Shift+Tab goes back");
        assert.deepEqual([...forwards.hidden, ...backwards.hidden], [], `${window.width} pixels: focus that cannot be seen`);
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

test("a wide table scrolls with the arrow keys", async () => {
  await withPage("xinzhou-traffic-police/2023-budget/tables/projects/", NARROW, async (page) => {
    const sheet = page.locator(".sheet").first();
    await sheet.focus();
    await page.keyboard.press("ArrowRight");
    await page.waitForFunction(() => document.querySelector(".sheet").scrollLeft > 0);
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

/**
 * Presses a key until all stops or enough of them were met; says where focus was, and where it could not be seen.
 * Stops that come and go with the cell that has focus, its # and the strip that cites it, are met but not told.
 */
async function walk(page, key, count) {
  const names = [];
  const hidden = [];
  for (let at = 0; at < 2 * MOST_STOPS && names.length < Math.min(count, MOST_STOPS); at += 1) {
    await page.keyboard.press(key);
    const { name, trouble } = await page.evaluate(whereFocusIs);
    if (!name.startsWith("-1 ")) names.push(name);
    if (trouble) hidden.push(`${name}: ${trouble}`);
  }
  return { names, hidden };
}
