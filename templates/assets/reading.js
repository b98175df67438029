// The reader's tools: letters, contrast, elder mode, paper, sharing, citing, reading aloud. All of
// their words stand in the page. Without this script no tool shows.
(() => {
  const root = document.documentElement;
  const all = (selector, place = document) => [...place.querySelectorAll(selector)];
  const pageTools = document.querySelector(".page-tools");
  const settings = document.querySelector(".settings");
  const MODES = ["elder", "contrast"];
  const SIZES = ["size-small", "size-large"];

  const said = (place) => place && place.querySelector("[aria-live]");
  const say = (region, words) => {
    if (region) region.textContent = words || "";
  };

  // What is remembered is what the class of the page says.
  const keep = () => {
    const names = [...MODES, ...SIZES].filter((name) => root.classList.contains(name));
    try {
      if (names.length) localStorage.setItem("reading", names.join(" "));
      else localStorage.removeItem("reading");
    } catch (blocked) {
      // It holds for this page.
    }
  };
  const size = () => (SIZES.find((name) => root.classList.contains(name)) || "size-medium").slice(5);
  const press = () => {
    for (const button of all("[data-size]")) {
      button.setAttribute("aria-pressed", button.dataset.size === size());
    }
    for (const button of all("[data-mode]")) {
      button.setAttribute("aria-pressed", root.classList.contains(button.dataset.mode));
    }
  };

  const setSize = (button) => {
    root.classList.remove(...SIZES);
    if (button.dataset.size !== "medium") root.classList.add(`size-${button.dataset.size}`);
    return button.dataset.said;
  };
  const setMode = (button) => {
    const on = root.classList.toggle(button.dataset.mode);
    return on ? button.dataset.said : button.dataset.saidOff;
  };
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-size], [data-mode]");
    if (!button) return;
    const words = button.dataset.size ? setSize(button) : setMode(button);
    keep();
    press();
    say(said(settings), words);
  });
  // Another page may have changed them while this one was kept behind it.
  const recall = () => {
    try {
      const names = (localStorage.getItem("reading") || "").split(" ");
      for (const name of [...MODES, ...SIZES]) root.classList.toggle(name, names.includes(name));
    } catch (blocked) {
      return;
    }
    press();
  };
  window.addEventListener("pageshow", (event) => event.persisted && recall());
  window.addEventListener("storage", recall);

  const copyByHand = (text) => {
    const area = document.createElement("textarea");
    area.value = text;
    area.className = "hidden";
    area.setAttribute("readonly", "");
    const focused = document.activeElement;
    document.body.append(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    if (focused) focused.focus();
    return done ? Promise.resolve() : Promise.reject(new Error("not copied"));
  };
  const copy = (text) =>
    navigator.clipboard && window.isSecureContext
      ? navigator.clipboard.writeText(text).catch(() => copyByHand(text))
      : Promise.resolve(text).then(copyByHand);
  const copied = (text, words, region) =>
    copy(text).then(
      () => say(region, words),
      () => say(region, `${said(pageTools).dataset.failed}${text}`),
    );

  const here = location.href.replace(/[?#].*$/, "");
  const share = (button) => {
    const byCopy = () => copied(here, button.dataset.said, said(pageTools));
    if (!navigator.share) return byCopy();
    const heading = document.querySelector("h1");
    return navigator
      .share({ title: heading ? heading.textContent : document.title, url: here })
      .catch((fault) => (fault.name === "AbortError" ? null : byCopy()));
  };

  // A browser lets a script close only what a script, or a link to a new window, has opened.
  const close = (button) => {
    if (window.opener || history.length === 1) window.close();
    setTimeout(() => (location.href = button.dataset.list), 200);
  };

  const actions = {
    print: () => window.print(),
    close,
    share,
    cite: (button) => copied(button.dataset.text, button.dataset.said, said(pageTools)),
  };

  // Citations that stand folded in the page are copied where they are opened.
  const citable = (details) => {
    const text = details.querySelector(".citation");
    const model = document.querySelector('[data-do="cite"]');
    if (!text || !model || details.querySelector(".copy")) return;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "tool copy";
    button.textContent = model.textContent;
    const region = document.createElement("span");
    region.className = "said";
    region.setAttribute("aria-live", "polite");
    button.addEventListener("click", () => copied(text.textContent, model.dataset.said, region));
    text.after(button, region);
  };
  document.addEventListener("toggle", (event) => event.target.open && citable(event.target), true);

  // Reading aloud: what stands in the main part, sentence by sentence, as it is shown.
  const SKIPPED =
    "nav, script, style, svg, button, textarea, select, details:not([open]), [hidden], " +
    "[aria-hidden=true], .hidden, .on-paper, .tools, .said, .provenance, .provenance-list, .downloads, " +
    ".chart-reuse, .cite, .citation, .digest, .foot-of-page, [aria-labelledby=downloads], [aria-labelledby=bases], " +
    "[aria-labelledby=related]";
  const BLOCKS =
    "h1, h2, h3, h4, h5, h6, p, li, tr, caption, figcaption, summary, blockquote, div, section, article";
  const PARTS = ".mark, .judgement, small, th, td, dt, dd, .labels > *, .note, strong + *, br + *";
  const SENTENCE = /(?:[^。！？；!?.]|\.(?!\s|$))+[。！？；!?.…]*[”’」』）]*/g;

  const heard = (text) => {
    const { to, minus } = document.querySelector('[data-do="speak"]').dataset;
    return text
      .replace(/\s+/g, " ")
      .replace(/(\d)\s*[—–~～]\s*(?=\d)/g, (_, digit) => digit + to)
      .replace(/−(?=\d)/g, minus)
      .trim();
  };

  const sentences = () => {
    const main = document.querySelector("main");
    const walker = document.createTreeWalker(main, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT, {
      acceptNode: (node) => {
        if (node.nodeType === Node.TEXT_NODE) return NodeFilter.FILTER_ACCEPT;
        return node.matches(SKIPPED) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_SKIP;
      },
    });
    const runs = [];
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (!node.data.trim() || !node.parentElement.getClientRects().length) continue;
      const block = node.parentElement.closest(BLOCKS);
      let run = runs[runs.length - 1];
      if (!run || run.block !== block) {
        run = { block, text: "", places: [], part: null };
        runs.push(run);
      }
      const part = node.parentElement.closest(PARTS);
      if (run.text && part !== run.part && !/[，。！？；：、（\s]$/.test(run.text)) run.text += "，";
      run.part = part;
      run.places.push({ from: run.text.length, node });
      run.text += node.data;
    }
    return runs.flatMap(cut);
  };

  // A run of text to its sentences, each with the range of the page where it stands.
  const cut = ({ block, text, places }) => {
    const at = (offset) => {
      const place = places.filter(({ from }) => from <= offset).pop() || places[0];
      return [place.node, Math.min(Math.max(offset - place.from, 0), place.node.data.length)];
    };
    return [...text.matchAll(SENTENCE)]
      .map((found) => {
        const range = document.createRange();
        range.setStart(...at(found.index));
        range.setEnd(...at(found.index + found[0].length));
        return { block, range, text: heard(found[0]) };
      })
      .filter((sentence) => /[\p{L}\p{N}]/u.test(sentence.text));
  };

  const reader = (synthesis, button, player) => {
    const buttons = {};
    for (const one of all("[data-do]", player)) buttons[one.dataset.do] = one;
    const region = said(pageTools);
    let voice = null;
    let read = [];
    let at = 0;
    let speaking = null;

    const mark = (sentence) => {
      for (const block of all(".spoken")) block.classList.remove("spoken");
      if (window.CSS && CSS.highlights) CSS.highlights.delete("spoken");
      if (!sentence) return;
      if (window.CSS && CSS.highlights && window.Highlight) {
        CSS.highlights.set("spoken", new Highlight(sentence.range));
      } else sentence.block.classList.add("spoken");
      const box = sentence.range.getBoundingClientRect();
      if (box.top < 0 || box.bottom > window.innerHeight - 96) {
        sentence.block.scrollIntoView({ block: "center" });
      }
    };
    const show = (on, paused) => {
      player.hidden = !on;
      root.classList.toggle("speaking", on);
      button.setAttribute("aria-pressed", on);
      const focused = document.activeElement;
      buttons.pause.hidden = paused;
      buttons.resume.hidden = !paused;
      if (focused === buttons.pause && paused) buttons.resume.focus();
      else if (focused === buttons.resume && !paused) buttons.pause.focus();
      else if (!on && player.contains(focused)) button.focus();
    };
    const silence = () => {
      speaking = null;
      synthesis.cancel();
    };
    const stop = (words) => {
      silence();
      mark(null);
      show(false, false);
      say(region, words);
    };
    const speak = () => {
      if (at >= read.length) return stop(button.dataset.saidEnd);
      const words = new SpeechSynthesisUtterance(read[at].text);
      words.voice = voice;
      words.lang = voice.lang;
      words.rate = root.classList.contains("elder") ? 0.85 : 1;
      words.onend = () => {
        if (speaking !== words) return;
        at += 1;
        speak();
      };
      words.onerror = () => speaking === words && stop(button.dataset.saidFailed);
      speaking = words;
      mark(read[at]);
      synthesis.speak(words);
      return undefined;
    };

    actions.speak = () => {
      if (!player.hidden) return stop(button.dataset.saidOff);
      read = sentences();
      at = 0;
      silence();
      show(true, false);
      say(region, button.dataset.said);
      return speak();
    };
    // A pause ends the sentence, which begins anew: not every browser can hold one.
    actions.pause = () => {
      silence();
      show(true, true);
      say(region, buttons.pause.dataset.said);
    };
    actions.resume = () => {
      show(true, false);
      say(region, buttons.resume.dataset.said);
      speak();
    };
    actions.stop = () => stop(button.dataset.saidOff);
    window.addEventListener("pagehide", silence);

    const language = (root.lang || "zh").split("-")[0].toLowerCase();
    const wanted = (one) => one.lang.replace("_", "-").toLowerCase();
    const choose = () => {
      const voices = synthesis.getVoices().filter((one) => wanted(one).split("-")[0] === language);
      const own = voices.filter((one) => wanted(one) === root.lang.toLowerCase());
      voice = own.find((one) => one.localService) || own[0] || voices[0] || null;
      button.hidden = !voice;
    };
    choose();
    if (synthesis.addEventListener) synthesis.addEventListener("voiceschanged", choose);
  };

  const button = document.querySelector('[data-do="speak"]');
  const player = document.querySelector(".speech");
  if (button && player && window.speechSynthesis && window.SpeechSynthesisUtterance) {
    reader(window.speechSynthesis, button, player);
  }
  document.addEventListener("click", (event) => {
    const pressed = event.target.closest(".tool[data-do]");
    if (pressed && actions[pressed.dataset.do]) actions[pressed.dataset.do](pressed);
  });

  // On paper what is folded is open, and a link within the text says where it leads.
  let opened = [];
  window.addEventListener("beforeprint", () => {
    const canonical = document.querySelector('link[rel="canonical"]');
    for (const link of all(".prose a[href]:not(.figure, .term, [href^='#'], [href*='://'])")) {
      if (link.closest(".provenance-list")) continue;
      link.dataset.address = new URL(link.getAttribute("href"), canonical ? canonical.href : here).href;
    }
    root.style.setProperty("--running", JSON.stringify(document.title));
    opened = all("main details:not([open], .cite, .chart-reuse)");
    for (const details of opened) details.open = true;
  });
  window.addEventListener("afterprint", () => {
    for (const details of opened) details.open = false;
  });

  press();
  for (const tools of [settings, pageTools]) if (tools) tools.hidden = false;
})();
