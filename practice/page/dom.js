// Small helpers to build elements. Text always goes in as text nodes, never as markup.

/** Make an element: h("p", {class: "x", onclick: fn, hidden: true}, "text", child, [more]). */
export function h(tag, props = {}, ...kids) {
  const el = document.createElement(tag);
  for (const [name, value] of Object.entries(props || {})) setProp(el, name, value);
  add(el, kids);
  return el;
}

function setProp(el, name, value) {
  if (value === null || value === undefined || value === false) return;
  if (name.startsWith("on")) el.addEventListener(name.slice(2), value);
  else if (name === "value") el.value = value;
  else if (value === true) el.setAttribute(name, "");
  else el.setAttribute(name, String(value));
}

/** Append children: strings become text; null and false are skipped; lists are flattened. */
export function add(el, kids) {
  for (const kid of [kids].flat(Infinity)) {
    if (kid === null || kid === undefined || kid === false) continue;
    el.append(kid instanceof Node ? kid : document.createTextNode(String(kid)));
  }
  return el;
}

/** Replace everything inside `el`, keeping keyboard focus on the item with the same data-key. */
export function refill(el, ...kids) {
  const key = el.contains(document.activeElement) ? focusKey(document.activeElement) : null;
  el.replaceChildren();
  add(el, kids);
  if (key) focusByKey(el, key);
}

/** The nearest data-key of an element: how we find "the same" control after a redraw. */
export function focusKey(el) {
  return el?.closest?.("[data-key]")?.dataset.key ?? null;
}

/** Focus the control carrying this key; true when it was found. */
export function focusByKey(root, key) {
  const found = [...root.querySelectorAll("[data-key]")].find((el) => el.dataset.key === key);
  if (found) found.focus({ preventScroll: true });
  return Boolean(found);
}

let held = null; // what a finger or the mouse is pressing right now
const waiting = new Map();
document.addEventListener("pointerdown", (event) => { held = event.target; }, true);
for (const end of ["pointerup", "pointercancel"]) {
  document.addEventListener(end, () => setTimeout(() => {
    held = null;
    const late = [...waiting.values()];
    waiting.clear();
    late.forEach((work) => work());
  }, 30), true);
}

/** Redraw inside `el` now, or, while something in it is being pressed, as soon as it is let go. */
export function calmly(el, work, lateWork = work) {
  if (held && el.contains(held)) waiting.set(el, lateWork);
  else work();
}

export const $ = (id) => document.getElementById(id);

let serial = 0;
/** A fresh id, to tie a label to its field. */
export const freshId = (prefix = "f") => `${prefix}-${++serial}`;

/** "1 person", "2 people". */
export const count = (n, one, many) => `${n} ${n === 1 ? one : many}`;

/** Run `work` within `ms` of the first call, once for all calls until then: also in a lasting storm. */
export function soon(ms, work) {
  let timer = 0;
  return () => {
    timer ||= setTimeout(() => {
      timer = 0;
      work();
    }, ms);
  };
}

/** Run `work` once things have been quiet for `ms`. */
export function later(ms, work) {
  let timer = 0;
  return (...args) => {
    clearTimeout(timer);
    timer = setTimeout(() => work(...args), ms);
  };
}
