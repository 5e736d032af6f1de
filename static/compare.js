// Two disclosures side by side, from their data files: compare/?a=…&b=…
"use strict";
(() => {
  const read = (csv) => {
    const rows = [[]];
    for (const [, quoted, plain, end] of csv.replace("\ufeff", "").matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|$)/g)) {
      rows.at(-1).push(quoted?.replaceAll('""', '"') ?? plain);
      if (end !== ",") rows.push([]);
    }
    const [head, ...rest] = rows.filter((row) => row.length > 1);
    return rest.map((line) => Object.fromEntries(line.map((cell, at) => [head[at], cell])));
  };

  /** Hundredths of 万元; the point moves before anything is rounded. */
  const cents = ({ amount, unit }) => +Number(amount + (unit === "元" ? "e-2" : "e2")).toFixed();

  /** The figures that both have, none in doubt or without a unit. */
  const pairs = (a, b) => {
    const keys = new Set([...a, ...b].flatMap((one) => [one.table, `${one.table} ${one.row}`]));
    // Of several tables or rows with one key nobody knows which is the other's.
    const shared = (key) => keys.has(`${key}-2`) || (/-\d+$/.test(key) && keys.has(key.replace(/-\d+$/, "")));
    const several = ({ table, row }) => shared(table) || shared(`${table} ${row}`);
    const key = (one) => one.unit && one.confidence === "sure" && !several(one) && [one.table, one.row, one.column].join();
    const theirs = new Map(b.map((one) => [key(one), one]));
    return a.map((one) => [one, key(one) && theirs.get(key(one))]).filter((both) => both[1]);
  };

  if (typeof module === "object") return void (module.exports = { read, cents, pairs });
  const [form, table] = document.querySelectorAll(".choose, .pair");
  if (!form) return;
  const { all, root, tables } = form.dataset;
  const words = form.previousElementSibling;
  const named = (one) => `${one.body_name} ${one.year} 年${one.kind === "final" ? "决算" : "预算"}`;
  const load = async (path) => {
    const file = await fetch(path);
    if (!file.ok) throw file;
    return read(await file.text());
  };
  const wan = (value) => (value / 100).toLocaleString("en", { minimumFractionDigits: 2 });
  const link = (one) => Object.assign(document.createElement("a"), { href: root + one.url, text: wan(cents(one)) });

  (async () => {
    const list = (await load(all)).filter((one) => one.year_confidence === "sure");
    const two = [0, 1].map((at) => {
      const is = (one) => one.disclosure === new URLSearchParams(location.search).get("ab"[at]);
      for (const one of list) form[at].add(new Option(named(one), one.disclosure, 0, is(one)));
      return list.find(is);
    });
    form.hidden = false;
    words.textContent = "";
    if (!two.every(Boolean)) return;
    const facts = await Promise.all(two.map((one) => load(`${root + one.url}data/facts.csv`)));
    const differ = (name) => two[0][name] !== two[1][name];
    if (!two[0].coverage || differ("coverage")) words.append(words.dataset.apart);
    if (differ("kind")) words.append(words.dataset.kinds);
    const names = Object.fromEntries(tables.split(" ").map((one) => one.split("=")));
    let last;
    for (const [a, b] of pairs(...facts)) {
      const name = names[a.table];
      if (!name) continue;
      if (name !== last) table.insertRow().insertCell().append((last = name));
      const row = table.insertRow();
      for (const what of [`${a.row_label} · ${a.column_label}`, link(a), link(b), wan(cents(b) - cents(a))]) row.insertCell().append(what);
    }
    two.forEach((one, at) => { table.tHead.rows[0].cells[at + 1].textContent = named(one); });
    table.parentNode.hidden = false;
  })().catch(() => words.replaceChildren(words.dataset.failed));
})();
