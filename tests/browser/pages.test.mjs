// Every kind of page, narrow and wide, light and dark: accessible, silent, and never wider than the window.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { test } from "node:test";
import { artifact, NARROW, WIDE, withPage } from "./lib/browser.mjs";
import { samples } from "./lib/site.mjs";
import { tooWide } from "./lib/measure.mjs";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const TAGS = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"];
// Dark and paper change colours and how links look, and nothing else.
const COLOURS = { type: "rule", values: ["color-contrast", "link-in-text-block"] };
const RULES = { light: { type: "tag", values: TAGS }, dark: COLOURS };
const TALLEST_PICTURE = 4000;
const MOST_TOLD = 5;

for (const sample of samples) {
  test(`${sample.kind}: ${sample.address}`, async () => {
    await withPage(sample.address, {}, async (page) => {
      await page.evaluate(AXE);
      const problems = [];
      for (const [size, window] of [["narrow", NARROW], ["wide", WIDE]]) {
        await page.setViewportSize(window);
        problems.push(...(await page.evaluate(tooWide)).map((element) => `${size}: ${element}`));
        for (const colorScheme of ["light", "dark"]) {
          await page.emulateMedia({ colorScheme });
          problems.push(...(await violations(page, RULES[colorScheme])).map((rule) => `${size}, ${colorScheme}: ${rule}`));
          await picture(page, artifact(sample, `${size}-${colorScheme}`, "png"), window);
        }
      }
      await page.emulateMedia({ media: "print", colorScheme: "light" });
      problems.push(...(await violations(page, COLOURS)).map((rule) => `on paper: ${rule}`));
      assert.deepEqual(problems, []);
    });
  });
}

/** One line a violation: the rule, the element, what to do; of each rule the first few elements and the number of the rest. */
async function violations(page, runOnly) {
  const found = await page.evaluate((runOnly) => axe.run({ runOnly, resultTypes: ["violations"] }), runOnly);
  return found.violations.flatMap(({ id, nodes }) => {
    const told = nodes.slice(0, MOST_TOLD).map(({ target, html, failureSummary }) =>
      `${id}: ${target.join(" ")} ${html.slice(0, 120)} ${failureSummary.replace(/\s+/g, " ")}`);
    return nodes.length > MOST_TOLD ? [...told, `${id}: ${nodes.length - MOST_TOLD} more`] : told;
  });
}

async function picture(page, path, { width }) {
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  await page.screenshot({ path, fullPage: true, clip: { x: 0, y: 0, width, height: Math.min(height, TALLEST_PICTURE) } });
}
