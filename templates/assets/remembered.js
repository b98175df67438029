// Before a page is painted: how the reader wants it shown, so that nothing jumps afterwards.
(() => {
  const root = document.documentElement;
  root.classList.add("scripted");
  try {
    for (const name of (localStorage.getItem("reading") || "").split(" ")) {
      if (/^(elder|contrast|size-small|size-large)$/.test(name)) root.classList.add(name);
    }
  } catch (blocked) {
    // Without storage each page begins as it is.
  }
})();
