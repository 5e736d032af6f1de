// All HTML of both sites is valid, and every link within them leads to a place that is there.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import { test } from "node:test";
import { HtmlValidate } from "html-validate";
import { pages, ROOT, SITES } from "./lib/site.mjs";

const MOST_TOLD = 20;
const VNU = createRequire(import.meta.url).resolve("vnu-jar/build/dist/vnu.jar");
const STYLE = new HtmlValidate({
  root: true,
  extends: ["html-validate:recommended"],
  rules: {
    // Where a cell of a table of two sides stands on its side; what is done with it is in the style sheet.
    "no-inline-style": ["error", { allowedProperties: ["display", "--c", "--s", "--w"] }],
    // Letter case of the doctype means nothing to a browser; the templates are in lower case throughout.
    "doctype-style": "off",
    // A table's scrolling region is named by its caption; the Nu checker wants a heading in every <section>.
    "prefer-native-element": ["error", { exclude: ["region"] }],
  },
});

test(`the Nu HTML checker finds nothing on ${pages.length} pages`, () => {
  const { stderr } = run("java", ["-Xmx1g", "-jar", VNU, "--skip-non-html", "--format", "json", ROOT]);
  // The checker knows no origin of a file, so that nothing is 'self' to it; policy.test.mjs has a browser obey the policy.
  const messages = JSON.parse(stderr).messages.filter((one) => !one.message.includes("violates Content Security Policy"));
  const found = messages.map((one) => `${one.url} line ${one.lastLine}: ${one.message} ${one.extract ?? ""}`);
  assert.deepEqual(found.slice(0, MOST_TOLD), []);
});

test("html-validate finds nothing", () => {
  const found = pages.flatMap(({ address, html }) => STYLE.validateStringSync(html).results.flatMap(({ messages }) =>
    messages.map((one) => `${address} line ${one.line}: ${one.ruleId}: ${one.message} ${one.selector ?? ""}`)));
  assert.deepEqual(found.slice(0, MOST_TOLD), []);
});

test("lychee finds every file and every fragment", () => {
  const all = SITES.map((site) => `${site}/**/*.html`);
  const options = ["--offline", "--include-fragments", "--no-progress", "--root-dir", ROOT, "--index-files", "index.html"];
  const { status, stdout } = run("lychee", [...options, ...all]);
  assert.equal(status, 0, stdout.slice(0, 4000));
  console.log(stdout.trim());
});

function run(program, options) {
  const done = spawnSync(program, options, { cwd: ROOT, encoding: "utf8", maxBuffer: 1 << 28 });
  if (done.error) throw done.error;
  return done;
}
