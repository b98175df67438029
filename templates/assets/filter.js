// Finds rows of a long list by a part of their name. Without this script the list stands as it is.
(() => {
  const listed = document.querySelector("[data-filter]");
  const before = document.querySelector(".jump");
  if (!listed || !before) return;
  const rows = [...listed.querySelectorAll("[data-name]")];
  const groups = [...listed.querySelectorAll("tbody, section")].reverse(); // inner ones first
  const plain = (text) => text.normalize("NFKC").toLowerCase().replace(/[\s“”"《》]/g, "");
  const names = rows.map((row) => plain(row.dataset.name));

  const form = document.createElement("form");
  form.className = "list-filter";
  form.setAttribute("role", "search");
  const label = document.createElement("label");
  const field = document.createElement("input");
  field.type = "search";
  field.autocomplete = "off";
  label.append(listed.dataset.filter, field);
  const status = document.createElement("p");
  status.setAttribute("role", "status");
  form.append(label, status);
  before.before(form);

  const show = () => {
    const asked = plain(field.value);
    let found = 0;
    rows.forEach((row, index) => {
      row.hidden = !names[index].includes(asked);
      found += row.hidden ? 0 : 1;
    });
    for (const group of groups) group.hidden = !group.querySelector("[data-name]:not([hidden])");
    const said = found ? listed.dataset.found : listed.dataset.none;
    status.textContent = asked
      ? said.replace("{n}", found).replace("{q}", () => field.value.trim())
      : "";
  };
  form.addEventListener("submit", (event) => event.preventDefault());
  field.addEventListener("input", show);
  if (field.value) show();
})();
