// Combines the facets of the list of cases. Without this script each facet is a plain link.
(() => {
  const nav = document.querySelector(".facets[data-index]");
  const list = document.querySelector(".case-list");
  const status = document.querySelector(".filtered");
  if (!nav || !list || !status || !window.URLSearchParams) return;
  const pages = document.querySelector("nav.pages");
  const clear = document.querySelector(".unfilter");
  const first = list.innerHTML;
  const here = nav.querySelector("a[aria-current]");
  const facetOf = (link) => link.closest("[data-facet]").dataset.facet;
  const fold = nav.querySelector("details.fold");
  if (fold && matchMedia("(min-width: 60em)").matches) fold.open = true; // where CSS cannot
  const names = [...nav.querySelectorAll("[data-facet]")].map((facet) => facet.dataset.facet);
  let cases = null;

  // What the address asks for beside the list itself; what else stands there is none of ours.
  const asked = () => {
    const found = new Map();
    for (const [name, value] of new URLSearchParams(location.search)) {
      if (names.includes(name) && !(here && facetOf(here) === name)) found.set(name, value);
    }
    return found;
  };

  const address = (base, filters) => {
    const query = new URLSearchParams([...filters]).toString();
    return query ? `${base}?${query}` : base;
  };

  const element = (name, text, attributes = {}) => {
    const made = document.createElement(name);
    made.textContent = text;
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    return made;
  };

  // Texts are in one language alone, which may not be the page's.
  const written = nav.dataset.lang ? { lang: nav.dataset.lang } : {};

  // The names of its environment and area as the page says them, where it offers them.
  const labelsOf = (item) =>
    ["environments", "areas"].map((name, place) => {
      const offered = `[data-facet="${name}"] [data-value="${item.facets[name][0]}"] .name`;
      const said = nav.querySelector(offered);
      return said ? said.textContent : item.labels[place];
    });

  const card = (item) => {
    const row = document.createElement("li");
    const heading = document.createElement("h3");
    heading.append(element("a", item.title, { href: nav.dataset.base + item.path, ...written }));
    const labels = element("p", "", { class: "labels" });
    if (item.held) labels.append(element("span", item.held, { class: "held" }));
    const mark = nav.querySelector(`[data-value="${item.facets.environments[0]}"] .env-mark`);
    if (mark) labels.append(mark.cloneNode(true));
    for (const label of labelsOf(item)) labels.append(element("span", label));
    labels.append(element("time", item.date, { datetime: item.date }));
    row.append(heading, labels, element("p", item.summary, written));
    return row;
  };

  const show = () => {
    const filters = asked();
    for (const link of nav.querySelectorAll("a[data-value]")) {
      const on = link === here || filters.get(facetOf(link)) === link.dataset.value;
      if (on) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
    if (pages) pages.hidden = filters.size > 0;
    if (clear) clear.hidden = !filters.size;
    if (!filters.size) {
      list.innerHTML = first;
      status.textContent = "";
      return;
    }
    if (here) filters.set(facetOf(here), here.dataset.value);
    const found = cases.filter((item) =>
      [...filters].every(([name, value]) => item.facets[name].includes(value)),
    );
    list.replaceChildren(...found.map(card));
    status.textContent = found.length
      ? nav.dataset.found.replace("{n}", found.length)
      : nav.dataset.none;
  };

  const load = async () => {
    if (!cases) cases = (await (await fetch(nav.dataset.index)).json()).cases;
    show();
  };

  nav.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-value]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    const filters = asked();
    const name = facetOf(link);
    if (here && facetOf(here) === name) {
      // The list itself is left: for all cases, or for the list of the other value.
      location.href = address(link === here ? nav.dataset.base : link.href, filters);
      return;
    }
    if (filters.get(name) === link.dataset.value) filters.delete(name);
    else filters.set(name, link.dataset.value);
    const list = new URL(nav.dataset.list, location.href);
    if (list.pathname !== location.pathname) {
      location.href = address(list.pathname, filters); // from a later page of the list
      return;
    }
    history.pushState(null, "", address(list.pathname, filters));
    load().catch(() => (location.href = link.href));
  });
  window.addEventListener("popstate", () => load().catch(() => location.reload()));
  if (asked().size) load().catch(() => {});
})();
