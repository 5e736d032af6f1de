// What a phone, a narrow window and paper did badly once: each stays gone on every page.
import assert from "node:assert/strict";
import { test } from "node:test";
import { NARROW, WIDE, withPage } from "./lib/browser.mjs";
import { pages, samples } from "./lib/site.mjs";

/** Looks at pages of a width and collects what `look` finds on each. */
async function found(some, window, look, argument) {
  const all = [];
  for (const { address } of some) {
    all.push(...(await withPage(address, window, (page) => page.evaluate(look, argument))).map((what) => `${address}: ${what}`));
  }
  return all;
}

const tables = samples.filter(({ kind }) => kind === "tables/*");

test("a table of up to 60 rows is not cut, a longer one says what is below", async () => {
  for (const window of [WIDE, NARROW]) {
    assert.deepEqual(await found(tables, window, () => [...document.querySelectorAll(".sheet")].filter((sheet) => {
      const cut = getComputedStyle(sheet).overflowY !== "visible" && sheet.scrollHeight > sheet.clientHeight + 1;
      const sign = sheet.querySelector(".below");
      return cut && !(sheet.querySelectorAll("tbody tr").length > 60 && /\d 行/.test(sign?.textContent));
    }).map((sheet) => sheet.className)), []);
  }
});

test("a table that nearly fits the window of a computer or of a small tablet does fit", async () => {
  const over = () => [...document.querySelectorAll(".sheet")].map((sheet) => sheet.scrollWidth - sheet.clientWidth).filter((pixels) => pixels > 0 && pixels <= 80);
  for (const { address } of pages.filter(({ kind }) => kind === "tables/*")) {
    await withPage(address, WIDE, async (page) => {
      assert.deepEqual(await page.evaluate(over), [], `${address} at 1440 pixels`);
      for (const width of [1280, 768]) {
        await page.setViewportSize({ width, height: 900 });
        assert.deepEqual(await page.evaluate(over), [], `${address} at ${width} pixels`);
      }
    });
  }
});

test("a table that is cut at the right says so by a shadow, which the end of the table covers", async () => {
  const wide = tables.find(({ html }) => html.includes("国有资本经营预算"));
  await withPage(wide.address, NARROW, async (page) => {
    const [cover, shadow] = await page.locator(".sheet").first().evaluate((sheet) => getComputedStyle(sheet).backgroundAttachment.split(", "));
    assert.deepEqual([cover, shadow], ["local", "scroll"]);
  });
});

test("what a finger taps is 24 pixels large or stands apart", async () => {
  assert.deepEqual(await found(samples, NARROW, () => {
    const shown = (element) => element.checkVisibility({ visibilityProperty: true }) && !element.closest(".vh, .skip");
    const targets = [...document.querySelectorAll("a[href], button, summary, select, input")].filter(shown)
      .map((element) => ({ element, box: (element.matches("input") && element.closest("label") || element).getBoundingClientRect() }));
    const small = ({ box }) => box.width > 1 && (box.height < 23.9 || box.width < 23.9);
    // A link within a sentence has its line's height.
    const inSentence = ({ element }) => getComputedStyle(element).display === "inline"
      && [...element.parentElement.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim().length > 2);
    const apart = (one) => {
      const [x, y] = [one.box.left + one.box.width / 2, one.box.top + one.box.height / 2];
      return targets.every(({ element, box }) => element === one.element || element.contains(one.element) || one.element.contains(element)
        || Math.hypot(Math.max(box.left - x, 0, x - box.right), Math.max(box.top - y, 0, y - box.bottom)) >= 12);
    };
    return targets.filter((one) => small(one) && !inSentence(one) && !apart(one)).slice(0, 3)
      .map(({ element, box }) => `${Math.round(box.width)} × ${Math.round(box.height)} ${element.outerHTML.slice(0, 80)}`);
  }), []);
});

const sided = pages.filter(({ html }) => html.includes('class="two"') || html.includes('class="nested two"')).slice(0, 8);

