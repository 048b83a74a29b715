// A text field with a list under it: arrows move, Enter picks, Escape closes. Used for commands and for
// options whose answers the bot suggests while one types.
import { freshId, h, refill } from "./dom.js";

/**
 * Give `input` a list of suggestions.
 * `find(text)` gives (or promises) items; `draw(item)` gives an element's children; `pick(item)` takes one.
 */
export function suggest(input, list, { find, draw, pick, label }) {
  let items = [];
  let at = -1;
  let asked = 0;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", label);
  list.id ||= freshId("list");
  for (const [name, value] of Object.entries({
    role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id, autocomplete: "off",
  })) input.setAttribute(name, value);

  function mark(next) {
    at = items.length ? (next + items.length) % items.length : -1;
    [...list.children].forEach((row, i) => row.setAttribute("aria-selected", String(i === at)));
    const row = list.children[at];
    if (row) {
      input.setAttribute("aria-activedescendant", row.id);
      row.scrollIntoView({ block: "nearest" });
    } else input.removeAttribute("aria-activedescendant");
  }
  function show(found) {
    items = found;
    list.hidden = !items.length;
    input.setAttribute("aria-expanded", String(Boolean(items.length)));
    refill(list, items.map((item) => h("li", {
      role: "option", id: freshId("opt"), class: "suggestion", "aria-selected": "false",
      onpointerdown: (event) => event.preventDefault(),
      onclick: () => take(item),
    }, draw(item))));
    mark(items.length ? 0 : -1);
  }
  function take(item) {
    close();
    pick(item);
  }
  async function refresh() {
    const mine = ++asked;
    const found = await find(input.value);
    if (mine === asked) show(found || []);
  }
  function close() {
    asked += 1;
    show([]);
  }
  input.addEventListener("input", refresh);
  input.addEventListener("keydown", (event) => {
    if (!items.length) {
      if (event.key === "ArrowDown") refresh();
      return;
    }
    if (event.key === "ArrowDown") mark(at + 1);
    else if (event.key === "ArrowUp") mark(at - 1);
    else if ((event.key === "Enter" || event.key === "Tab") && at >= 0 && !event.shiftKey) take(items[at]);
    else if (event.key === "Escape") close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  input.addEventListener("blur", () => setTimeout(close, 120));
  return { refresh, close };
}
