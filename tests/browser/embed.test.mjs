// A chart in the page of somebody else: small, without scripts, whole on a phone.
import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { NARROW, WIDE, withPage } from "./lib/browser.mjs";
import { tooWide } from "./lib/measure.mjs";
import { pages } from "./lib/site.mjs";

const embeds = pages.filter(({ path }) => /\/embed\/[^/]+\/$/.test(path));

test("a chart alone has no scripts, fits a phone and says whose and what it is", async () => {
  assert.ok(embeds.length > 5);
  for (const { address, html } of [...embeds].sort((a, b) => b.html.length - a.html.length).slice(0, 8)) {
    assert.ok(!html.includes("<script"), address);
    for (const window of [NARROW, WIDE, { width: 320, height: 480 }]) {
      await withPage(address, window, async (page) => {
        assert.deepEqual(await page.evaluate(tooWide), [], address);
        assert.ok(await page.locator("svg:visible").first().isVisible(), address);
        assert.match(await page.locator("main, body").first().innerText(), /年(预算|决算)[^]*来源：[^]*不是官方网站/, address);
      });
    }
  }
});

test("the copied iframe shows the chart in another page, whole", async () => {
  const { address } = pages.find(({ html }) => /&lt;iframe src=[^>]*\/embed\//.test(html));
  for (const { width, height } of [NARROW, WIDE]) {
    await withPage(address, { width, height }, async (page) => {
      const markup = await page.locator("pre", { hasText: "/embed/" }).first().textContent();
      assert.match(markup, /src="http[^"]+\/embed\/[^"]+\/"/);
      await page.setContent(`<!doctype html><title>a</title>${markup}`);
      const frame = await (await page.locator("iframe").elementHandle()).contentFrame();
      await frame.waitForLoadState();
      assert.ok(await frame.locator("svg:visible").first().isVisible());
      const hidden = await frame.evaluate(() => document.documentElement.scrollHeight - innerHeight);
      assert.ok(hidden <= 1, `${width}: ${hidden} pixels are below the frame`);
    });
  }
});

test("each chart has a file beside its page", () => {
  for (const { file } of embeds) assert.ok(readdirSync(join(file, "../..")).some((name) => file.includes(`/${name.replace(/\.svg$/, "")}/index.html`) && name.endsWith(".svg")), file);
});
