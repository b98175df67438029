// Charts read mark by mark: with arrow keys, a pointer, a finger. Without this script each chart is
// a picture with its table. What a mark says is its aria-label, "series，place：value".
(() => {
  const frames = [...document.querySelectorAll(".chart-frame")].filter((frame) =>
    frame.querySelector("svg.chart"),
  );
  if (!frames.length) return;
  const { library, view, ...said } = document.currentScript.dataset; // what the page says of charts
  const NEAR = 24; // CSS pixels from a mark within which the pointer means it
  const GAP = 10;
  const KEYS = ["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown", "Home", "End"];

  const element = (name, attributes = {}, text = "") => {
    const made = document.createElement(name);
    for (const key of Object.keys(attributes)) made.setAttribute(key, attributes[key]);
    made.textContent = text;
    return made;
  };

  const main = document.querySelector("main") || document.body;
  const tip = element("div", { class: "chart-tip", "aria-hidden": "true", hidden: "" });
  const status = element("p", { class: "hidden", role: "status" });
  const help = element("p", { id: "chart-help", hidden: "" }, said.help);
  main.append(tip, status, help);
  const say = (words) => (status.textContent = words);

  // The mark that is shown, the frame it stands in, and whether it stays when the pointer moves on.
  let current = null;
  let currentFrame = null;
  let held = false;

  // The picture that is seen: the live one, once it is open.
  const picture = (frame) => frame.querySelector(".chart-live svg") || frame.querySelector("svg");
  const marksOf = (frame) => [...picture(frame).querySelectorAll("[aria-label]")];
  const words = (mark) => mark.getAttribute("aria-label");
  const middle = (mark) => {
    const box = mark.getBoundingClientRect();
    return { x: (box.left + box.right) / 2, y: (box.top + box.bottom) / 2 };
  };

  const ring = document.createElementNS("http://www.w3.org/2000/svg", "g");
  ring.setAttribute("class", "chart-ring");
  for (let count = 0; count < 2; count += 1) {
    ring.append(document.createElementNS("http://www.w3.org/2000/svg", "rect"));
  }

  const encircle = (svg, mark) => {
    const box = mark.getBoundingClientRect();
    const matrix = svg.getScreenCTM().inverse();
    const inside = (x, y) => {
      const point = svg.createSVGPoint();
      point.x = x;
      point.y = y;
      return point.matrixTransform(matrix);
    };
    const from = inside(box.left, box.top);
    const to = inside(box.right, box.bottom);
    const size = { x: from.x - 4, y: from.y - 4, width: to.x - from.x + 8, height: to.y - from.y + 8 };
    size.rx = Math.min(size.width, size.height) / 2;
    for (const rect of ring.children) {
      for (const key of Object.keys(size)) rect.setAttribute(key, size[key]);
    }
    svg.append(ring);
  };

  // Above the mark or, where there is no room, below it; always between the sides of the window.
  const putTip = (mark, text = words(mark)) => {
    tip.textContent = text;
    tip.hidden = false;
    tip.style.left = tip.style.top = "0";
    const own = tip.getBoundingClientRect();
    const box = mark.getBoundingClientRect();
    const most = document.documentElement.clientWidth - own.width - 8;
    const left = Math.max(8, Math.min((box.left + box.right - own.width) / 2, most));
    const above = box.top - own.height - GAP;
    tip.style.left = `${left - own.left}px`;
    tip.style.top = `${(above > 0 ? above : box.bottom + GAP) - own.top}px`;
  };

  const hide = () => {
    current = currentFrame = null;
    held = false;
    tip.hidden = true;
    ring.remove();
  };

  const show = (frame, mark, stays) => {
    held = stays;
    if (mark !== current) {
      current = mark;
      currentFrame = frame;
      encircle(picture(frame), mark);
      putTip(mark);
    }
    if (stays) say(words(mark));
  };

  const nearest = (frame, x, y) => {
    let found = null;
    let least = NEAR;
    for (const mark of marksOf(frame)) {
      const box = mark.getBoundingClientRect();
      const centre = middle(mark);
      const away =
        Math.hypot(Math.max(box.left - x, 0, x - box.right), Math.max(box.top - y, 0, y - box.bottom)) +
        Math.hypot(centre.x - x, centre.y - y) / 1000; // of marks that overlap, the one meant
      if (away < least) [found, least] = [mark, away];
    }
    return found;
  };

  const placeOf = (mark) => {
    const place = words(mark).split(said.colon)[0];
    const cut = place.indexOf(said.clause);
    return { series: place.slice(0, Math.max(cut, 0)), label: place.slice(cut + 1) };
  };

  // The mark that a key leads to: all in their order, or the same place of another series.
  const next = (marks, mark, key) => {
    const at = marks.indexOf(mark);
    const back = key === "ArrowLeft" || key === "ArrowUp";
    if (key === "Home" || (at < 0 && !back && key !== "End")) return marks[0];
    if (key === "End" || at < 0) return marks[marks.length - 1];
    const places = marks.map(placeOf);
    const names = [...new Set(places.map((place) => place.series))];
    if (names.length < 2 || key === "ArrowLeft" || key === "ArrowRight") {
      return marks[at + (back ? -1 : 1)] || mark;
    }
    const name = names[names.indexOf(places[at].series) + (back ? -1 : 1)];
    const others = marks.filter((_, place) => places[place].series === name);
    const away = (other) => Math.abs(middle(other).x - middle(mark).x);
    return (
      others.find((other) => placeOf(other).label === places[at].label) ||
      others.sort((one, other) => away(one) - away(other))[0] ||
      mark
    );
  };

  const readable = (frame) => {
    const title = frame.querySelector("svg title");
    const reader = element("div", {
      class: "chart-reader",
      tabindex: "0",
      role: "application",
      "aria-label": said.readable.replace("{title}", () => (title ? title.textContent : "")),
      "aria-describedby": help.id,
    });
    frame.append(reader);
    reader.addEventListener("keydown", (event) => {
      const marks = marksOf(frame);
      if (!KEYS.includes(event.key) || !marks.length) return;
      if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
      event.preventDefault();
      const mark = next(marks, current, event.key);
      mark.scrollIntoView({ block: "nearest", inline: "nearest" });
      show(frame, mark, true);
    });
    reader.addEventListener("focus", () => putTip(reader, help.textContent));
    reader.addEventListener("blur", hide);
    frame.addEventListener("scroll", () => current && putTip(current));
    frame.addEventListener("mousemove", (event) => {
      const mark = nearest(frame, event.clientX, event.clientY);
      if (mark && mark !== current) show(frame, mark, false);
      else if (!mark && !held) hide();
    });
    frame.addEventListener("click", (event) => {
      const mark = nearest(frame, event.clientX, event.clientY);
      if (mark) show(frame, mark, true);
      else hide();
    });
    frame.addEventListener("mouseleave", (event) => {
      if (!held && event.relatedTarget !== tip) hide();
    });
  };
  tip.addEventListener("mouseleave", (event) => {
    if (!held && !(currentFrame && currentFrame.contains(event.relatedTarget))) hide();
  });
  // A tap on the words means the mark that they cover.
  tip.addEventListener("click", (event) => {
    const mark = nearest(currentFrame, event.clientX, event.clientY);
    if (mark) show(currentFrame, mark, true);
  });
  document.addEventListener("click", (event) => {
    if (currentFrame && !currentFrame.contains(event.target) && event.target !== tip) hide();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") hide();
  });
  window.addEventListener("resize", () => current && putTip(current));

  let loaded = null;
  const script = (src) =>
    new Promise((done, failed) => {
      const made = element("script", { src });
      made.addEventListener("load", done);
      made.addEventListener("error", failed);
      document.head.append(made);
    });
  const load = () => {
    loaded = loaded || script(library).then(() => script(view));
    return loaded;
  };

  // The live view: nothing of it is there before its button is pressed.
  const openable = (box, frame) => {
    const tools = element("div", { class: "chart-tools" });
    const button = element("button", { type: "button" }, said.open);
    tools.append(button);
    frame.after(tools);
    let close = null;
    let busy = false;
    button.addEventListener("click", () => {
      if (busy) return;
      hide();
      if (close) {
        close();
        close = null;
        button.textContent = said.open;
        say(said.closed);
        return;
      }
      busy = true;
      say(said.loading);
      load()
        .then(() => window.chartView({ box, frame, tools, say, said, hide }))
        .then((closing) => {
          close = closing;
          button.textContent = said.close;
          say(said.opened);
        })
        .catch(() => {
          loaded = null;
          say(said.failed);
        })
        .then(() => (busy = false));
    });
  };

  for (const frame of frames) {
    readable(frame);
    const box = frame.closest("[data-spec]");
    if (library && view && box && window.fetch) openable(box, frame);
  }
})();
