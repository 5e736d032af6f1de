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
