/* Citing. In a statutory table: a # in each cell whose click copies the cell's address, and a strip with the
   citation of the cell one is at. Every other # on the site copies its address as well. All that is said comes
   from the page; without this script the # are plain links. */
"use strict";
(() => {
  const CELLS = "tbody :is(td, th)[id]";
  const STEPS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

  /** What is written of a figure, a row or a table, for a text. `day` is the day of access, YYYY-MM-DD. */
  function words(of, day) {
    const place = [of.row, of.column].filter(Boolean).join("，");
    const value = of.value && `${place ? "：" : ""}${of.value}`;
    return [
      `${of.body}${of.year}《${of.table}》${place || value ? `，${place}${value}` : ""}。`,
      `原文 ${of.file} 第 ${of.line} 行，指纹 BLAKE3 ${of.print}`,
      `${of.url}（${day} 访问）`,
    ].join("\n");
  }

  /** The reference by GB/T 7714-2015, 4.8 (electronic resources): responsible body, title, other title
      information, [EB/OL], day of publication, day of access, address. */
  function reference(of, day) {
    const part = [of.table, of.row, of.column].filter(Boolean).join(", ");
    const published = of.published ? `(${of.published})` : "";
    return `${of.body}. ${of.year}: ${part}[EB/OL]. ${published}[${day}]. ${of.url}.`;
  }

  if (typeof document === "undefined") {
    module.exports = { words, reference };
    return;
  }

  // ---- What the page says of a cell ----

  /** The cells of a table by row and column, spans filled in. */
  function grid(table) {
    const rows = [...table.rows].map(() => []);
    [...table.rows].forEach((tr, y) => {
      let x = 0;
      for (const cell of tr.cells) {
        while (rows[y][x]) x += 1;
        for (let down = 0; down < cell.rowSpan && rows[y + down]; down += 1) {
          for (let right = 0; right < cell.colSpan; right += 1) rows[y + down][x + right] = cell;
        }
      }
    });
    return rows;
  }

  /** The text of a cell without marks, links and units. */
  function text(cell) {
    const copy = cell.cloneNode(true);
    copy.querySelectorAll(".h, .m, .u, [aria-hidden]").forEach((part) => part.remove());
    return copy.textContent.replace(/\s+/g, " ").trim();
  }

  /** The header of a cell's row: the one whose id the cell's own begins with. */
  function rowHeader(cell) {
    const heads = [...cell.parentElement.cells].filter((head) => head.scope === "row" && head.id);
    const own = heads.filter((head) => head === cell || cell.id.startsWith(`${head.id}-`));
    return own.sort((a, b) => b.id.length - a.id.length)[0];
  }

  const level = (head) => Number(/\bl(\d)\b/.exec(head.className)?.[1] ?? 0);

  /** A row's name with its account code; without one, behind the names of the rows it is part of. */
  function rowName(head) {
    const code = /^r-(\d{3,7})(?:-\d+)?$/.exec(head.id)?.[1];
    const names = [text(head)];
    if (code) return names[0].includes(code) ? names[0] : `${names[0]}（${code}）`;
    const rows = grid(head.closest("table"));
    const y = head.parentElement.rowIndex;
    const x = rows[y].indexOf(head);
    let below = level(head);
    for (const above of rows.slice(0, y).reverse().map((row) => row[x])) {
      if (above?.scope !== "row" || level(above) >= below) continue;
      below = level(above);
      names.unshift(text(above));
    }
    return names.join(" / ");
  }

  /** The headings over a cell, outermost first, and the unit under the last. */
  function columnOf(table, cell) {
    const rows = grid(table);
    const at = rows.find((row) => row.includes(cell)).indexOf(cell);
    const heads = [...new Set(rows.slice(0, table.tHead.rows.length).map((row) => row[at]))].filter(Boolean);
    const unit = heads.map((head) => head.querySelector(".u")?.textContent).filter(Boolean).pop();
    return { path: heads.map(text).filter(Boolean).join(" / "), unit };
  }

  function address(id) {
    const page = document.querySelector("link[rel=canonical]")?.href ?? location.href.split("#")[0];
    return id ? `${page}#${id}` : page;
  }

  /** What can be cited of a table, or of a row or cell in it. */
  function describe(table, cell) {
    const { body, year, file, print, lines, published } = table.dataset;
    const title = text(table.caption.querySelector(".title"));
    const of = { body, year, file, print, published, table: title, row: "", column: "", value: "", line: lines, url: address(cell?.id) };
    if (!cell) return of;
    const head = rowHeader(cell);
    of.row = head ? rowName(head) : "";
    of.line = cell.dataset.line ?? cell.parentElement.querySelector(".p a").textContent;
    if (cell === head) return of;
    const column = columnOf(table, cell);
    of.column = column.path;
    of.value = text(cell);
    if (/\d/.test(of.value)) of.value += ` ${column.unit ?? text(table.caption.querySelector(".unit"))}`;
    return of;
  }

  // ---- Copying ----

  function make(tag, properties, ...children) {
    const element = Object.assign(document.createElement(tag), properties);
    element.append(...children);
    return element;
  }

  /** Copies, in a secure context or the old way; whether it could. */
  async function copy(what) {
    try {
      await navigator.clipboard.writeText(what);
      return true;
    } catch {
      const from = document.activeElement;
      const field = make("textarea", { value: what, className: "vh", readOnly: true });
      (document.querySelector("dialog[open]") ?? document.body).append(field);
      field.select();
      const copied = document.execCommand("copy");
      field.remove();
      from?.focus({ preventScroll: true });
      return copied;
    }
  }

  const said = make("p", { className: "said" });
  said.setAttribute("role", "status");

  async function copyAndSay(what, name) {
    const copied = await copy(what);
    said.textContent = copied ? `已复制${name}` : `没能复制，请自己选中再复制：${what}`;
    clearTimeout(copyAndSay.timer);
    if (copied) copyAndSay.timer = setTimeout(() => (said.textContent = ""), 4000);
  }

  // ---- The strip for the cell one is at, and the dialog ----

  let table = null;
  let cell = null;
  const today = () => new Date().toLocaleDateString("sv");
  const cited = () => describe(table, cell);
  const button = (label, act) => {
    const made = make("button", { type: "button", textContent: label });
    made.addEventListener("click", act);
    return made;
  };

  const what = make("p", {});
  const first = button("复制引用", () => copyAndSay(words(cited(), today()), "引用"));
  const link = button("复制链接", () => copyAndSay(cited().url, "链接"));
  const more = button("引用格式…", openDialog);
  const strip = make("section", { className: "strip", hidden: true }, what, first, link, more, button("关闭", close));
  strip.setAttribute("aria-label", "引用");

  const dialog = make("dialog", { className: "citation" });
  dialog.setAttribute("aria-label", "引用格式");

  function block(title, content, name) {
    const shown = make("p", { className: "cited-words", textContent: content });
    return [make("h2", { textContent: title }), shown, button(`复制${name}`, () => copyAndSay(content, name))];
  }

  function openDialog() {
    said.textContent = "";
    const of = cited();
    const day = today();
    dialog.replaceChildren(
      ...block("文字", words(of, day), "引用"),
      ...block("GB/T 7714—2015", reference(of, day), " GB/T 7714 引用"),
      make("p", { className: "meta", textContent: "文献类型记作网上电子公告（EB/OL）；访问日期取自这台设备的时钟。" }),
      said,
      button("关闭", () => dialog.close()),
    );
    dialog.showModal();
  }
  dialog.addEventListener("close", () => corner.append(said));

  /** Makes a table, or a row or cell in it, the one to cite. */
  function cite(ofTable, ofCell) {
    cell?.classList.remove("cited");
    table = ofTable;
    cell = ofCell ?? null;
    cell?.classList.add("cited");
    if (cell) stopAt(cell);
    const of = cited();
    what.textContent = [of.row, of.column].filter(Boolean).join("，") || of.table;
    if (of.value) what.append(" ", make("strong", { textContent: of.value }));
    strip.hidden = false;
  }

  function close() {
    const inside = strip.contains(document.activeElement);
    strip.hidden = true;
    cell?.classList.remove("cited");
    if (inside) (cell ?? table.caption.querySelector("button")).focus({ preventScroll: true });
  }

  const corner = make("div", { className: "cite" }, strip, said);

  // ---- Cells: one # that goes where the pointer or the focus is; arrows move; one stop for Tab ----

  const hash = make("a", { className: "h", textContent: "#" });

  function offer(to) {
    if (to.matches("th")) return;
    hash.href = `#${to.id}`;
    hash.setAttribute("aria-label", "复制这一格的链接");
    if (hash.parentElement !== to) to.prepend(hash);
  }

  function stopAt(to) {
    const of = to.closest("table");
    of.querySelectorAll("[tabindex='0']").forEach((stop) => (stop.tabIndex = -1));
    to.tabIndex = 0;
  }

  function goTo(to) {
    stopAt(to);
    to.focus({ preventScroll: true });
    to.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  const isStop = (at) => at?.matches?.(CELLS) && at.offsetParent;

  /** The next cell with an address in the direction of a key. */
  function neighbour(from, key) {
    const rows = grid(from.closest("table"));
    let y = rows.findIndex((row) => row.includes(from));
    let x = rows[y].indexOf(from);
    if (key === "Home") return rows[y].find(isStop);
    if (key === "End") return rows[y].findLast(isStop);
    const [right, down] = STEPS[key];
    while (rows[(y += down)]?.[(x += right)] !== undefined) {
      if (rows[y][x] !== from && isStop(rows[y][x])) return rows[y][x];
    }
    return null;
  }

  function onKey(event) {
    const at = event.target;
    if (!at.matches(CELLS) || event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.key in STEPS || event.key === "Home" || event.key === "End") {
      const to = neighbour(at, event.key);
      if (to) goTo(to);
    } else if (event.key === "Enter" || event.key === " ") {
      first.focus();
    } else {
      return;
    }
    event.preventDefault();
  }

  function prepare(one) {
    one.querySelectorAll("tbody .h").forEach((own) => (own.tabIndex = -1));
    const start = one.querySelector(CELLS);
    if (start) start.tabIndex = 0;
    one.caption.append(" ", button("引用这张表", () => {
      cite(one);
      openDialog();
    }), make("span", { className: "vh", textContent: "在表里用方向键移动，按回车引用所在的一格。" }));
    one.addEventListener("pointerover", (event) => {
      const over = event.target.closest(CELLS);
      if (over) offer(over);
    });
    one.addEventListener("focusin", (event) => {
      const at = event.target.closest(CELLS);
      if (!at) return;
      offer(at);
      if (event.target === at) cite(one, at);
    });
    one.addEventListener("click", (event) => {
      const at = event.target.closest(CELLS);
      if (!at || event.target.closest("a:not(.h)") || String(getSelection())) return;
      cite(one, at);
      at.focus({ preventScroll: true });
    });
    one.addEventListener("keydown", onKey);
  }

  /** Brings what the address names into sight, clear of the headers that stay. */
  function land() {
    const to = document.getElementById(location.hash.slice(1));
    if (!to?.matches(`table[data-print] :is(${CELLS})`)) return;
    to.scrollIntoView({ block: "center", inline: "center" });
    cite(to.closest("table"), to);
    to.focus({ preventScroll: true });
  }

  document.body.append(corner, dialog);
  document.querySelectorAll("table[data-print]").forEach(prepare);
  document.addEventListener("click", (event) => {
    const own = event.target.closest("a.h, a.anchor");
    if (own) {
      const here = own.pathname === location.pathname;
      copyAndSay(here ? address(own.hash.slice(1)) : own.href, "链接");
      if (here && !own.hash) event.preventDefault();
    } else if (!strip.hidden && !event.target.closest(".cite, dialog, table[data-print]")) {
      close();
    }
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !strip.hidden && !dialog.open) close();
  });
  addEventListener("hashchange", land);
  land();
})();
