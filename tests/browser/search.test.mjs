// Search in the browser: by code, by part of a name, by a project, with the keyboard alone, without scripts.
import assert from "node:assert/strict";
import { test } from "node:test";
import { NARROW, WIDE, withPage } from "./lib/browser.mjs";
import { ORIGIN, pages } from "./lib/site.mjs";

const project = pages.find(({ site, kind }) => site === "repo" && kind === "projects/*");
const code = pages.find(({ site, path }) => site === "repo" && /^codes\/\d{7}\//.test(path));
const heading = (page) => page.html.match(/<h1[^>]*>([^<]+)/)[1].trim();

/** Types into the box and waits for what is found. */
async function search(page, query) {
  await page.keyboard.press("/");
  await page.keyboard.insertText(query);
  const status = page.locator("form[role=search] [role=status]");
  await status.getByText(/找到/).waitFor();
  return status.innerText();
}

const options = (page) => page.getByRole("option");

test("nothing of the index is asked for before the box is used", async () => {
  await withPage("", WIDE, async (page) => {
    const asked = [];
    page.on("request", (request) => request.url().endsWith(".svg") || asked.push(request.url()));
    await page.waitForLoadState("networkidle");
    assert.deepEqual(asked, []);
    const first = page.waitForRequest(/\/search\//);
    await page.keyboard.press("/");
    await first;
    await page.waitForLoadState("networkidle");
    assert.deepEqual(asked, [`${ORIGIN}/repo/search/index-1.js`]);
  });
});

test("an account is found by its code and leads to its lit cell", async () => {
  const number = code.path.match(/\d{7}/)[0];
  await withPage("", WIDE, async (page) => {
    await search(page, number);
    const hit = options(page).filter({ hasText: /\d (万元|元)/ }).first();
    assert.ok((await hit.innerText()).includes(number));
    await hit.click();
    await page.waitForURL(new RegExp(`#r-${number}-`));
    await page.locator(":target:focus.cited").waitFor();
  });
});

test("a project is found by part of its name, in any width and with spaces", async () => {
  const name = heading(project);
  await withPage("", WIDE, async (page) => {
    await search(page, name.slice(1, 7).replace(/^(..)/, "$1 "));
    const group = page.getByRole("group", { name: /^项目/ });
    assert.ok((await group.getByRole("option").allInnerTexts()).some((text) => text.includes(name)), name);
  });
});

test("from search to a copied citation with the keyboard alone, in three actions", async () => {
  await withPage("", WIDE, async (page) => {
    await page.context().grantPermissions(["clipboard-read", "clipboard-write"], { origin: ORIGIN });
    await search(page, "机关运行经费");
    const box = page.getByRole("combobox");
    await options(page).first().waitFor();
    await page.keyboard.press("ArrowDown");
    const chosen = page.locator("[aria-selected=true]");
    assert.equal(await box.getAttribute("aria-activedescendant"), await chosen.getAttribute("id"));
    const [, amount] = (await chosen.innerText()).match(/([\d,.]+) (?:万元|元)/);
    await page.keyboard.press("Enter");
    await page.waitForURL(/#r-/);
    await page.locator(":target:focus.cited").waitFor();
    await page.keyboard.press("Enter");
    await page.keyboard.press("Enter");
    await page.getByText("已复制引用").waitFor();
    const citation = await page.evaluate(() => navigator.clipboard.readText());
    assert.ok(citation.includes(amount) && citation.includes(page.url()), citation);
  });
});

test("from search for a project to the copied citation of its amount, in three actions", async () => {
  const [url] = project.html.match(/[^"]*\/tables\/projects[^"]*#r-[^"]+-[^"]+/);
  await withPage("", WIDE, async (page) => {
    await page.context().grantPermissions(["clipboard-read", "clipboard-write"], { origin: ORIGIN });
    await search(page, heading(project));
    const hit = page.getByRole("group", { name: /^项目/ }).getByRole("option").first();
    const [, amount] = (await hit.innerText()).match(/([\d,.]+) 万元/);
    await hit.click();
    await page.getByRole("button", { name: "复制引用" }).first().click();
    await page.getByText("已复制引用").waitFor();
    const [says, source, address] = (await page.evaluate(() => navigator.clipboard.readText())).split("\n");
    assert.ok(says.includes(`，${heading(project)}，`) && says.includes(`：${amount} 万元。`), says);
    assert.match(source, /^原文 \S+ 第 \d+ 行，指纹 BLAKE3 [0-9a-f]{64}$/);
    assert.ok(address.startsWith(new URL(url, page.url()).href.split("#")[0]) && address.includes("#r-"), address);
  });
});

test("the list opens, is walked, and closes as a combobox does", async () => {
  await withPage("", NARROW, async (page) => {
    const box = page.getByRole("combobox");
    const told = await search(page, "支出");
    assert.match(told, /^找到 \d+ 条。$/);
    assert.equal(await box.getAttribute("aria-expanded"), "true");
    await page.keyboard.press("ArrowUp");
    assert.equal(await page.locator("[aria-selected=true]").innerText(), "看全部结果");
    await page.keyboard.press("Escape");
    assert.equal(await box.getAttribute("aria-expanded"), "false");
    assert.equal(await box.evaluate((element) => element === document.activeElement), true);
    await page.keyboard.press("Enter");
    await page.waitForURL(/search\/\?q=/);
    await page.locator("#page-found").getByText(told).waitFor();
  });
});

test("where nothing is found the box says what to try", async () => {
  await withPage("", WIDE, async (page) => {
    assert.match(await search(page, "龘龘龘"), /没有找到/);
    assert.equal(await options(page).count(), 0);
  });
});

test("of a large index a search loads the parts that it needs", async () => {
  await withPage("/many/", WIDE, async (page) => {
    const asked = [];
    page.on("request", (request) => request.url().includes("/search/") && asked.push(request.url().split("/").at(-1)));
    await search(page, heading(project));
    await page.getByRole("status").getByText(/^找到 \d+ 条。还有没列出的/).waitFor();
    assert.ok(asked.length <= 4 && asked[0] === "index-1.js", `${asked}`);
    const hits = page.getByRole("group", { name: /^项目/ }).getByRole("option");
    assert.ok((await hits.first().innerText()).includes(heading(project)));
  });
});

test("of a large index a body that is named has everything found in it", async () => {
  await withPage("/many/", WIDE, async (page) => {
    await search(page, "第17支队 机关运行经费");
    await page.getByRole("status").getByText(/条。(?!正在)/).waitFor();
    const hit = page.getByRole("group", { name: /^主要数字/ }).getByRole("option").first();
    await hit.click();
    await page.waitForURL(/body-17\/2023-budget\/.*#r-/);
  });
});

test("without scripts the box leads to what can be browsed", async () => {
  await withPage("", { ...WIDE, js: false }, async (page) => {
    await page.getByRole("textbox").fill("公安");
    await page.getByRole("button", { name: "查找" }).click();
    await page.waitForURL(/search\/\?q=/);
    assert.ok(await page.getByText("查找要靠脚本").isVisible());
    assert.ok((await page.locator("main a").count()) > 3);
  });
});
