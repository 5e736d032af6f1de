// Pages run the site's own scripts and no others: over http, from a folder, from the unpacked zip file.
import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { WIDE, withPage } from "./lib/browser.mjs";
import { FOLDER, UNPACKED, samples } from "./lib/site.mjs";

const file = (folder, name) => pathToFileURL(join(folder, name)).href;

/** Pages below a folder, by their names. */
function pagesOf(folder) {
  return readdirSync(folder, { recursive: true }).filter((name) => name.endsWith(".html")).sort();
}

const addresses = [
  ...samples.filter(({ site }) => site === "repo").map(({ address }) => address),
  ...pagesOf(FOLDER).filter((name) => name.split(/[\\/]/).length <= 4).map((name) => file(FOLDER, name)),
  ...pagesOf(UNPACKED).filter((name) => name.split(/[\\/]/).length <= 4).map((name) => file(UNPACKED, name)),
];

test("no page complains of its policy", async () => {
  assert.ok(addresses.length > 20, `${addresses.length} pages`);
  for (const address of addresses) await withPage(address, WIDE, async () => {});
});

for (const [where, address] of [["http", "search/?q=合计"], ["a folder", `${file(FOLDER, "search/index.html")}?q=合计`]]) {
  test(`the search answers over ${where}`, () => withPage(address, WIDE, async (page) => {
    await page.getByText("合计").first().waitFor({ state: "attached", timeout: 10_000 });
  }));
}

for (const [where, address] of [
  ["http", ""], ["a folder", file(FOLDER, "index.html")], ["the zip file", file(UNPACKED, pagesOf(UNPACKED)[0])],
]) {
  test(`what gets into a page does not run: ${where}`, async () => {
    const attack = withPage(address, WIDE, (page) => page.evaluate(() => {
      const inline = Object.assign(document.createElement("script"), { textContent: "window.ran = true" });
      const handler = document.createElement("div");
      handler.setAttribute("onclick", "window.ran = true");
      document.body.append(inline, handler);
      handler.click();
      if (window.ran) throw new Error("it ran");
    }));
    await assert.rejects(attack, /Content Security Policy/);
  });
}
