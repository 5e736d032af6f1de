// Helpers for long tables: filter rows, fold levels, sort, copy. The table that
// was published stays in the page as it is; every helper can be undone.
(() => {
  "use strict";
  const LONG = 8;

  const make = (tag, props, ...children) => {
    const made = Object.assign(document.createElement(tag), props);
    made.append(...children);
    return made;
  };

  const column = (cell) => {
    let at = 0;
    for (let one = cell.previousElementSibling; one; one = one.previousElementSibling) at += one.colSpan;
    return at;
  };

  const cellAt = (row, at) => [...row.cells].find((cell) => column(cell) + cell.colSpan > at);

  /** The columns of header cells, spans of the rows above counted. */
  const headings = (table) => {
    const taken = [];
    const found = new Map();
    [...(table.tHead?.rows ?? [])].forEach((row, y) => {
      let x = 0;
      for (const cell of row.cells) {
        while (taken[y]?.[x]) x += 1;
        for (let dy = 0; dy < cell.rowSpan; dy += 1)
          for (let dx = 0; dx < cell.colSpan; dx += 1) (taken[y + dy] ??= [])[x + dx] = true;
        found.set(cell, x);
        x += cell.colSpan;
      }
    });
    return found;
  };

  /** What a reader sees of a cell, without marks and links to itself. */
  const words = (cell) => {
    const copy = cell.cloneNode(true);
    copy.querySelectorAll(".vh, td > i, .h, .m, .anchor").forEach((one) => one.remove());
    return copy.textContent.trim().replace(/\s+/g, " ");
  };

  const amount = (row, at) => {
    const text = words(cellAt(row, at) ?? row).replace(/[,%]/g, "");
    return text !== "" && Number.isFinite(Number(text)) ? Number(text) : -Infinity;
  };

  const level = (row) => Number(/\bl(\d)\b/.exec(row.querySelector('th[scope="row"]')?.className)?.[1] ?? 0);

  /** Rows as a tree: what stands below a row comes after it at a deeper level. */
  const tree = (rows) => {
    const root = { below: [], level: -1 };
    const path = [root];
    for (const row of rows) {
      const node = { row, below: [], level: level(row) };
      while (path.at(-1).level >= node.level) path.pop();
      path.at(-1).below.push(node);
      path.push(node);
    }
    return root;
  };

  /** Totals and lines across keep their places; the others are sorted among
      those that stand below the same row. */
  const sorted = (node, at, sign) => {
    const fixed = (one) => one.row.matches(".t, .nr, .across");
    const free = node.below.filter((one) => !fixed(one));
    free.sort((a, b) => sign * (amount(a.row, at) - amount(b.row, at)) || 0);
    const below = node.below.map((one) => (fixed(one) ? one : free.shift()));
    return below.flatMap((one) => [one.row, ...sorted(one, at, sign)]);
  };

  const copyText = async (text) => {
    if (navigator.clipboard) return navigator.clipboard.writeText(text);
    const box = make("textarea", { value: text });
    document.body.append(box);
    box.select();
    const done = document.execCommand("copy");
    box.remove();
    if (!done) throw new Error("copy");
  };

  const help = (table) => {
    const sheet = table.closest(".sheet");
    const body = table.tBodies[0];
    const rows = [...body.rows];
    const above = new Map();
    const remember = (node, parents) =>
      node.below.forEach((one) => {
        above.set(one.row, parents);
        remember(one, [...parents, one.row]);
      });
    remember(tree(rows), []);

    const deepest = Math.max(...rows.map(level));
    let shown = deepest;
    const status = make("span", { className: "meta" });
    status.setAttribute("role", "status");
    const field = make("input", { type: "search", autocomplete: "off", size: 12 });
    const undo = make("button", { type: "button", hidden: true }, "恢复原样");
    const folds = deepest === 0 ? [] : [...Array(deepest + 1).keys()].map((depth) => {
      const name = depth === 0 ? (table.matches(".bodies") ? "只看地区" : "只看大类") : depth === deepest ? "全部展开" : "展开一级";
      return make("button", { type: "button", onclick: () => { shown = depth; show(); } }, name);
    });
    const sorts = [];

    const show = () => {
      const wanted = field.value.trim().toLowerCase();
      const hits = wanted ? rows.filter((row) => words(row).toLowerCase().includes(wanted)) : rows;
      const kept = new Set(hits.flatMap((row) => [row, ...above.get(row)]));
      rows.forEach((row) => { row.hidden = !kept.has(row) || (!wanted && level(row) > shown); });
      folds.forEach((button, depth) => button.setAttribute("aria-pressed", String(depth === shown)));
      undo.hidden = !wanted && shown === deepest && !sorts.some((one) => one.hasAttribute("aria-sort"));
      const left = rows.filter((row) => !row.hidden).length;
      status.textContent = wanted ? `找到 ${hits.length} 行，共 ${rows.length} 行` : left < rows.length ? `显示 ${left} 行，共 ${rows.length} 行` : "";
    };

    const sort = (heading, at) => {
      const before = heading.getAttribute("aria-sort");
      const next = { null: "descending", descending: "ascending" }[before];
      sorts.forEach((one) => one.removeAttribute("aria-sort"));
      if (next) heading.setAttribute("aria-sort", next);
      body.append(...(next ? sorted(tree(rows), at, next === "ascending" ? 1 : -1) : rows));
      show();
      status.textContent = !next ? "已恢复原来的顺序" : next === "descending" ? "从大到小，合计不动；再按一次从小到大" : "从小到大，合计不动；再按一次恢复原来的顺序";
    };

    const reset = () => {
      field.value = "";
      shown = deepest;
      sorts.forEach((one) => one.removeAttribute("aria-sort"));
      body.append(...rows);
      show();
    };

    const copy = () => {
      const line = (row) => [...row.cells].filter((cell) => !cell.matches(".p"))
        .flatMap((cell) => [words(cell), ...Array(cell.colSpan - 1).fill("")]).join("\t");
      const seen = [...body.rows].filter((row) => row.offsetParent);
      copyText(seen.map(line).join("\n")).then(
        () => { status.textContent = `已复制 ${seen.length} 行，可以贴进表格软件`; },
        () => { status.textContent = "浏览器不让复制，请下载 CSV"; },
      );
    };

    if (!rows.some((row) => row.querySelectorAll('th[scope="row"]').length > 1))
      for (const [heading, at] of headings(table)) {
        if (!heading.matches(".n:not(.mixed)") || heading.colSpan > 1 || heading.querySelector("a")) continue;
        const button = make("button", { type: "button", className: "sort", title: "按这一栏排序" }, ...heading.childNodes);
        button.onclick = () => sort(heading, at);
        heading.append(button);
        sorts.push(heading);
      }
    field.oninput = show;
    undo.onclick = () => { reset(); status.textContent = "已恢复原来的样子"; field.focus(); };
    /** The row that an address names is unfolded, its region wholly in sight. */
    const arrive = () => {
      const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
      if (!target || !table.contains(target)) return;
      if (target.closest("tr").hidden) {
        reset();
        target.scrollIntoView();
      }
      if (sheet.offsetHeight < window.innerHeight) sheet.scrollIntoView({ block: "nearest" });
    };
    for (const event of ["hashchange", "load"]) window.addEventListener(event, () => setTimeout(arrive));
    const bar = make("div", { className: "helpers" }, make("label", {}, "筛选 ", field), ...folds,
      make("button", { type: "button", onclick: copy }, "复制表格"), undo, status);
    bar.setAttribute("role", "group");
    bar.setAttribute("aria-label", "看表的工具");
    sheet.before(bar);
    show();
  };

  /** A table whose columns all fit needs no region: its header stays in sight as the page scrolls. Of one that
      scrolls, the sign at the lower edge says how many rows are still to come. */
  const settle = (sheet) => {
    const table = sheet.querySelector("table");
    const sign = sheet.querySelector(".below");
    const count = () => {
      const edge = sheet.getBoundingClientRect().bottom - sign.offsetHeight / 2;
      const left = [...table.tBodies[0].rows].filter((row) => row.cells[0]?.getBoundingClientRect().top > edge).length;
      sign.textContent = left ? `还有 ${left} 行` : "";
    };
    const fit = () => {
      sheet.classList.remove("whole");
      const fits = table.offsetWidth <= sheet.clientWidth && !table.matches(".two");
      sheet.classList.toggle("whole", fits);
      // What does not scroll is no stop.
      sheet.tabIndex = fits ? -1 : 0;
      if (sign) count();
    };
    if (sign) sheet.addEventListener("scroll", count, { passive: true });
    window.addEventListener("resize", fit);
    fit();
  };

  document.querySelectorAll(".sheet > table").forEach((table) => {
    if (table.tBodies.length !== 1 || table.tBodies[0].rows.length < LONG) return;
    help(table);
    settle(table.closest(".sheet"));
  });
})();
