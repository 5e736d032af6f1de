// Lighthouse on a slow phone: the pages that readers land on score at least 95 in each category.
import assert from "node:assert/strict";
import { test } from "node:test";
import { launch } from "chrome-launcher";
import lighthouse from "lighthouse";
import { CHROMIUM, FLAGS } from "./lib/browser.mjs";
import { ORIGIN, pages } from "./lib/site.mjs";

const LEAST = 95;

/** The heaviest page of a kind on the site of content/. */
const heaviest = (kind) => pages.filter((page) => page.site === "repo" && page.kind === kind).sort((a, b) => b.html.length - a.html.length)[0];

for (const kind of ["home", "disclosure", "tables/*", "projects/*"]) {
  const { address } = heaviest(kind);
  test(`${kind}: ${address}`, async () => {
    const chrome = await launch({ chromePath: CHROMIUM, chromeFlags: FLAGS, ignoreDefaultFlags: true });
    try {
      const { lhr } = await lighthouse(ORIGIN + address, { port: chrome.port, logLevel: "error" });
      const scores = Object.values(lhr.categories).map(({ id, score }) => [id, Math.round(score * 100)]);
      console.log(`${address}  ${scores.map((score) => score.join(" ")).join(", ")}`);
      assert.deepEqual(scores.map(([id]) => id).sort(), ["accessibility", "best-practices", "performance", "seo"]);
      assert.deepEqual(scores.filter(([, score]) => score < LEAST), [], weak(lhr));
    } finally {
      chrome.kill();
    }
  });
}

/** What cost points, one line an audit. */
function weak(lhr) {
  const costly = Object.values(lhr.categories).flatMap(({ auditRefs }) => auditRefs.filter(({ id, weight }) => weight > 0 && lhr.audits[id].score < 1));
  return costly.map(({ id }) => `${id}: ${lhr.audits[id].title} ${lhr.audits[id].displayValue ?? ""}`).join("\n");
}
