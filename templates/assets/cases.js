// Combines the facets of the list of cases. Without this script each facet is a plain link.
(() => {
  const nav = document.querySelector(".facets[data-index]");
  const list = document.querySelector(".case-list");
  const status = document.querySelector(".filtered");
  if (!nav || !list || !status || !window.URLSearchParams) return;
  const pages = document.querySelector("nav.pages");
  const first = list.innerHTML;
  const here = nav.querySelector("a[aria-current]");
  let cases = null;

  const chosen = () => {
    const found = new Map();
    for (const [name, value] of new URLSearchParams(location.search)) found.set(name, value);
    if (here) {
      const name = here.closest("[data-facet]").dataset.facet;
      if (!found.has(name)) found.set(name, here.dataset.value);
    }
    return found;
  };

  const element = (name, text, attributes = {}) => {
    const made = document.createElement(name);
    made.textContent = text;
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    return made;
  };

  const card = (item) => {
    const row = document.createElement("li");
    const heading = document.createElement("h3");
    heading.append(element("a", item.title, { href: nav.dataset.base + item.path }));
    const labels = element("p", "", { class: "labels" });
    for (const label of item.labels) labels.append(element("span", label));
    labels.append(element("time", item.date, { datetime: item.date }));
    row.append(heading, labels, element("p", item.summary));
    return row;
  };

  const mark = (filters) => {
    for (const link of nav.querySelectorAll("a[data-value]")) {
      const name = link.closest("[data-facet]").dataset.facet;
      if (filters.get(name) === link.dataset.value) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
  };

  const show = () => {
    const filters = chosen();
    mark(filters);
    if (!location.search) {
      list.innerHTML = first;
      status.hidden = true;
      if (pages) pages.hidden = false;
      return;
    }
    const found = cases.filter((item) =>
      [...filters].every(([name, value]) => !item.facets[name] || item.facets[name].includes(value)),
    );
    list.replaceChildren(...found.map(card));
    status.textContent = found.length ? `共${found.length}个案例` : "没有同时符合这些条件的案例";
    status.hidden = false;
    if (pages) pages.hidden = true;
  };

  const load = async () => {
    if (!cases) cases = (await (await fetch(nav.dataset.index)).json()).cases;
    show();
  };

  nav.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-value]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const filters = chosen();
    const name = link.closest("[data-facet]").dataset.facet;
    if (filters.get(name) === link.dataset.value) filters.delete(name);
    else filters.set(name, link.dataset.value);
    if (here && !filters.has(here.closest("[data-facet]").dataset.facet)) {
      const rest = new URLSearchParams([...filters]).toString();
      location.href = nav.dataset.base + (rest ? `?${rest}` : "");
      return;
    }
    const query = new URLSearchParams([...filters]).toString();
    history.pushState(null, "", query ? `?${query}` : location.pathname);
    load().catch(() => (location.href = link.href));
  });
  window.addEventListener("popstate", () => load());
  if (location.search) load().catch(() => {});
})();
