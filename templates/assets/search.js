// Searches the site by the index that the build made. Without this script the page lists all pages.
(() => {
  const page = document.querySelector(".search-page");
  if (!page || !window.URLSearchParams || !window.fetch) return;
  const form = page.querySelector("form");
  const input = form.querySelector("input");
  const status = page.querySelector(".search-status");
  const columns = page.querySelector(".search-columns");
  const drawer = page.querySelector(".search-choices");
  const list = page.querySelector(".results");
  const more = page.querySelector(".more");
  const browse = page.querySelector(".search-browse");
  const STEP = 10;
  const EXCERPT = 76;
  const PATIENCE = 250;
  const NAMES = 8; // how much more a word in a name counts than one in a text

  // What the page says, with its parts filled in; a part never holds another.
  const filled = (name, parts) =>
    page.dataset[name].replace(/\{(\w+)\}/g, (whole, part) => (part in parts ? parts[part] : whole));

  // Words of a query as the index holds them: see site_builder/search/pairs.py.
  const RUN = /[0-9A-Za-z]+|(?:(?![0-9A-Za-z])[\p{L}\p{N}])+/gu;
  const code = (character) => character.codePointAt(0).toString(36).padStart(4, "0");
  const runsOf = (text) => text.normalize("NFKC").toLowerCase().match(RUN) || [];

  // The pieces of a run; a character by itself begins a pair (h) or ends its run (k).
  const piecesOf = (run, alone) => {
    if (/^[0-9a-z]/.test(run)) return [`w${run}`];
    const codes = [...run].map(code);
    if (codes.length === 1) return [alone + codes[0]];
    return codes.slice(1).map((next, place) => `h${codes[place]}${next}`);
  };

  const segmenter = window.Intl && Intl.Segmenter ? new Intl.Segmenter("zh", { granularity: "word" }) : null;
  const pairsOf = (run) => [...run].slice(1).map((next, place) => [...run][place] + next);
  // The words in a run that say something; where the browser knows none, its pairs.
  const wordsOf = (run) => {
    if (/^[0-9a-z]/.test(run)) return run.length > 1 ? [run] : [];
    const words = segmenter ? [...segmenter.segment(run)].map((found) => found.segment) : pairsOf(run);
    return words.filter((word) => [...word].length > 1);
  };

  const base = new URL(page.dataset.index, location.href).href;
  const read = (path, options) => fetch(base + path, options).then((answer) => answer.json());

  // The index is in shards, languages of one folder to the engine, which opens the first by itself.
  // It takes the address of a folder that it has open for a mistake, but not the same in full.
  let engine = null;
  const load = () => {
    if (!engine) {
      engine = Promise.all([
        import(`${base}pagefind.js`),
        read("choices.json", { cache: "no-cache" }),
      ]).then(async ([library, facts]) => {
        const options = { ranking: { metaWeights: { names: NAMES } }, metaCacheTag: facts.version };
        const search = library.createInstance({ noWorker: true, ...options });
        await search.search(""); // waits for the first, and fails where it cannot be read
        const others = facts.shards.slice(1).map(({ code }) => ({ ...options, language: code }));
        await Promise.all(others.map((told) => search.mergeIndex(base, told)));
        offer(facts.choices);
        return { search, facts };
      });
      engine.catch(() => (engine = null));
    }
    return engine;
  };

  // A result is called by its shard and its name there; so are the values that narrow results.
  const shardOf = (id) => id.split("_")[0];
  const valuesOf = ({ values }, id) => values[shardOf(id)][id.split("_")[1]];
  const loadValues = ({ shards, values }, results) => {
    const found = new Set(results.map(({ id }) => shardOf(id)));
    const lacking = shards.filter(({ code }) => found.has(code) && !values[code]);
    return Promise.all(
      lacking.map(async ({ code, name }) => {
        values[code] = await read(`choices/${name}.json`);
      }),
    );
  };

  const asking = async (search, questions) => {
    const found = new Map();
    for (const question of new Set(questions)) {
      for (const result of (await search.search(question)).results) {
        if (!found.has(result.id)) found.set(result.id, result);
      }
    }
    return found;
  };

  // What holds all of a run: of several characters as they stand there, of one or a word from its
  // beginning.
  const isSingle = (run) => /^[0-9a-z]/.test(run) || [...run].length === 1;
  const holding = (search, run) => {
    const asked = ["h", "k"].map((alone) => piecesOf(run, alone).join(" "));
    return asking(search, isSingle(run) ? asked : [`"${asked[0]}"`]);
  };

  // How many results are in each shard.
  const tally = (results) => {
    const found = new Map();
    for (const id of results.keys()) found.set(shardOf(id), (found.get(shardOf(id)) || 0) + 1);
    return found;
  };

  // The engine weighs a piece by how many records hold it, in each shard by itself. So the scores of
  // a shard are scaled to what its pieces weigh in all.
  const ranked = async (search, shards, runs, results) => {
    if (shards.length === 1) return results;
    const parts = new Set(runs.flatMap((run) => (isSingle(run) ? [run] : pairsOf(run))));
    const found = await Promise.all([...parts].map((part) => holding(search, part)));
    const held = found.map(tally);
    const weigh = (number, of) => Math.log(1 + (of - number + 0.5) / (number + 0.5));
    const sum = (numbers) => numbers.reduce((one, other) => one + other, 0);
    const all = sum(shards.map(({ count }) => count));
    const whole = sum(found.map(({ size }) => weigh(size, all)));
    const scales = shards.map(({ code, count }) => [
      code,
      whole / sum(held.map((numbers) => weigh(numbers.get(code) || 0, count))),
    ]);
    const scale = new Map(scales);
    const score = (result) => result.score * scale.get(shardOf(result.id));
    return results.sort((one, other) => score(other) - score(one));
  };

  // What holds all that was written, ranked by the index, which by itself passes over a piece that it
  // does not know; else what holds the most words of it.
  const find = async ({ search, facts }, runs) => {
    const whole = await Promise.all(runs.map((run) => holding(search, run)));
    const asked = ["h", "k"].map((alone) => runs.flatMap((run) => piecesOf(run, alone)).join(" "));
    const some = [...(await asking(search, asked)).values()];
    const results = some.filter(({ id }) => whole.every((found) => found.has(id)));
    if (results.length) return { results: await ranked(search, facts.shards, runs, results), words: [] };
    const words = [...new Set(runs.flatMap(wordsOf))];
    const found = await Promise.all(words.map((word) => holding(search, word)));
    const marks = new Map();
    for (const results of found) {
      for (const [id, result] of results) {
        const { number = 0, score = 0 } = marks.get(id) || {};
        marks.set(id, { result, number: number + 1, score: score + result.score });
      }
    }
    const most = Math.max(...[...marks.values()].map(({ number }) => number));
    const best = [...marks.values()].filter(({ number }) => number === most);
    best.sort((one, other) => other.score - one.score);
    return {
      results: best.map(({ result }) => result),
      words: words.filter((word, place) => found[place].size),
    };
  };

  const element = (name, text = "", attributes = {}) => {
    const made = document.createElement(name);
    made.textContent = text;
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    return made;
  };

  // The choices that narrow results: made once, shown where they have results.
  const boxes = [];
  const offer = (choices) => {
    const asked = new URLSearchParams(location.search);
    choices.forEach((choice, place) => {
      const set = element("fieldset");
      set.append(element("legend", choice.title));
      choice.values.forEach(([id, title]) => {
        const box = element("input", "", { type: "checkbox", name: choice.name, value: id });
        box.checked = asked.getAll(choice.name).includes(id);
        const count = element("span", "", { class: "count" });
        const label = element("label");
        label.append(box, ` ${title} `, count);
        set.append(label);
        boxes.push({ box, count, label, set, place });
        box.addEventListener("change", () => show().catch(failed));
      });
      drawer.querySelector(".choices").append(set);
    });
    drawer.open = window.matchMedia("(min-width: 60em)").matches;
  };

  const chosen = (but) => {
    const wanted = new Map();
    for (const { box, place } of boxes) {
      if (box.checked && place !== but) wanted.set(place, [...(wanted.get(place) || []), box.value]);
    }
    return [...wanted];
  };

  const within = (values, wanted) =>
    wanted.every(([place, ones]) => ones.some((one) => values[place].includes(one)));

  const count = (results, facts) => {
    for (const { box, count, label, set, place } of boxes) {
      const others = chosen(place);
      const number = results.filter(({ id }) => {
        const values = valuesOf(facts, id);
        return values[place].includes(box.value) && within(values, others);
      }).length;
      count.textContent = number;
      label.hidden = !number && !box.checked;
      set.hidden = [...set.querySelectorAll("label")].every((one) => one.hidden);
    }
  };

  // The text that pieces were made of.
  const textOf = (content) => {
    let text = "";
    let before = "";
    for (const piece of content.split(/\s+/)) {
      const kind = piece[0];
      if (kind === "h" || kind === "k") text += String.fromCodePoint(parseInt(piece.slice(1, 5), 36));
      else if (kind === "w") text += (before === "w" ? " " : "") + piece.slice(1, -1);
      else text += piece;
      before = kind;
    }
    return text.replace(/｜+$/, "");
  };

  // What of a query stands in a text: all that was written, else its words, else its pairs.
  const standing = (text, runs) => {
    const low = text.toLowerCase();
    const found = runs.flatMap((run) => {
      for (const parts of [[run], wordsOf(run), pairsOf(run)]) {
        const here = parts.filter((part) => low.includes(part));
        if (here.length) return here;
      }
      return [];
    });
    return found.sort((one, other) => other.length - one.length);
  };

  // On a page in another language, what is in Chinese says so.
  const HAN = /\p{Script=Han}/u;
  const marked = (holder, text, parts) => {
    if (page.dataset.own && HAN.test(text)) holder.lang = page.dataset.own;
    const low = text.toLowerCase();
    let done = 0;
    for (let at = 0; at < text.length; ) {
      const part = parts.find((one) => low.startsWith(one, at));
      if (!part) {
        at += 1;
        continue;
      }
      holder.append(text.slice(done, at), element("mark", text.slice(at, at + part.length)));
      at += part.length;
      done = at;
    }
    holder.append(text.slice(done));
    return holder;
  };

  const excerpt = (text, parts) => {
    const at = parts.length ? text.toLowerCase().indexOf(parts[0]) : 0;
    const start = at > EXCERPT / 2 ? at - Math.round(EXCERPT / 3) : 0;
    const cut = text.slice(start, start + EXCERPT).replace(/｜/g, " ");
    return `${start ? "…" : ""}${cut.trim()}${start + EXCERPT < text.length ? "…" : ""}`;
  };

  const titlesOf = (facts, id) =>
    facts.choices.slice(0, 3).flatMap(({ values }, place) => {
      const titles = new Map(values);
      return valuesOf(facts, id)[place].map((value) => titles.get(value));
    });

  const item = (facts, id, record, runs) => {
    const row = element("li");
    const path = record.raw_url.slice(1);
    const link = element("a", "", { href: page.dataset.root + path });
    const { title, note, held } = record.meta;
    const text = textOf(record.content);
    const heading = element("h2");
    heading.append(marked(link, title, standing(title, runs)));
    const labels = element("p", "", { class: "labels" });
    if (held) labels.append(element("span", held, { class: "held" }));
    for (const label of titlesOf(facts, id)) labels.append(element("span", label));
    row.append(heading, labels);
    if (note) row.append(element("p", note, { class: "result-note" }));
    const parts = standing(text, runs);
    row.append(marked(element("p"), excerpt(text, parts), parts));
    row.append(element("p", `/${path}`, { class: "note address" }));
    return row;
  };

  // What is on screen: the results of the last query that pass the choices, `shown` of them.
  let state = { results: [], words: [], runs: [], shown: 0, passing: [], facts: null };
  let turn = 0;

  const append = async (number) => {
    const mine = turn;
    const { passing, shown, facts, runs } = state;
    const next = passing.slice(shown, shown + number);
    const records = await Promise.all(next.map((result) => result.data()));
    if (mine !== turn) return null;
    const rows = next.map(({ id }, place) => item(facts, id, records[place], runs));
    list.append(...rows);
    state.shown += next.length;
    const rest = passing.length - state.shown;
    more.hidden = rest === 0;
    more.textContent = filled("more", { n: Math.min(rest, STEP), rest });
    return rows[0];
  };

  const address = () => {
    const query = new URLSearchParams();
    if (input.value.trim()) query.set("q", input.value.trim());
    for (const { box } of boxes) if (box.checked) query.append(box.name, box.value);
    const text = query.toString();
    history.replaceState(null, "", text ? `?${text}` : location.pathname);
  };

  const say = () => {
    const { passing, results, words } = state;
    const asked = input.value.trim();
    if (!results.length) return filled("none", { q: asked });
    if (!passing.length) return filled("narrow", {});
    if (words.length) {
      const found = words.map((word) => filled("word", { word })).join("");
      return filled("words", { q: asked, n: passing.length, words: found });
    }
    return filled("found", { n: passing.length });
  };

  const show = async () => {
    turn += 1;
    const { results, facts } = state;
    const wanted = chosen();
    state.passing = results.filter(({ id }) => within(valuesOf(facts, id), wanted));
    state.shown = 0;
    list.textContent = "";
    more.hidden = true;
    columns.hidden = results.length === 0;
    browse.hidden = results.length > 0;
    count(results, facts);
    address();
    await append(STEP);
    status.textContent = say();
    list.setAttribute("aria-busy", "false");
  };

  const clear = () => {
    turn += 1;
    list.setAttribute("aria-busy", "false");
    columns.hidden = true;
    browse.hidden = false;
    status.textContent = "";
    address();
  };

  const failed = () => {
    list.setAttribute("aria-busy", "false");
    columns.hidden = true;
    browse.hidden = false;
    status.textContent = page.dataset.failed;
  };

  let latest = 0;
  const run = async () => {
    const mine = (latest += 1);
    const runs = runsOf(input.value);
    if (!runs.length) return clear();
    list.setAttribute("aria-busy", "true");
    if (!engine) status.textContent = page.dataset.loading;
    const opened = await load();
    const { facts } = opened;
    const found = await find(opened, runs);
    await loadValues(facts, found.results);
    if (mine !== latest) return null;
    state = { ...found, runs, shown: 0, passing: [], facts };
    return show();
  };

  let waiting = 0;
  input.addEventListener("focus", () => load().catch(() => {}), { once: true });
  input.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => run().catch(failed), PATIENCE);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    clearTimeout(waiting);
    run().catch(failed);
  });
  more.addEventListener("click", async () => {
    const first = await append(STEP).catch(failed);
    if (first) first.querySelector("a").focus();
  });

  input.value = new URLSearchParams(location.search).get("q") || "";
  if (input.value) run().catch(failed);
})();
