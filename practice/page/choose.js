// Choosing from a list: a sheet with big rows. One of many closes at once; several have a Done button.
import { $, add, count, h, refill } from "./dom.js";
import { roleName, store } from "./store.js";

const TEXTUAL = { text: [0, 5], voice: [2, 13], category: [4], thread: [10, 11, 12], forum: [15] };

/** The options a select offers, whatever its kind: [{value, label, description, emoji, default}]. */
export function optionsOf(component) {
  if (component.type === 3 || component.options) return component.options || [];
  const preset = new Set((component.default_values || []).map((d) => String(d.id)));
  return offered(component).map((o) => ({ ...o, default: preset.has(o.value) }));
}

function offered(component) {
  const people = store.members.filter((m) => !m.bot).map((m) => ({ value: m.id, label: m.name, description: m.about }));
  const roles = store.roles.map((r) => ({ value: r.id, label: roleName(r.id) }));
  if (component.type === 5) return people;
  if (component.type === 6) return roles;
  if (component.type === 7) return [...people, ...roles];
  return channelOptions(component.channel_types);
}

/** Channels as options, only of the kinds asked for. */
export function channelOptions(types) {
  const wanted = (c) => c.type !== "dm"
    && (!types?.length ? c.type !== "category" : (TEXTUAL[c.type] || []).some((t) => types.includes(t)));
  const sign = { voice: "Voice: ", category: "Group: " };
  return store.channels.filter(wanted)
    .map((c) => ({ value: c.id, label: (sign[c.type] ?? "#") + c.name }));
}

/** "Mon lunch, Tue lunch and 3 more". */
export function summary(labels) {
  if (labels.length <= 3) return labels.join(", ");
  return `${labels.slice(0, 2).join(", ")} and ${labels.length - 2} more`;
}

export const emojiText = (emoji) => (emoji?.id ? `:${emoji.name}:` : emoji?.name || "");

/** Open the sheet; resolves with the chosen values, or null when it is closed without choosing. */
export function choose({ title, options, min = 1, max = 1, chosen = [] }) {
  const sheet = $("sheet");
  const picked = new Set(chosen);
  const single = max === 1;
  return new Promise((resolve) => {
    let answer = null;
    const finish = (values) => {
      answer = values;
      sheet.close();
    };
    const list = h("div", { class: single ? "choices" : `choices ${columns(options)}`, role: "group", "aria-label": title });
    const foot = h("div", { class: "sheet-foot" });
    const rows = options.map((o) => (single ? oneRow(o, picked, finish) : manyRow(o, picked, max, list, note)));
    add(list, rows);
    const status = h("p", { class: "sheet-count", role: "status" });
    const done = h("button", {
      type: "button", class: "btn primary", onclick: () => finish(inOrder(options, picked)),
    }, "Done");
    const clear = h("button", {
      type: "button", class: "btn", onclick: () => {
        picked.clear();
        list.querySelectorAll("input").forEach((box) => { box.checked = false; });
        note();
      },
    }, single ? "Choose nothing" : "Clear all");
    function note() {
      const need = picked.size < min ? ` Choose at least ${min}.` : "";
      status.textContent = single ? "" : `${picked.size} of ${options.length} chosen.${need}`;
      if (max < options.length && !single) status.textContent += ` Up to ${max}.`;
      done.disabled = picked.size < min;
      list.querySelectorAll("input").forEach((box) => {
        box.disabled = !box.checked && picked.size >= max;
      });
    }
    if (!single) add(foot, [status, clear, done]);
    else if (min === 0 && picked.size) clear.onclick = () => finish([]);
    if (single && min === 0 && picked.size) add(foot, [clear]);
    refill(sheet, sheetHead(title, () => finish(null)), filterBox(options, list), list, foot);
    note();
    sheet.onclose = () => {
      sheet.onclose = null;
      resolve(answer);
    };
    sheet.showModal();
    (list.querySelector("[aria-current=true], input:checked, button, input") || sheet).focus();
  });
}

/** How many columns suit these options, on a screen wide enough. */
export function columns(options) {
  if (options.length < 8) return "";
  return options.every((o) => o.label.length <= 13 && !o.description) ? "thirds" : "columns";
}

const inOrder = (options, picked) => options.map((o) => o.value).filter((v) => picked.has(v));

function sheetHead(title, close) {
  return h("div", { class: "sheet-head" }, h("h2", { id: "sheet-title" }, title),
    h("button", { type: "button", class: "btn quiet", onclick: close }, "Close"));
}

function words(option) {
  const emoji = emojiText(option.emoji);
  return h("span", { class: "choice-words" },
    h("span", { class: "choice-label" }, emoji && h("span", { "aria-hidden": "true" }, `${emoji} `), option.label),
    option.description && h("span", { class: "choice-about" }, option.description));
}

function oneRow(option, picked, finish) {
  return h("button", {
    type: "button", class: "choice", "aria-current": picked.has(option.value) ? "true" : null,
    "data-words": `${option.label} ${option.description || ""}`.toLowerCase(), onclick: () => finish([option.value]),
  }, words(option));
}

function manyRow(option, picked, max, list, note) {
  const box = h("input", { type: "checkbox", checked: picked.has(option.value) });
  box.addEventListener("change", () => {
    if (box.checked) picked.add(option.value);
    else picked.delete(option.value);
    note();
  });
  return h("label", { class: "choice", "data-words": `${option.label} ${option.description || ""}`.toLowerCase() }, box, words(option));
}

function filterBox(options, list) {
  if (options.length < 13 || columns(options) === "thirds") return null;
  const input = h("input", { type: "search", class: "filter", placeholder: "Find…", "aria-label": "Find in this list" });
  input.addEventListener("input", () => {
    const wanted = input.value.trim().toLowerCase();
    for (const row of list.children) row.hidden = !row.dataset.words.includes(wanted);
  });
  return input;
}

/** What one select looks like, closed: a button saying what is chosen. */
export function selectFace(component, chosen, onclick) {
  const options = optionsOf(component);
  const labels = options.filter((o) => chosen.includes(o.value)).map((o) => o.label);
  const title = component.placeholder || "Choose";
  return h("button", {
    type: "button", class: "select", "aria-haspopup": "dialog", disabled: component.disabled,
    "data-key": component.custom_id, onclick,
  }, h("span", { class: "select-title" }, title),
  labels.length ? h("span", { class: "select-chosen" }, summary(labels)) : null,
  h("span", { class: "select-hint" }, labels.length ? `${count(labels.length, "choice", "choices")} made` : "Open the list"));
}
