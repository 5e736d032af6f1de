// What was built: every page, its kind, and the pages that stand for the rest.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Where the sites say they are (the base URLs in `run`). */
export const ORIGIN = "http://mingzhang.localhost";

/** Where `run` has put the sites: `repo` from content/, `corrected` from tests/browser/corrected/, `real` from ../shared/disclosures. */
export const ROOT = join(process.env.OUTPUT, "site");
/** The site of content/ as it is read from a folder, and the zip file of its disclosure, unpacked. */
export const FOLDER = join(process.env.OUTPUT, "folder");
export const UNPACKED = join(process.env.OUTPUT, "unpacked");

export const SITES = ["repo", "real"].filter((name) => existsSync(join(ROOT, name)));

/** Every page as `{ site, path, address, kind, html, file }`; `address` is what `withPage` takes. */
export const pages = SITES.flatMap(pagesOf);

/** One page of each kind and site, and as many more as show every class and element that a kind ever uses. */
export const samples = [...pick(), ...pagesOf("corrected").filter(({ html }) => html.includes('class="correction'))];

function pagesOf(site) {
  const files = readdirSync(join(ROOT, site), { recursive: true }).sort();
  return files.filter((name) => name.endsWith(".html")).map((name) => {
    const path = name.replace(/(^|\/)index\.html$/, "$1");
    const file = join(ROOT, site, name);
    return { site, path, address: `/${site}/${path}`, kind: kindOf(site, path), html: readFileSync(file, "utf8"), file };
  });
}

// By the address, so that a new kind is found by itself: `home`, `body`, `disclosure`, below a disclosure
// `notes`, `tables`, `tables/*`, and beside the bodies `codes`, `codes/*`.
function kindOf(site, path) {
  const [first, second, ...rest] = path.split("/").filter(Boolean);
  if (!first) return "home";
  if (!isBody(site, first)) return [first, second].filter(Boolean).map(starred).join("/");
  if (!second) return "body";
  return rest.length === 0 ? "disclosure" : rest.map(starred).join("/");
}

function starred(step, at) {
  return at === 0 ? step : "*";
}

function isBody(site, name) {
  return !name.endsWith(".html") && readdirSync(join(ROOT, site, name)).some((child) => /^\d{4}-(budget|final)$/.test(child));
}

// The largest first, so that few pages show most; a page that both sites have counts once.
function pick() {
  const paths = new Set();
  const different = pages.filter(({ path }) => path === "" || (!paths.has(path) && paths.add(path)));
  const bySize = different.sort((a, b) => b.html.length - a.html.length);
  const chosen = [...new Map([...bySize].reverse().map((page) => [page.site + page.kind, page])).values()];
  const seen = new Set(chosen.flatMap(features));
  const unseen = (page) => features(page).filter((feature) => !seen.has(feature)).length;
  for (;;) {
    const next = bySize.reduce((best, page) => (unseen(page) > unseen(best) ? page : best));
    if (unseen(next) === 0) return chosen.sort((a, b) => a.address.localeCompare(b.address));
    chosen.push(next);
    features(next).forEach((feature) => seen.add(feature));
  }
}

// Classes, elements and about how many columns the widest table has. Cached: `pick` asks again and again.
function features(page) {
  if (page.features) return page.features;
  const tags = [...page.html.matchAll(/<(\w+)(?:[^>]*? class="([^"]*)")?/g)];
  const found = tags.flatMap(([, element, classes]) => [`<${element}`, ...(classes?.split(" ") ?? [])]);
  page.features = [...new Set([...found, columns(page.html)])].map((feature) => `${page.kind} ${feature}`);
  return page.features;
}

function columns(html) {
  const rows = html.split("<tr").map((row) => row.match(/<t[hd]\b/g)?.length ?? 0);
  return `up to ${Math.ceil(rows.reduce((most, count) => Math.max(most, count)) / 4) * 4} columns`;
}
