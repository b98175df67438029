// The live view of a chart, loaded when it is asked for: areas to choose, a base to compare with.
// All its words are the page's own; no value and no change is made here.
(() => {
  const refuse = () => Promise.reject(new Error("a chart loads nothing"));
  const loader = { load: refuse, sanitize: refuse, http: refuse, file: refuse };

  const element = (name, attributes = {}, ...inside) => {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.append(...inside);
    return made;
  };

  const fetched = async (address) => {
    const answer = await fetch(address);
    if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
    return answer.text();
  };

  // The page's tables of later periods against a base that speak of points of this chart.
  const basesOf = (points) =>
    [...document.querySelectorAll("details[data-base]")]
      .map((details) => {
        const { area, caliber, base } = details.dataset;
        const find = (period) =>
          [`${area}，${period}：`, `${area}（${caliber}），${period}：`]
            .map((start) => points.find((point) => point.said.startsWith(start)))
            .find(Boolean);
        const changes = new Map();
        for (const row of details.querySelectorAll("tr[data-period]")) {
          const point = find(row.dataset.period);
          if (point) changes.set(point.said, row.dataset.change);
        }
        return { details, area, caliber, period: base, point: find(base), changes };
      })
      .filter((base) => base.point && base.changes.size);

  // Areas are chosen where several are drawn: their rows bear the name of their series.
  const areaChoice = (said, names, chosen) => {
    const group = element("fieldset", {}, element("legend", {}, said.areas));
    for (const name of names) {
      const box = element("input", { type: "checkbox" });
      box.checked = true;
      box.addEventListener("change", () => chosen(name, box.checked));
      group.append(element("label", {}, box, name));
    }
    return group;
  };

  const baseChoice = (said, id, bases, chosen) => {
    const select = element("select", { id }, element("option", { value: "" }, said.noBase));
    const groups = new Map();
    bases.forEach((base, place) => {
      const title = base.caliber === "_Z" ? base.area : `${base.area}（${base.caliber}）`;
      if (!groups.has(title)) groups.set(title, element("optgroup", { label: title }));
      groups.get(title).append(element("option", { value: place }, base.period));
    });
    if (groups.size > 1) select.append(...groups.values());
    else for (const group of groups.values()) select.append(...group.childNodes);
    select.addEventListener("change", () => chosen(bases[select.value] || null));
    return element("p", {}, element("label", { for: id }, said.base), select);
  };

  // Around the base, in the layer of the points' own axes.
  const baseLayer = (layers) => {
    const { x, y } = layers.find((one) => one.data.name === "points").encoding;
    const bare = ({ field, type }) => ({ field, type });
    return {
      data: { name: "base" },
      mark: { type: "point", aria: false, size: 260, stroke: "#1b2529", strokeWidth: 2, opacity: 1 },
      encoding: { x: bare(x), y: bare(y) },
    };
  };

  window.chartView = async ({ box, frame, tools, say, said, hide }) => {
    const text = await fetched(box.dataset.spec);
    const spec = JSON.parse(text);
    // The title, the description and the paper are those of the page.
    for (const name of ["title", "description", "background"]) delete spec[name];
    spec.padding = spec.usermeta.padding;
    const rows = JSON.parse(text).datasets; // our own: Vega marks those that it is handed
    const points = rows.points || [];
    const names = [...new Set(points.map((row) => row.series).filter(Boolean))];
    const bases = spec.layer ? basesOf(points) : [];
    if (bases.length) {
      spec.layer.push(baseLayer(spec.layer));
      spec.datasets.base = rows.base = [];
    }
    const holder = element("div", { class: "chart chart-live" });
    const { view, finalize } = await window.siteVega.embed(holder, spec, {
      ast: true, // expressions are interpreted, so that the page need not allow eval
      renderer: "svg",
      actions: false,
      tooltip: false,
      defaultStyle: false,
      loader,
    });

    const left = new Set();
    let base = null;
    const drawn = (row) => {
      const change = base && base.changes.get(row.said);
      if (!change) return { ...row };
      const apart = change.startsWith(said.notComparable);
      const against = apart ? said.against.replace("{base}", base.period) : "";
      return { ...row, said: `${row.said}；${against}${change}` };
    };
    const update = async () => {
      hide();
      for (const [name, all] of Object.entries({ ...rows, base: base ? [base.point] : [] })) {
        if (name === "base" && !bases.length) continue;
        const kept = all.filter((row) => !left.has(row.series)).map(drawn);
        view.change(name, window.siteVega.changeset().remove(() => true).insert(kept));
      }
      await view.runAsync();
    };

    const panel = element("div", { class: "chart-panel" });
    const told = element("div");
    if (names.length > 1) {
      panel.append(
        areaChoice(said, names, async (name, on) => {
          if (on) left.delete(name);
          else left.add(name);
          await update();
          const shown = names.filter((one) => !left.has(one));
          say(shown.length ? said.shown.replace("{areas}", shown.join(said.comma)) : said.noneShown);
        }),
      );
    }
    if (bases.length) {
      panel.append(
        baseChoice(said, `${box.id}-base`, bases, async (chosen) => {
          base = chosen;
          told.replaceChildren();
          if (base) {
            const caption = base.details.querySelector("summary").textContent;
            const table = base.details.querySelector("table").cloneNode(true);
            told.append(element("p", { class: "note" }, caption), table);
            say(said.baseChosen.replace("{base}", () => caption));
          } else say(said.baseLeft);
          await update();
        }),
        told,
      );
    }

    const still = frame.querySelector("svg");
    const picture = holder.querySelector("svg");
    picture.setAttribute("role", "img");
    picture.setAttribute("aria-labelledby", still.getAttribute("aria-labelledby"));
    holder.removeAttribute("role");
    holder.removeAttribute("aria-roledescription");
    frame.classList.add("live");
    frame.prepend(holder);
    if (panel.childNodes.length) tools.append(panel);
    return () => {
      finalize();
      holder.remove();
      panel.remove();
      frame.classList.remove("live");
    };
  };
})();
