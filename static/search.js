/* Search. Its index is scripts, which load from a folder too; what is in them: src/export/search/. */
"use strict";
(() => {
  const KINDS = ["单位", "公开", "报表", "主要数字", "科目", "项目", "名词", "核对", "文字里的数", "目标和指标"];
  /** Figures before the tables that they stand in, sentences behind what has a name. */
  const ORDER = [0, 1, 5, 2, 3, 4, 8, 9, 7, 6];
  const FIRST = "index-1";
  /** Of a large index: so much of a word tells where it is; so many parts, and files, a search may load. */
  const LONG = 8, PARTS = 4, MOST = 6;

  /** Text as it is compared: full width as half, one case, letters and digits alone. */
  const plain = (text) => text.normalize("NFKC").toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");

  const half = (text) => text.normalize("NFKC");

  /** An amount by its value, whatever its commas and zeros; a year, or what has few digits, is none. */
  const value = (text) => (/^\d[\d,]*(\.\d+)?$/.test(text) && /\d{3}|\./.test(text) && !/^(19|20)\d\d$/.test(text) ? Number(text.replace(/,/g, "")) : NaN);

  /** The words of a query, each with the amount that it may be. */
  const tokens = (query) => half(query).replace(/(\d) *[万亿]?元/g, "$1 ").split(/\s+/)
    .map((text) => ({ word: plain(text), sum: value(text) })).filter(({ word }) => word);

  const split = (query) => tokens(query).map(({ word }) => word);

  /** Entries of lines: [base, body, label, [[kind, path, name, said, also, more]…], full name if it is another]. */
  const read = (lines) =>
    lines.flatMap(([base, body, label, list, full]) => {
      const whose = plain(body + label + (full || body) + label.replace("年", ""));
      // What belongs to all years is newer than any.
      const year = label && (parseInt(label) || 1 / 0);
      return list.map(([kind, path, name, said, also, more = 0]) => ({
        kind, url: base + path, name, said, also, more, year, whose, body, label, keys: [plain(name), plain(also)],
      }));
    });

  /** Whether an entry states an amount. */
  const states = (entry, sum) => sum && (entry.sums ??= (half(`${entry.name} ${entry.said}`).match(/\d[\d,]*(\.\d+)?/g) ?? []).map(value)).includes(sum);

  /** How a word fits: 0 exactly, 1 as the beginning, 2 as a part, 3 only through whose the entry is, 9 not. */
  function fit({ keys, whose }, word) {
    const own = keys.map((key) => (key === word ? 0 : key.startsWith(word) ? 1 : key.includes(word) ? 2 : 9));
    return Math.min(...own, whose.includes(word) ? 3 : 9);
  }

  /** By each word of readers what it means, of pairs of words and meanings parted by blanks. */
  const meanings = (pairs) => Object.fromEntries(pairs.flatMap(([words, means]) => words.split(" ").map((word) => [word, means])));

  /** What is looked for: of each word itself and what readers mean by it, plain. */
  const meant = (word, means = {}) => [word, ...(means[word] ?? "").split(" ").map(plain).filter(Boolean)];

  const dull = ({ said }) => said && !/\d/.test(said);

  /** What fits every word, one of them by its own name, code or amount: exact, prefix, part; then by kind; without
      an amount last; the newest year first. */
  function find(entries, query, means) {
    const words = tokens(query).map(({ word, sum }) => ({ all: meant(word, means), sum }));
    const joined = split(query).join("");
    const found = new Map();
    for (const entry of words.length ? entries : []) {
      const fits = words.map(({ all, sum }) => (states(entry, sum) ? 0 : Math.min(...all.map((word) => fit(entry, word)))));
      if (fits.includes(9) || !fits.some((one) => one < 3)) continue;
      // Whose name has the word somewhere is meant sooner than what does.
      const whole = (words.length > 1 ? fit(entry, joined) : fits[0]) - !entry.kind;
      const key = `${entry.kind} ${entry.url} ${entry.name}`;
      if (!found.get(key)?.more) found.set(key, { ...entry, rank: whole < 3 ? whole : fits.reduce((sum, one) => sum + one, 3) });
    }
    return [...found.values()].sort((a, b) => a.rank - b.rank || ORDER[a.kind] - ORDER[b.kind] || !!dull(a) - !!dull(b) || b.year - a.year);
  }

  /** Of what finds nothing: what comes near. Fewer words, else the longest pieces. */
  function near(entries, query, means = {}) {
    const words = split(query).map((word) => word.slice(0, 12));
    const known = Object.keys(means).filter((key) => words.some((word) => word.includes(key)));
    const fewer = words.length > 1 ? words.map((_, at) => words.filter((_, other) => other !== at).join(" ")) : [];
    const pieces = words.filter((word) => !/^\d+$/.test(word)).flatMap((word) => [...word].flatMap((_, cut) => (cut > 1 ? [word.slice(0, cut), word.slice(-cut)] : [])));
    const found = [];
    for (const one of [...fewer, ...[...known, ...pieces].sort((a, b) => b.length - a.length)]) if (found.length < 4 && !found.some((other) => other.includes(one)) && find(entries, one, means).length) found.push(one);
    return found;
  }

  /** The parts that a word is in, which the cuts tell; of one in more than two, the file of its best. */
  function parts(cuts, word) {
    const short = word.slice(0, LONG);
    const within = cuts.filter((cut) => cut.startsWith(short) && cut !== short).length;
    if (within > 1) return [`best-${[...Array(short.length).keys()].map((at) => short.charCodeAt(at).toString(16).padStart(4, 0)).join("")}`];
    const first = cuts.findLastIndex((cut) => cut <= short);
    return Array.from({ length: within + 1 }, (_, at) => `part-${first + at}`);
  }

  /** What of a word is looked up: its beginning; of a long one its end as well, which fewer share. */
  const ends = (word) => (word.length > LONG ? [word, word.slice(-LONG)] : [word]);

  /** Adds a file and what goes on behind it, as far as that is known. */
  function onward(files, names, first, most) {
    for (let own = first; own && (names.length < most || names.includes(own)); own = files.get(own)?.about.next) if (!names.includes(own)) names.push(own);
    return names;
  }

  /** The files that a query needs, as far as those tell that are there: by name { about, entries }. */
  function wanted(files, query) {
    let last = "";
    // Each cut says how much of the one before it begins with.
    const cuts = files.get(FIRST)?.about.cuts?.split(",").map((cut) => (last = last.slice(0, cut[0]) + cut.slice(1)));
    const words = split(query);
    if (!words.length) return [FIRST];
    if (!cuts) return onward(files, [FIRST], FIRST, 1 / 0);
    // Of what readers mean by a word the weightiest, by its beginning.
    const sayings = words.flatMap((word) => meant(word, files.get(FIRST).about.means).slice(1, 2)).map((word) => word.slice(0, LONG));
    const names = [...new Set([...sayings, ...words, words.join("")].flatMap(ends).flatMap((word) => parts(cuts, word)))].slice(0, words.length > 1 ? PARTS : PARTS - 1);
    if (words.length < 2 || !names.every((name) => files.has(name))) return names;
    // Words that name a disclosure: everything of the best of them.
    const score = (entry) => words.filter((word) => fit(entry, word) < 9).length;
    const all = names.flatMap((name) => files.get(name).entries).filter(({ kind }) => kind === 1);
    const named = all.map((entry) => ({ ...entry, score: score(entry) })).filter(({ score }) => score);
    for (const { url } of named.sort((a, b) => b.score - a.score || b.year - a.year)) {
      const own = url.slice(0, -1).replace("/", "-");
      // What goes on behind it is not known yet, and comes before others.
      if (onward(files, names, own, MOST).some((name) => name.startsWith(own) && !files.has(name))) return names;
    }
    return names;
  }

  if (typeof document === "undefined") {
    module.exports = { read, find, meanings, near, wanted };
    return;
  }

  const set = (element, attributes) => Object.entries(attributes).forEach(([name, value]) => element.setAttribute(name, value));

  function make(tag, attributes, ...children) {
    const element = document.createElement(tag);
    set(element, attributes);
    element.append(...children);
    return element;
  }

  const form = document.querySelector("form[role=search]");
  if (!form) return;
  // A copy of a disclosure that knows no site: there is nothing to search in.
  if (!form.hasAttribute("action")) return form.remove();
  const input = form.elements.q;
  const action = form.action;
  const page = document.getElementById("page-found");
  const files = new Map();
  const asked = new Set();
  const failed = new Set();

  window.mingzhangIndex = (name, about, lines) => {
    about.means &&= meanings(about.means);
    files.set(name, { about, entries: read(lines) });
    update();
  };

  function load(name) {
    if (asked.has(name)) return;
    asked.add(name);
    // Parts of another build are no help.
    const mark = files.get(FIRST)?.about.mark;
    const script = make("script", { src: new URL(`${name}.js${mark ? `?${mark}` : ""}`, action) });
    script.onerror = () => {
      failed.add(name);
      update();
    };
    document.head.append(script);
  }

  function ask() {
    input.removeEventListener("focus", ask);
    load(FIRST);
  }

  /** An address of the site as a link, with index.html where the site's links have it. */
  function href(url) {
    const [path, anchor] = url.split("#");
    const file = action.endsWith(".html") && /(^|\/)$/.test(path) ? "index.html" : "";
    return new URL(path + file + (anchor ? `#${anchor}` : ""), new URL("..", action));
  }

  const hit = ({ url, name, said, also, kind, body, label }) =>
    make("a", { href: href(url) }, name,
      make("span", { class: "c" }, /^\d/.test(also) ? ` ${also}` : ""), make("b", {}, said && ` ${said}`),
      make("span", { class: "u" }, kind > 1 ? ` ${body} ${label}` : ""));

  /** By kind, that of the best first. */
  function groups(found, most) {
    const kinds = [...new Set(found.map((one) => one.kind))];
    return kinds.map((kind) => {
      const list = found.filter((one) => one.kind === kind);
      const title = `${KINDS[kind]} ${list.length}`;
      return make("div", { role: "group", "aria-label": title }, make("p", { "aria-hidden": true }, title), ...list.slice(0, most).map(hit));
    });
  }

  const status = make("p", { role: "status" });
  const list = make("div", { id: "page-hits", role: "listbox", "aria-label": "查找结果" });
  const panel = make("div", { class: "hits", hidden: "" }, status, list);
  const options = () => [...list.querySelectorAll("a")];
  const active = () => list.querySelector("[aria-selected=true]");

  function activate(option) {
    active()?.setAttribute("aria-selected", "false");
    option?.setAttribute("aria-selected", "true");
    option?.scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-activedescendant", option?.id ?? "");
  }

  function open(show) {
    panel.hidden = !show;
    input.setAttribute("aria-expanded", show);
    if (!show) activate();
  }

  /** Of a large index: whether some of what fits is not listed, as far as that is known, and what leads to it. */
  function unlisted(names, found) {
    const more = [...names.map((name) => files.get(name).about), ...found].some((one) => one.more || one.next && !names.includes(one.next));
    if (names.includes(FIRST)) return "";
    if (split(input.value).length > 1) return more ? "可能还有没列出的，写得更全再查。" : "";
    return `${more ? "还有没列出的，" : "要找全，"}空一格再写单位名或年份。${found.length ? "" : "核对只按开头的字找。"}`;
  }

  function update() {
    const query = input.value.trim();
    const names = wanted(files, query);
    names.forEach(load);
    const there = names.filter((name) => files.has(name));
    const entries = there.flatMap((name) => files.get(name).entries);
    const means = files.get(FIRST)?.about.means;
    const found = find(entries, query, means);
    const lost = location.protocol === "file:" ? "查找要联网：索引在网站上，这份副本里没有。" : "索引没有载入。";
    const state = names.some((name) => failed.has(name)) ? lost : there.length < names.length ? "正在载入索引…" : "";
    const none = state || `没有找到“${query}”。可以少写几个字，或只写编码的前几位；空格隔开的词要全部对上。${unlisted(there, found)}`;
    status.textContent = found.length ? `找到 ${found.length} 条。${state || unlisted(there, found)}` : none;
    list.replaceChildren(...groups(found, 5));
    const link = (text, words = text) => make("a", { href: `${action}?q=${encodeURIComponent(words)}` }, text);
    if (found.length) list.append(link("看全部结果", query));
    const others = found.length || state ? [] : near(entries, query, means).map((one) => link(one));
    if (others.length) list.append(make("div", { role: "group", "aria-label": "相近的词" }, make("p", { "aria-hidden": true }, "相近的词"), ...others));
    options().forEach((option, at) => set(option, { id: `page-hit-${at}`, role: "option", tabindex: -1 }));
    activate();
    open(query && form.contains(document.activeElement));
    if (page) page.replaceChildren(...(query ? [make("p", {}, status.textContent), ...groups(found, 200), ...(others.length ? [list.lastChild.cloneNode(true)] : [])] : []));
  }

  let timer;
  function later(event) {
    clearTimeout(timer);
    if (!event.isComposing) timer = setTimeout(update, 120);
  }

  function onKey(event) {
    const all = options();
    const at = all.indexOf(active());
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.isComposing) return;
    if (step && panel.hidden) update();
    else if (step) activate(all[at < 0 && step < 0 ? all.length - 1 : at + step]);
    else if (event.key === "Enter" && at >= 0) all[at].click();
    else if (event.key === "Escape" && !panel.hidden) open(false);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  form.append(panel);
  set(input, { role: "combobox", "aria-controls": "page-hits", "aria-autocomplete": "list", "aria-expanded": false });
  input.addEventListener("focus", ask);
  input.addEventListener("input", later);
  input.addEventListener("compositionend", later);
  input.addEventListener("keydown", onKey);
  list.addEventListener("click", () => open(false));
  form.addEventListener("focusout", (event) => form.contains(event.relatedTarget) || open(false));
  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.target.closest("input, textarea, select, dialog")) return;
    event.preventDefault();
    input.select();
  });
  if (page) {
    input.value = new URLSearchParams(location.search).get("q");
    page.replaceChildren();
    if (input.value) ask();
  }
})();
