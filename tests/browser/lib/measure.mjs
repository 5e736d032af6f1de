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

/** Everything that Tab should reach, in the order of the page; remembered for `whereFocusIs`. */
export function stops() {
  const tabbable = "a[href], button:enabled, input:enabled, select:enabled, textarea:enabled, summary, [tabindex]";
  window.tabStops = [...document.querySelectorAll(tabbable)].filter(
    (element) => element.tabIndex >= 0 && element.checkVisibility({ visibilityProperty: true }));
  // Named before focus changes them: a cell that has it is marked as the one to cite.
  const looks = new Map(window.tabStops.map((element) => [element, element.outerHTML.slice(0, 90)]));
  window.nameStop = (element) => `${window.tabStops.indexOf(element)} ${looks.get(element) ?? element.outerHTML.slice(0, 90)}`;
  return window.tabStops.map(window.nameStop);
}

/** Puts focus on the last stop. */
export function toTheEnd() {
  window.tabStops.at(-1)?.focus();
}

/** The element with focus, and why a reader would not see that it has it. */
export function whereFocusIs() {
  const element = document.activeElement;
  const style = getComputedStyle(element);
  const inSight = [...element.getClientRects()].some(({ left, top, width, height }) =>
    [[0.5, 0.5], [0.1, 0.2], [0.9, 0.2], [0.1, 0.8], [0.9, 0.8]].some(([x, y]) => {
      const hit = document.elementFromPoint(left + x * width, top + y * height);
      return hit && element.contains(hit);
    }));
  const trouble = style.outlineStyle === "none" || parseFloat(style.outlineWidth) === 0 ? "no outline"
    : Number(style.opacity) < 1 ? "transparent"
    : inSight ? "" : "out of sight or covered";
  return { name: window.nameStop(element), trouble };
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

/** The pieces of text that `main` shows, in order. */
export function words() {
  const texts = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
  const shown = [];
  while (texts.nextNode()) {
    const text = texts.currentNode.data.trim();
    if (text && texts.currentNode.parentElement.checkVisibility({ visibilityProperty: true })) shown.push(text);
  }
  return shown;
}

/** What print should not have: navigation but for the crumbs, a header that does not repeat, a region that cuts off. */
export function notForPaper() {
  const shown = (element) => element.checkVisibility();
  const cuts = (element) => getComputedStyle(element).overflowX !== "visible" && element.scrollWidth > element.clientWidth + 1 && element.clientWidth > 1;
  const troubles = {
    "is navigation": [...document.querySelectorAll("nav:not(.crumbs), .skip, button, input")].filter(shown),
    "does not repeat": [...document.querySelectorAll("thead")].filter((head) => shown(head) && getComputedStyle(head).display !== "table-header-group"),
    "cuts off": [...document.querySelectorAll("main *")].filter((element) => shown(element) && cuts(element)),
  };
  return Object.entries(troubles).flatMap(([trouble, found]) => found.slice(0, 5).map((element) => `${trouble}: ${element.outerHTML.slice(0, 120)}`));
}
