// What a page may weigh, gzipped as it is served.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import { ORIGIN, pages, ROOT, SITES } from "./lib/site.mjs";

const KB = 1024;

const weight = (bytes) => gzipSync(bytes, { level: 9 }).length;
const told = (bytes) => `${(bytes / KB).toFixed(1)} KB`;

test("the largest page of each kind; a table at most 40 KB", () => {
  const heaviest = new Map();
  for (const page of pages) {
    const here = { address: page.address, bytes: weight(page.html) };
    if (here.bytes > (heaviest.get(page.kind)?.bytes ?? 0)) heaviest.set(page.kind, here);
  }
  for (const [kind, { address, bytes }] of heaviest) console.log(`${told(bytes).padStart(9)}  ${kind.padEnd(12)} ${address}`);
  const table = heaviest.get("tables/*");
  within(table.bytes, 40, table.address);
});

// The index of search is data in the form of a script, asked for when the box is first used.
const isIndex = (file) => /\/search\/[^/]+\.js$/.test(file);

for (const [ending, most] of [[".css", 12], [".js", 14]]) {
  test(`all ${ending} together at most ${most} KB`, () => {
    for (const site of SITES) within(files(site, ending).filter((file) => !isIndex(file)).reduce((sum, file) => sum + weight(readFileSync(file)), 0), most, `${site} ${ending}`);
  });
}

test("no fonts, and nothing loaded from elsewhere", () => {
  const loads = /<(?:script|link|img|iframe|source|object|embed|use)\b[^>]*\b(?:src|href|data)="(?:https?:)?\/\/[^>]*>/g;
  for (const site of SITES) {
    assert.deepEqual(files(site, "").filter((file) => /\.(woff2?|ttf|otf|eot)$/.test(file)), []);
    for (const file of files(site, ".css")) assert.doesNotMatch(readFileSync(file, "utf8"), /@import|url\(\s*["']?(?:https?:)?\/\//);
  }
  const found = pages.flatMap(({ address, html }) => (html.replaceAll(ORIGIN, "").match(loads) ?? []).map((tag) => `${address}: ${tag}`));
  assert.deepEqual(found, []);
});

function within(bytes, most, what) {
  console.log(`${told(bytes).padStart(9)}  of ${most} KB: ${what}`);
  assert.ok(bytes <= most * KB, `${what}: ${told(bytes)}, at most ${most} KB`);
}

function files(site, ending) {
  const found = readdirSync(join(ROOT, site), { recursive: true, withFileTypes: true });
  return found.filter((entry) => entry.isFile() && entry.name.endsWith(ending)).map((entry) => join(entry.parentPath ?? entry.path, entry.name));
}
