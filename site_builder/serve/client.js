/* Reloads the page when the site was built anew, and shows what is wrong with it. */
(function () {
  "use strict";
  var script = document.currentScript;
  var version = script.dataset.version;
  var source = null;

  function show(event) {
    var state = JSON.parse(event.data);
    if (state.version !== version) {
      location.reload();
      return;
    }
    var panel = document.getElementById("site-builder-panel");
    panel.outerHTML = state.panel;
  }

  /* A browser holds few connections to one address, so only pages in sight keep one. */
  function follow() {
    if (document.hidden) {
      if (source) source.close();
      source = null;
    } else if (!source) {
      source = new EventSource(script.dataset.events);
      source.addEventListener("state", show);
    }
  }

  document.addEventListener("visibilitychange", follow);
  follow();
})();
