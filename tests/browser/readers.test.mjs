// Other ways to read every kind of page: without JavaScript, on paper, enlarged.
import assert from "node:assert/strict";
import { test } from "node:test";
import { artifact, NARROW, WIDE, withPage } from "./lib/browser.mjs";
import { notForPaper, tooWide, words } from "./lib/measure.mjs";
import { pages, samples } from "./lib/site.mjs";

// A4 with margins of 1 cm, in CSS pixels.
const PAPER = { width: 718, height: 1047 };

for (const sample of samples) {
  test(`${sample.kind}: ${sample.address}`, async (t) => {
    const whole = await withPage(sample.address, WIDE, (page) => page.evaluate(words));

    await t.test("without JavaScript all text is there", async () => {
      const bare = await withPage(sample.address, { ...WIDE, js: false }, (page) => page.evaluate(words));
      assert.ok(bare.length > 0, "no text");
      assert.deepEqual(missing(bare, whole), [], "shown without JavaScript and hidden with it");
    });

    for (const [zoom, window] of [["200 %", { width: 720, height: 450, scale: 2 }], ["400 %", { width: 360, height: 225, scale: 4 }]]) {
      await t.test(`at ${zoom} nothing is lost`, async () => {
        await withPage(sample.address, window, async (page) => {
          assert.deepEqual(await page.evaluate(tooWide), []);
          assert.deepEqual(missing(whole, await page.evaluate(words)), [], "shown at 100 % only");
        });
      });
    }

    await t.test("on paper: no navigation, repeated headers, nothing cut off", async () => {
      await withPage(sample.address, PAPER, async (page) => {
        await page.emulateMedia({ media: "print" });
        assert.deepEqual(await page.evaluate(notForPaper), []);
        assert.deepEqual(await page.evaluate(tooWide), []);
        await page.pdf({ path: artifact(sample, "print", "pdf"), format: "A4", margin: { top: "1cm", right: "1cm", bottom: "1cm", left: "1cm" } });
      });
    });
  });
}

const tall = pages.filter(({ site, html }) =>
  site === "repo" && /class="sheet[^"]*\btall\b/.test(html) && / id="r-[^"]+" class="n/.test(html));

for (const { address, html } of tall) {
  test(`without JavaScript a link to any row shows its header too: ${address}`, async () => {
    const rows = [...html.matchAll(/ id="(r-[^"]+)" class="n/g)].map(([, id]) => id);
    for (const window of [WIDE, NARROW]) {
      for (const id of [rows[0], rows[rows.length >> 1], rows.at(-8) ?? rows[0], rows.at(-1)]) {
        await withPage(`${address}#${id}`, { ...window, js: false }, async (page) => {
          const hidden = await page.evaluate(outOfSight, id);
          assert.deepEqual(hidden, [], `${window.width} pixels, #${id}`);
        });
      }
    }
  });
}

/** Of a cell and the header above it, those of which the window shows no whole height. */
function outOfSight(id) {
  const cell = document.getElementById(id);
  const parts = { cell, header: cell.closest("table").tHead };
  const outside = ({ top, bottom }) => top < -1 || bottom > window.innerHeight + 1;
  return Object.entries(parts).filter(([, part]) => outside(part.getBoundingClientRect())).map(([name]) => name);
}

/** What of `expected` does not come, in that order, in `found`; scripts may add, not take away. */
function missing(expected, found) {
  let at = 0;
  return expected.filter((word) => {
    const next = found.indexOf(word, at);
    if (next < 0) return true;
    at = next + 1;
    return false;
  }).slice(0, 5);
}
