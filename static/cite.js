/* Citing: every # copies its address; each cell of a statutory table offers one, and a strip cites it. All that is
   said comes from the page; without this script every # is a plain link. */
"use strict";
(() => {
  /** What is written of a table, a row or a figure; `day` is the day of access. */
  function words(of, day) {
    const place = [of.row, of.column].filter(Boolean).join("，");
    const said = [place, of.value].filter(Boolean).join("：");
    return `${of.body}${of.year}《${of.table}》${said && `，${said}`}。${of.doubt ? `\n存疑：${of.doubt}。请对照原文。` : ""}
原文 ${of.file} 第 ${of.line} 行，指纹 BLAKE3 ${of.print}
${of.url}（${day} 访问）`;
  }

  /** By GB/T 7714-2015, 4.8: body, title: other title and value[EB/OL]. (published)[accessed]. address. */
  function reference(of, day) {
    const part = [of.table, of.row, of.column, of.value, of.doubt && "存疑"].filter(Boolean).join(", ");
    return `${of.body}. ${of.year}: ${part}[EB/OL]. ${of.published ? `(${of.published})` : ""}[${day}]. ${of.url}.`;
  }

  if (typeof document === "undefined") {
    module.exports = { words, reference };
    return;
  }

  /** The cells of a table by row and column, spans filled in. */
  function grid(table) {
    const rows = [...table.rows].map(() => []);
    rows.forEach((row, y) => {
      let x = 0;
      for (const cell of table.rows[y].cells) {
        while (row[x]) x += 1;
        for (const below of rows.slice(y, y + cell.rowSpan)) {
          for (let at = x; at < x + cell.colSpan; at += 1) below[at] = cell;
        }
      }
    });
    return rows;
  }

  function text(element) {
    const copy = element.cloneNode(true);
    copy.querySelectorAll(".h, .m, .u, .rev, .doubt, [aria-hidden]").forEach((part) => part.remove());
    return copy.textContent.replace(/\s+/g, " ").trim();
  }

  /** Why the first of some elements that is in doubt may be misread. */
  const doubtOf = (...elements) => elements.map((one) => one?.querySelector(".doubt")?.title).find(Boolean);

  const level = (head) => Number(/\bl(\d)\b/.exec(head.className)?.[1] ?? 0);

  /** A row's name with its account code; without one, behind the names of the rows it is part of. */
  function rowName(rows, head) {
    const name = text(head);
    const code = /^r-(\d{3,7})(-\d+)?$/.exec(head.id)?.[1];
    if (code) return name.includes(code) ? name : `${name}（${code}）`;
    const y = head.parentElement.rowIndex;
    const above = rows.slice(0, y).map((row) => row[rows[y].indexOf(head)]);
    const parent = above.findLast((one) => one?.scope === "row" && level(one) < level(head));
    return (parent ? `${rowName(rows, parent)} / ` : "") + name;
  }

  function address(id) {
    const page = document.querySelector("link[rel=canonical]")?.href ?? location.href.split("#")[0];
    return id ? `${page}#${id}` : page;
  }

  /** What can be cited of a table, or a row or cell in it. */
  function describe(table, cell) {
    const title = text(table.caption.querySelector(".title"));
    const of = { ...table.dataset, table: title, line: table.dataset.lines, url: address(cell?.id) };
    if (!cell) return { ...of, doubt: of.doubt ?? doubtOf(table) };
    const rows = grid(table);
    const row = cell.parentElement;
    of.line = cell.dataset.line ?? text(row.querySelector(".p"));
    const heads = [...row.cells].filter((head) => head.scope === "row" && head.id && `${cell.id}-`.startsWith(`${head.id}-`));
    const head = heads.sort((a, b) => b.id.length - a.id.length)[0];
    if (head) of.row = rowName(rows, head);
    of.doubt ??= doubtOf(cell, head, row.querySelector(".p"));
    if (cell === head) return of;
    const x = rows[row.rowIndex].indexOf(cell);
    const above = [...new Set(rows.slice(0, table.tHead.rows.length).map((line) => line[x]))].filter(Boolean);
    const unit = above.map((one) => one.querySelector(".u")?.textContent).findLast(Boolean) ?? text(table.caption.querySelector(".unit"));
    of.doubt ??= doubtOf(...above);
    of.column = above.map((one) => text(one)).filter(Boolean).join(" / ");
    of.value = text(cell) + (/\d/.test(text(cell)) ? ` ${unit.replace("单位：", "")}` : "");
    return of;
  }

  function make(tag, attributes, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    element.append(...children);
    return element;
  }

  function button(label, act) {
    const made = make("button", { type: "button" }, label);
    made.onclick = act;
    return made;
  }

  const said = make("p", { class: "said", role: "status" });

  function copyTheOldWay(what) {
    const from = document.activeElement;
    const field = make("textarea", { class: "vh" }, what);
    (from.closest("dialog") ?? corner).append(field);
    field.select();
    const copied = document.execCommand("copy");
    field.remove();
    from.focus({ preventScroll: true });
    return copied;
  }

  async function copy(what, name) {
    const copied = await navigator.clipboard?.writeText(what).then(() => true, () => false) || copyTheOldWay(what);
    said.textContent = copied ? `已复制${name}` : `没能复制，请自行选取：${what}`;
    clearTimeout(copy.timer);
    if (copied) copy.timer = setTimeout(() => said.replaceChildren(), 4000);
  }

  let table;
  let cell;
  const today = () => new Date().toLocaleDateString("sv");
  const copyWords = () => copy(words(describe(table, cell), today()), "引用");
  const copyLink = () => copy(address(cell?.id), "链接");
  const what = make("p", {});
  const first = button("复制引用", copyWords);
  const strip = make("section", { class: "strip", "aria-label": "引用", hidden: "" },
    what, first, button("复制链接", copyLink), button("引用格式…", openDialog), button("关闭", close));
  const corner = make("div", { class: "cite" }, strip, said);
  const dialog = make("dialog", { class: "citation", "aria-label": "引用格式" });
  dialog.onclose = () => corner.append(said);

  function openDialog() {
    const reading = reference(describe(table, cell), today());
    said.replaceChildren();
    dialog.replaceChildren(
      make("h2", {}, "文字"), make("p", { class: "cited-words" }, words(describe(table, cell), today())), button("复制引用", copyWords),
      make("h2", {}, "GB/T 7714—2015"), make("p", { class: "cited-words" }, reading), button("复制这一条", () => copy(reading, "引用")),
      make("p", { class: "meta" }, "文献类型记作网上电子公告（EB/OL）；访问日期取自这台设备的时钟。"),
      said, button("关闭", () => dialog.close()));
    dialog.showModal();
  }

  /** Makes a table, a row or a cell the one to cite. */
  function cite(ofTable, ofCell) {
    cell?.classList.remove("cited");
    [table, cell] = [ofTable, ofCell];
    cell?.classList.add("cited");
    const of = describe(table, cell);
    const doubt = of.doubt ? [" ", make("span", { class: "doubt", title: of.doubt }, `存疑：${of.doubt}`)] : [];
    what.replaceChildren([of.row, of.column].filter(Boolean).join("，") || of.table, " ", make("strong", {}, of.value ?? ""), ...doubt);
    strip.hidden = false;
  }

  function close() {
    if (strip.contains(document.activeElement)) (cell ?? table.querySelector("button")).focus({ preventScroll: true });
    strip.hidden = true;
    cell?.classList.remove("cited");
  }

  /** The strip would cover what has the focus elsewhere. */
  function leave({ target }) {
    if (!strip.hidden && !target.closest(".cite, dialog, table[data-lines]")) close();
  }

  // One # goes where the pointer or the focus is; arrows move from cell to cell; Tab stops once.

  const CELLS = "tbody :is(td, th)[id]";
  const hash = make("a", { class: "h", "aria-label": "复制这一格的链接" }, "#");

  function offer(to) {
    if (!to || to.scope === "row") return;
    hash.href = `#${to.id}`;
    if (hash.parentElement !== to) to.prepend(hash);
  }

  function goTo(to) {
    to.closest("table").querySelectorAll("[tabindex='0']").forEach((stop) => (stop.tabIndex = -1));
    to.tabIndex = 0;
    to.focus({ preventScroll: true });
  }

  /** The next cell with an address in a direction. */
  function neighbour(from, [right, down]) {
    const rows = grid(from.closest("table"));
    let y = from.parentElement.rowIndex;
    let x = rows[y].indexOf(from);
    for (let at = from; at; at = rows[(y += down)]?.[(x += right)]) {
      if (at !== from && at.matches(CELLS) && at.offsetParent) return at;
    }
    return null;
  }

  function onKey(event) {
    const step = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
    if (!event.target.matches(CELLS) || event.ctrlKey || event.altKey || event.metaKey) return;
    if (!step && event.key !== "Enter") return;
    event.preventDefault();
    const to = step ? neighbour(event.target, step) : first;
    if (step && to) {
      goTo(to);
      to.scrollIntoView({ block: "nearest", inline: "nearest" });
    } else to?.focus();
  }

  function prepare(one) {
    one.querySelectorAll("tbody .h").forEach((own) => (own.tabIndex = -1));
    one.querySelector(CELLS)?.setAttribute("tabindex", 0);
    one.caption.append(" ", button("引用这张表", () => {
      cite(one);
      openDialog();
    }), make("span", { class: "vh" }, "在表里用方向键移动，按回车引用所在的一格。"));
    one.onpointerover = (event) => offer(event.target.closest(CELLS));
    one.onkeydown = onKey;
    one.addEventListener("focusin", (event) => {
      offer(event.target.closest(CELLS));
      if (event.target.matches(CELLS)) cite(one, event.target);
    });
    one.addEventListener("click", (event) => {
      const at = event.target.closest(CELLS);
      if (at && !event.target.closest("a:not(.h)") && !String(getSelection())) goTo(at);
    });
  }

  /** Brings what the address names into sight. */
  function land() {
    const to = document.getElementById(location.hash.slice(1));
    if (!to?.matches(`table[data-print] :is(${CELLS})`)) return;
    to.scrollIntoView({ block: "center", inline: "center" });
    goTo(to);
  }

  /** Buttons for a row's amounts that stand on another page than their table's. */
  function prepareLine(line) {
    const page = document.querySelector("link[rel=canonical]")?.href ?? location.href;
    const unit = text(line.caption.querySelector(".unit")).replace("单位：", "");
    for (const row of line.tBodies[0].rows) {
      const link = row.querySelector("td a[href]");
      const place = row.appendChild(make("td", {}));
      if (!link) continue;
      const column = text(row.cells[0]).replaceAll(" · ", " / ");
      const url = new URL(link.getAttribute("href"), page).href;
      const own = link.parentElement.querySelector(".u")?.textContent ?? unit;
      const of = { ...line.dataset, column, value: `${text(link)} ${own}`, url };
      place.append(button("复制引用", () => copy(words(of, today()), "引用")));
      place.firstChild.setAttribute("aria-label", `复制引用：${column} ${of.value}`);
    }
  }

  document.body.append(corner, dialog);
  document.querySelectorAll("table[data-lines]").forEach(prepare);
  document.querySelectorAll("table[data-row]").forEach(prepareLine);
  document.querySelectorAll("[data-say]").forEach((one) => {
    const say = button("复制成一句话", () => copy(one.dataset.say + address(), "一句话"));
    one.append(one.matches("ul") ? make("li", {}, say) : say);
  });
  document.querySelectorAll(".embed pre").forEach((code) => code.after(button("复制代码", () => copy(code.textContent, "代码"))));
  document.addEventListener("click", (event) => {
    const own = event.target.closest("a.h, a.anchor");
    if (own) {
      const here = own.pathname === location.pathname;
      copy(here ? address(own.hash.slice(1)) : own.href, "链接");
      if (here && !own.hash) event.preventDefault();
    } else leave(event);
  });
  document.addEventListener("focusin", leave);
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !strip.hidden && !dialog.open) close();
  });
  // After table.js, which may have hidden it.
  for (const event of ["hashchange", "load"]) window.addEventListener(event, () => setTimeout(land, 9));
})();
