// Citing in the browser: permalinks and citations that are copied, cells that a link lights, the keyboard alone.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { NARROW, WIDE, withPage } from "./lib/browser.mjs";
import { ORIGIN, pages, ROOT } from "./lib/site.mjs";

const tables = pages.filter(({ kind }) => kind === "tables/*");
const widest = [...tables].sort((a, b) => b.html.length - a.html.length)[0];

/** The figures of a table page as `facts.csv` has them, one object a row. */
function facts({ site, path }) {
  const disclosure = path.split("/").slice(0, 2).join("/");
  const text = readFileSync(join(ROOT, site, disclosure, "data/facts.csv"), "utf8").replace("\uFEFF", "");
  const [head, ...rows] = text.trim().split("\r\n").map(fields);
  return rows.map((row) => Object.fromEntries(row.map((field, at) => [head[at], field]))).filter(({ url }) => url.startsWith(`${path}#`));
}

function fields(row) {
  return [...row.matchAll(/("(?:[^"]|"")*"|[^,]*)(?:,|$)/g)].slice(0, 11).map(([, field]) => field.replace(/^"|"$/g, "").replaceAll('""', '"'));
}

const grant = (page) => page.context().grantPermissions(["clipboard-read", "clipboard-write"], { origin: ORIGIN });
const copied = (page) => page.evaluate(() => navigator.clipboard.readText());
const fragment = ({ url }) => url.split("#")[1];
const plain = (text) => text.replace(/\s+/g, "");

/** The last cell with an amount in the last column that has one: the one that is furthest away. */
const furthest = (sample) => facts(sample).findLast(({ column }, _, all) => column === all.at(-1).column);

test("a figure of every kind of table is cited as facts.csv has it", async () => {
  const kinds = new Map(tables.map((sample) => [sample.path.split("/").at(-2), sample]));
  for (const sample of kinds.values()) {
    const [fact] = facts(sample).slice(-1);
    if (!fact) continue;
    await withPage(`${sample.address}#${fragment(fact)}`, WIDE, async (page) => {
      await grant(page);
      await page.getByRole("button", { name: "复制引用" }).click();
      await page.getByText("已复制引用").waitFor();
      const [says, source, address] = (await copied(page)).split("\n");
      const named = !(await page.locator("tr[id]").count());
      assert.ok(!named || plain(says).includes(plain(fact.row_label)), `${says} names no ${fact.row_label}`);
      assert.ok(plain(says).includes(plain(fact.column_label)), `${says} names no ${fact.column_label}`);
      assert.ok(says.replaceAll(",", "").endsWith(` ${fact.unit || "单位未认出"}。`) && says.replaceAll(",", "").includes(fact.amount), `${says} is not ${fact.amount} ${fact.unit}`);
      assert.ok(source.startsWith(`原文 ${fact.source} 第 ${fact.line} 行，指纹 BLAKE3 `), source);
      assert.match(source, / [0-9a-f]{64}$/);
      assert.match(address, new RegExp(`^${ORIGIN}/${sample.site}/${fact.url}（\\d{4}-\\d\\d-\\d\\d 访问）$`));
    });
  }
});

test("pointing at a cell and clicking its # copies its permalink", async () => {
  const fact = facts(widest)[3];
  await withPage(widest.address, WIDE, async (page) => {
    await grant(page);
    const cell = page.locator(`[id="${fragment(fact)}"]`);
    await cell.hover();
    await cell.locator("a.h").click();
    await page.getByText("已复制链接").waitFor();
    assert.equal(await copied(page), `${ORIGIN}/${widest.site}/${fact.url}`);
    assert.equal(new URL(page.url()).hash, `#${fragment(fact)}`);
  });
});

test("a row's # and the table's copy theirs", async () => {
  await withPage(widest.address, WIDE, async (page) => {
    await grant(page);
    const row = page.locator("tbody a.h").first();
    await row.hover();
    await row.click();
    await page.getByText("已复制链接").waitFor();
    assert.equal(await copied(page), `${ORIGIN}${widest.address}${await row.getAttribute("href")}`);
    await page.locator("caption").hover();
    await page.locator("caption a.anchor").click();
    await page.waitForFunction((address) => navigator.clipboard.readText().then((text) => text === address), ORIGIN + widest.address);
  });
});

for (const [size, window] of [["wide", WIDE], ["narrow", NARROW]]) {
  for (const js of [true, false]) {
    test(`a link lights its cell and brings it into sight, ${size}, scripts ${js ? "on" : "off"}`, async () => {
      const fact = furthest(widest);
      await withPage(`${widest.address}#${fragment(fact)}`, { ...window, js }, async (page) => {
        const cell = page.locator(`[id="${fragment(fact)}"]`);
        if (js) await page.locator(".cited").waitFor();
        const seen = await cell.evaluate((element) => {
          const { left, right, top, bottom } = element.getBoundingClientRect();
          const above = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
          const lit = document.createElement("i");
          lit.style.color = "var(--lit)";
          element.after(lit);
          const colours = [getComputedStyle(element).backgroundColor, getComputedStyle(lit).color];
          lit.remove();
          return { inside: left >= 0 && right <= innerWidth && top >= 0 && bottom <= innerHeight, clear: element.contains(above), colours };
        });
        assert.ok(seen.inside, "the cell is out of sight");
        assert.ok(seen.clear, "something covers the cell");
        assert.equal(seen.colours[0], seen.colours[1], "the cell is not lit");
      });
    });
  }
}

test("with the keyboard alone: into the table, to a cell, its citation copied, and back", async () => {
  await withPage(widest.address, WIDE, async (page) => {
    await grant(page);
    assert.equal(await page.locator("tbody :is(td, th)[tabindex='0']").count(), 1, "Tab stops once for the cells");
    await page.locator("tbody :is(td, th)[tabindex='0']").focus();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowRight");
    const at = await page.evaluate(() => document.activeElement.id);
    assert.match(at, /^r-.+-/, "an arrow leads to a cell");
    await page.keyboard.press("Enter");
    await page.keyboard.press("Enter");
    await page.getByText("已复制引用").waitFor();
    assert.ok((await copied(page)).includes(`${widest.address}#${at}`));
    await page.keyboard.press("Escape");
    assert.equal(await page.evaluate(() => document.activeElement.id), at, "Esc leads back to the cell");
    assert.ok(await page.getByRole("region", { name: "引用", exact: true }).isHidden());
  });
});

test("the dialog has the reference by GB/T 7714, closes with Esc and gives the focus back", async () => {
  const fact = facts(widest)[0];
  await withPage(`${widest.address}#${fragment(fact)}`, WIDE, async (page) => {
    await grant(page);
    await page.getByRole("button", { name: "引用格式…" }).press("Enter");
    const dialog = page.getByRole("dialog", { name: "引用格式" });
    await dialog.getByRole("button", { name: "复制这一条" }).click();
    await page.getByText("已复制引用").waitFor();
    const today = await page.evaluate(() => new Date().toLocaleDateString("sv"));
    const reference = await copied(page);
    assert.ok(reference.endsWith(`[${today}]. ${ORIGIN}/${widest.site}/${fact.url}.`), reference);
    assert.match(reference, /^\S+\. \d{4}年(预算|决算): .+\[EB\/OL\]\. /);
    await page.keyboard.press("Escape");
    assert.ok(await dialog.isHidden());
    assert.equal(await page.evaluate(() => document.activeElement.textContent), "引用格式…");
  });
});

test("a tap on a phone offers the same", async () => {
  const fact = facts(widest)[0];
  await withPage(widest.address, NARROW, async (page) => {
    await page.locator(`[id="${fragment(fact)}"]`).click();
    const strip = page.getByRole("region", { name: "引用", exact: true });
    assert.ok(plain(await strip.innerText()).includes(plain(fact.column_label)));
    assert.ok(await strip.getByRole("button", { name: "复制链接" }).isVisible());
  });
});

test("where there is no clipboard the old way copies", async () => {
  const fact = facts(widest)[0];
  await withPage(`${widest.address}#${fragment(fact)}`, WIDE, async (page) => {
    await page.evaluate(() => {
      Object.defineProperty(navigator, "clipboard", { value: undefined });
      document.addEventListener("copy", () => (window.copied = String(document.activeElement.value)));
    });
    await page.getByRole("button", { name: "复制链接" }).click();
    await page.getByText("已复制链接").waitFor();
    assert.equal(await page.evaluate(() => window.copied), `${ORIGIN}/${widest.site}/${fact.url}`);
    assert.equal(await page.evaluate(() => document.activeElement.textContent), "复制链接", "focus stays");
  });
});
