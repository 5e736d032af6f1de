// One browser a test file, with the built sites at http://mingzhang.localhost and nothing else in reach.
import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { after } from "node:test";
import { chromium } from "playwright-core";
import { serve } from "./server.mjs";
import { ORIGIN, ROOT } from "./site.mjs";

export const CHROMIUM = process.env.CHROME_PATH ?? "/usr/bin/chromium";
export const WIDE = { width: 1440, height: 900 };
export const NARROW = { width: 375, height: 812 };

const server = await serve(ROOT);

/** What chromium is started with; the host rules lead to `serve`, whatever its port, and nowhere else. */
export const FLAGS = [
  "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
  "--disable-background-networking", "--disable-component-update", "--disable-sync",
  `--host-resolver-rules=MAP mingzhang.localhost 127.0.0.1:${server.address().port}, MAP * ~NOTFOUND, EXCLUDE 127.0.0.1`,
];

let browser;
after(async () => {
  await browser?.close();
  server.close();
});

/**
 * Opens a page, lets `visit` look at it, and fails if the page complains on the console, throws, or asks for
 * anything beyond the sites. `address` is relative to the site of content/ (`xinzhou…/2023-budget/`), from the
 * root (`/real/…`, the site of the real disclosures), or that of a file (`file:///…`).
 *
 * Options: `width`, `height` (375 × 812), `scheme` ("light", "dark"), `js` (true), `scale` (1, device pixels).
 */
export async function withPage(address, options, visit) {
  const { width = NARROW.width, height = NARROW.height, scheme = "light", js = true, scale = 1 } = options;
  if (!browser?.isConnected()) browser = await chromium.launch({ executablePath: CHROMIUM, args: FLAGS });
  const context = await browser.newContext({
    viewport: { width, height }, colorScheme: scheme, javaScriptEnabled: js, deviceScaleFactor: scale,
  });
  try {
    const page = await context.newPage();
    const url = new URL(address, `${ORIGIN}/repo/`);
    const complaints = listen(page, url.protocol === "file:" ? "file://" : ORIGIN);
    await page.goto(url.href);
    const result = await visit(page);
    assert.deepEqual(complaints, [], `${address} complains`);
    return result;
  } finally {
    await context.close();
  }
}

function listen(page, origin) {
  const complaints = [];
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) complaints.push(`console: ${message.text()}`);
  });
  page.on("pageerror", (error) => complaints.push(`script: ${error.message}`));
  page.on("requestfailed", (request) => complaints.push(`failed: ${request.url()}`));
  page.on("request", (request) => {
    if (!request.url().startsWith(`${origin}/`) && !request.url().startsWith("data:")) complaints.push(`leaves the site: ${request.url()}`);
  });
  return complaints;
}

/** Where to keep a picture or a printed page of `sample`, out of git: `table-wide-dark.png`. */
export function artifact(sample, words, ending) {
  mkdirSync(process.env.SHOTS, { recursive: true });
  const name = [sample.kind, sample.site, sample.path, words].join("--").replace(/[^\w-]+/g, "_");
  return join(process.env.SHOTS, `${name}.${ending}`);
}
