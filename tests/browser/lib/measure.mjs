// Functions that run inside the page.

/** The elements that make the page scroll sideways; none where it does not. What scrolls in its own region may be wide. */
export function tooWide() {
  const { scrollWidth, clientWidth } = document.scrollingElement;
  if (scrollWidth <= clientWidth) return [];
  const scrolls = (element) => element && (/auto|scroll|hidden/.test(getComputedStyle(element).overflowX) || scrolls(element.parentElement));
  const reaches = [...document.body.querySelectorAll("*")].filter(
    (element) => element.getBoundingClientRect().right > clientWidth + 1 && !scrolls(element.parentElement));
  return [`the page: ${scrollWidth} in ${clientWidth} pixels`, ...reaches.slice(0, 5).map((element) => element.outerHTML.slice(0, 120))];
}

/** Notes everything that Tab should reach, for `whereFocusIs` and `skipped`, and says how much it is. */
export function startWalk(backwards) {
  // Of the buttons of one choice Tab reaches the chosen one.
  window.tabbable = (element) => element.isConnected && element.tabIndex >= 0 && !element.matches('[type="radio"]:not(:checked)')
    && element.checkVisibility({ visibilityProperty: true });
  const all = "a[href], button:enabled, input:enabled, select:enabled, textarea:enabled, summary, [tabindex]";
  window.tabStops = [...document.querySelectorAll(all)].filter(window.tabbable);
  if (backwards) window.tabStops.reverse()[0]?.focus();
  window.walked = backwards ? window.tabStops.slice(0, 1) : [];
  window.onwards = backwards ? Node.DOCUMENT_POSITION_PRECEDING : Node.DOCUMENT_POSITION_FOLLOWING;
  return window.tabStops.length - window.walked.length;
}

/** What is wrong with the place where focus is: out of order, or not to be seen. */
export function whereFocusIs() {
  const element = document.activeElement;
  // The one link that copies moves with focus from cell to cell.
  const before = window.walked.findLast((one) => one.isConnected && !one.matches("a.h"));
  window.walked.push(element);
  const style = getComputedStyle(element);
  const inSight = [...element.getClientRects()].some(({ left, top, width, height }) =>
    [[0.5, 0.5], [0.1, 0.2], [0.9, 0.2], [0.1, 0.8], [0.9, 0.8]].some(([x, y]) =>
      element.contains(document.elementFromPoint(left + x * width, top + y * height))));
  const troubles = {
    "out of order": before && !(before.compareDocumentPosition(element) & window.onwards),
    "no outline": style.outlineStyle === "none" || parseFloat(style.outlineWidth) === 0,
    "transparent": Number(style.opacity) < 1,
    "out of sight or covered": !inSight,
  };
  return Object.keys(troubles).filter((trouble) => troubles[trouble]).map((trouble) => `${trouble}: ${element.outerHTML.slice(0, 120)}`);
}

/** What the walk so far should have met and did not; a table's cells take turns at being the stop, so they may leave. */
export function skipped() {
  const reached = window.tabStops.findLastIndex((element) => window.walked.includes(element));
  const met = (element) => window.walked.includes(element) || !window.tabbable(element);
  return window.tabStops.slice(0, reached).filter((element) => !met(element)).map((element) => `skipped: ${element.outerHTML.slice(0, 120)}`);
}

/** Regions that scroll, but that neither have focus themselves nor hold anything that has. */
export function scrollingRegions() {
  const scrolls = (element) => {
    const { overflowX, overflowY } = getComputedStyle(element);
    return (/auto|scroll/.test(overflowX) && element.scrollWidth > element.clientWidth + 1)
      || (/auto|scroll/.test(overflowY) && element.scrollHeight > element.clientHeight + 1);
  };
  const reachable = (element) => element.tabIndex >= 0 || (!element.querySelector("table") && element.querySelector("a[href], button, input"));
  return [...document.body.querySelectorAll("*")].filter((element) => scrolls(element) && !reachable(element)).map((element) => element.outerHTML.slice(0, 120));
}

/**
 * The pieces of text that `main` shows, in order, and how many drawings: one for a narrow page breaks its lines
 * elsewhere. What is for readers without scripts (`noscript`, the place of search results) is left out.
 */
export function words() {
  const main = document.querySelector("main");
  const shows = (element) => element.checkVisibility({ visibilityProperty: true });
  const texts = document.createTreeWalker(main, NodeFilter.SHOW_TEXT);
  const shown = [];
  while (texts.nextNode()) {
    const { data, parentElement } = texts.currentNode;
    if (data.trim() && shows(parentElement) && !parentElement.closest("svg, noscript, #page-found, .below")) shown.push(data.trim());
  }
  return [...shown, `${[...main.querySelectorAll("svg")].filter(shows).length} drawings`];
}

/** What print should not have: navigation but for the crumbs, a header that does not repeat, a region that cuts off, a line number in pieces. */
export function notForPaper() {
  const shown = (element) => element.checkVisibility();
  const cuts = (element) => getComputedStyle(element).overflowX !== "visible" && element.scrollWidth > element.clientWidth + 1 && element.clientWidth > 1;
  const lines = (element) => {
    const range = document.createRange();
    range.selectNodeContents(element);
    return range.getClientRects().length;
  };
  const troubles = {
    "is navigation": [...document.querySelectorAll("nav:not(.crumbs), .skip, input, :not(th) > button")].filter(shown),
    "does not repeat": [...document.querySelectorAll("thead")].filter((head) => shown(head) && getComputedStyle(head).display !== "table-header-group"),
    "cuts off": [...document.querySelectorAll("main *")].filter((element) => shown(element) && cuts(element)),
    "breaks a line number": [...document.querySelectorAll("td.p a")].filter((link) => shown(link) && lines(link) > 1),
  };
  return Object.entries(troubles).flatMap(([trouble, found]) => found.slice(0, 5).map((element) => `${trouble}: ${element.outerHTML.slice(0, 120)}`));
}
