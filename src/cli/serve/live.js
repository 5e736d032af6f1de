// Put into every page by `mingzhang serve`, and only by it: reloads the page after
// a build, and shows what a build had to say.
(() => {
  "use strict";
  const edition = Number(document.currentScript.dataset.edition);
  const DISMISSED = "mingzhang-dismissed";
  const SEVERITIES = { error: "错误", warning: "警告" };
  const STYLE = `
    :host { all: initial; color-scheme: light dark; font: 15px/1.6 system-ui, sans-serif; }
    section, .open { position: fixed; z-index: 2147483647; color: light-dark(#1b1b1b, #eee);
      background: light-dark(#fff, #1e1e1e); border: 1px solid light-dark(#767676, #8a8a8a); }
    section { inset: auto 0 0 0; max-height: 60vh; overflow: auto; padding: 0 1rem 1rem;
      border-width: 3px 0 0; border-top-color: light-dark(#b3261e, #ff8a80); overflow-wrap: anywhere; }
    header { position: sticky; top: 0; display: flex; gap: 1rem; align-items: center;
      justify-content: space-between; padding: .5rem 0; background: inherit; }
    h2 { font-size: 1.05rem; margin: 0; } p { margin: 0; white-space: pre-wrap; }
    ul { margin: .5rem 0 0; padding: 0; list-style: none; } li { padding: .5rem 0; }
    li + li { border-top: 1px solid light-dark(#ddd, #444); }
    strong.error { color: light-dark(#b3261e, #ff8a80); } strong.warning { color: light-dark(#7a4f00, #ffca6b); }
    code { font: .95em ui-monospace, monospace; }
    button { font: inherit; padding: .3rem .8rem; cursor: pointer; color: inherit;
      background: light-dark(#f2f2f2, #333); border: 1px solid light-dark(#767676, #8a8a8a); }
    button:focus-visible, section:focus-visible { outline: 3px solid light-dark(#0b57d0, #a8c7fa); outline-offset: 1px; }
    .open { right: 1rem; bottom: 1rem; } [hidden] { display: none; }
    @media print { :host { display: none; } }`;

  const element = (name, properties, ...children) => {
    const made = Object.assign(document.createElement(name), properties);
    made.append(...children);
    return made;
  };

  const host = element("div");
  const root = host.attachShadow({ mode: "open" });
  const style = new CSSStyleSheet();
  style.replaceSync(STYLE);
  root.adoptedStyleSheets = [style];
  const title = element("h2", { id: "title" });
  const failure = element("p");
  const list = element("ul");
  const close = element("button", { type: "button", textContent: "收起（Esc）" });
  const status = element("div", {}, title);
  const panel = element("section", { tabIndex: 0 }, element("header", {}, status, close), failure, list);
  const open = element("button", { type: "button", className: "open" });
  panel.setAttribute("aria-labelledby", "title");
  status.setAttribute("role", "status");
  root.append(panel, open);

  let shown = "";
  const show = (wide) => {
    panel.hidden = !wide;
    open.hidden = wide;
  };
  const fold = () => {
    sessionStorage.setItem(DISMISSED, shown);
    show(false);
    open.focus();
  };
  close.addEventListener("click", fold);
  open.addEventListener("click", () => {
    sessionStorage.removeItem(DISMISSED);
    show(true);
    close.focus();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && host.isConnected && !panel.hidden) fold();
  });

  const entry = ({ severity, code, message, path, line, column, hint, url }) => {
    const place = [path, line, column].filter((part) => part !== null).join(":");
    const word = element("strong", { className: severity, textContent: SEVERITIES[severity] ?? severity });
    const item = element("li", {}, element("p", {}, word, ` ${message} `, element("code", { textContent: code })));
    if (place) item.append(element("p", {}, element("code", { textContent: place })));
    if (url) item.append(element("p", {}, element("a", { href: `/${url}`, textContent: "看这项核对" })));
    if (hint) item.append(element("p", { textContent: `提示：${hint}` }));
    return item;
  };

  const hear = (text) => {
    const { diagnostics, findings, summary } = JSON.parse(text);
    if (summary.edition !== edition || lost) return location.reload();
    const found = findings.map(({ rule, statement, note, ...rest }) =>
      ({ ...rest, code: rule, message: `不符：${statement}`, hint: note }));
    if (!summary.failure && diagnostics.length + found.length === 0) return host.remove();
    const serious = summary.failure || diagnostics.some(({ severity }) => severity === "error");
    const last = edition === 0 ? "还没有网站" : "这里是上一次的网站";
    const heading = summary.failure ? `没有生成，${last}` : "已生成，有需要看的地方";
    if (!host.isConnected) document.body.append(host);
    title.textContent = `预览：${heading}`;
    failure.textContent = summary.failure ?? "";
    list.replaceChildren(...diagnostics.concat(found).map(entry));
    open.textContent = summary.counts || "查看错误";
    shown = text;
    show(Boolean(serious) && sessionStorage.getItem(DISMISSED) !== text);
  };

  // Where the program was ended and started again, editions are counted anew.
  let lost = false;
  const news = new EventSource("/__mingzhang/news");
  news.addEventListener("message", (event) => hear(event.data));
  news.addEventListener("error", () => {
    lost = true;
  });
})();
