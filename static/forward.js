// On a page at an old address: goes on to where the page stands now, with the fragment of
// the link, unless what the link points at is kept here.
(() => {
  "use strict";
  const next = document.getElementById("page-next");
  const here = location.hash.slice(1);
  if (!next || (here && document.getElementById(here))) return;
  location.replace(next.hash ? next.href : next.href + location.hash);
})();