test("on a phone the second side of a table stands below the first", async () => {
  assert.ok(sided.length > 0);
  assert.deepEqual(await found(sided, NARROW, () => {
    const cells = [...document.querySelectorAll(".two tbody tr > :not(.p, .na)")].filter((cell) => cell.getClientRects().length);
    const [first, second] = [false, true].map((side) => cells.filter((cell) => cell.classList.contains("b1") === side && !cell.closest(".across")));
    const bottom = Math.max(...first.map((cell) => cell.getBoundingClientRect().bottom));
    return second.filter((cell) => cell.getBoundingClientRect().top < bottom - 1).slice(0, 3).map((cell) => cell.outerHTML.slice(0, 100));
  }), []);
});

test("line numbers, units and buttons stay in one piece", async () => {
  const look = () => {
    const tops = (element) => {
      const range = document.createRange();
      range.selectNodeContents(element);
      return new Set([...range.getClientRects()].map(({ top }) => Math.round(top))).size;
    };
    const whole = "td.p a, .listing li > a:first-child, a.s, :is(caption, .small, .strip) button";
    return [...document.querySelectorAll(whole)].filter((one) => one.checkVisibility() && tops(one) > 1).slice(0, 3).map((one) => one.outerHTML.slice(0, 100));
  };
  for (const window of [NARROW, WIDE]) assert.deepEqual(await found(samples, window, look), []);
});

test("figures at a glance stand in even rows", async () => {
  const glances = pages.filter(({ kind }) => kind === "disclosure");
  for (const width of [375, 768, 1024, 1440]) {
    assert.deepEqual(await found(glances, { width, height: 900 }, () => {
      const rows = Map.groupBy(document.querySelectorAll(".figures > li"), (one) => Math.round(one.getBoundingClientRect().top));
      const lengths = new Set([...rows.values()].map((row) => row.length));
      return lengths.size > 1 ? [[...rows.values()].map((row) => row.length).join(" + ")] : [];
    }), [], `${width} pixels`);
  }
});

test("rows without a figure can be left out without a script", async () => {
  const page = tables.find(({ html }) => html.includes('id="page-filled"'));
  await withPage(page.address, { ...NARROW, js: false }, async (window) => {
    const empty = window.locator("tr.e > :not(.na)").first();
    assert.ok(await empty.isVisible());
    await window.check("#page-filled");
    assert.ok(!(await empty.isVisible()));
  });
});

test("paper does not unfold what is folded", async () => {
  const page = samples.find(({ html }) => html.includes('class="fig"') && html.includes("<details"));
  await withPage(page.address, WIDE, async (window) => {
    await window.emulateMedia({ media: "print" });
    assert.deepEqual(await window.evaluate(() => [...document.querySelectorAll(".fig details table")].filter((one) => one.checkVisibility({ contentVisibilityAuto: true })).length), 0);
  });
});

test("no page of paper stays half empty, and no audit is a book", async () => {
  const A4 = { width: 794, height: 1123 };
  for (const { kind, address } of samples.filter(({ kind }) => ["body", "disclosure", "audit", "notes", "tables/*"].includes(kind))) {
    await withPage(address, A4, async (page) => {
      await page.emulateMedia({ media: "print" });
      const needed = (await page.evaluate(() => document.documentElement.scrollHeight)) / A4.height;
      const printed = (await page.pdf({ format: "A4" })).toString("latin1").match(/\/Type\s*\/Page\b/g).length;
      // A figure that would be cut goes over, which leaves up to a third of a page now and then.
      assert.ok(printed <= Math.ceil(needed * 1.2) + 1, `${address}: ${printed} pages for ${needed.toFixed(1)}`);
      assert.ok(kind !== "audit" || printed <= 15, `${address}: ${printed} pages`);
    });
  }
});

test("a phone's home screen has an icon", async () => {
  await withPage("", NARROW, async (page) => {
    const href = await page.getAttribute("link[rel=apple-touch-icon]", "href");
    const response = await page.request.get(new URL(href, page.url()).href).catch(() => null);
    assert.ok(href.endsWith(".png") && (response === null || response.ok()));
  });
});
