// One form field per form part: how it looks, how its value is read, whether it is filled in.
import { count, freshId, h } from "./dom.js";
import { columns, emojiText, optionsOf } from "./choose.js";
import { blocks } from "./markdown.js";

/**
 * A field: {el, key, value(), problem(), dirty()}.
 * `problem()` is a sentence or ""; `key` is the custom_id, or null for text that is only read.
 */
export function field(component) {
  if (component.type === 10) return still(h("div", { class: "text" }, blocks(component.content)));
  if (component.type === 1) return field(component.components[0]);
  if (component.type === 18) return labelled(component.label, component.description, component.component);
  return labelled(component.label || "", "", component);
}

const still = (el) => ({ el, key: null, value: () => null, problem: () => "", dirty: () => false, fault: () => {} });

function labelled(label, description, inner) {
  const ids = { input: freshId("in"), about: freshId("about"), fault: freshId("fault") };
  const required = inner.required !== false;
  const part = build(inner, ids, required);
  if (!part) return still(h("p", { class: "small" }, "This part of the form cannot be shown here."));
  const fault = h("p", { class: "fault", id: ids.fault, hidden: true });
  const words = [label, required ? null : h("span", { class: "optional" }, " (if you like)")];
  const about = description ? h("p", { class: "about", id: ids.about }, description) : null;
  const el = part.group
    ? h("fieldset", { class: "field-box", "aria-describedby": `${ids.about} ${ids.fault}` }, h("legend", {}, words), about, part.el, fault)
    : h("div", { class: "field-box" }, h("label", { for: ids.input, class: part.inline ? "sr" : null }, words), about, part.el, fault);
  if (part.inline) {
    el.replaceChildren(...[part.el, about, fault].filter(Boolean));
    part.el.append(h("label", { for: ids.input }, words));
  }
  const showFault = (text) => {
    fault.textContent = text;
    fault.hidden = !text;
    part.mark?.(Boolean(text));
  };
  return { el, key: inner.custom_id, value: part.value, problem: part.problem, dirty: part.dirty, fault: showFault, focus: part.focus };
}

function build(c, ids, required) {
  switch (c.type) {
    case 4: return textInput(c, ids, required);
    case 3: case 5: case 6: case 7: case 8: return menu(c, ids, required);
    case 19: return upload(c, ids, required);
    case 21: return ticks("radio", c, c.options || [], required ? 1 : 0, 1);
    case 22: return ticks("checkbox", c, c.options || [], required ? c.min_values ?? 1 : 0, c.max_values ?? 10);
    case 23: return single(c, ids);
    default: return null;
  }
}

function textInput(c, ids, required) {
  const long = c.style === 2;
  const input = h(long ? "textarea" : "input", {
    id: ids.input, type: long ? null : "text", rows: long ? 5 : null, maxlength: c.max_length, placeholder: c.placeholder,
    "aria-required": String(required), "aria-describedby": `${ids.about} ${ids.fault} ${ids.input}-count`, autocomplete: "off",
  });
  input.value = c.value || "";
  const before = input.value;
  const left = h("span", { class: "counter", id: `${ids.input}-count` });
  const recount = () => {
    const n = input.value.length;
    const short = c.min_length && n < c.min_length ? `At least ${c.min_length} letters. ` : "";
    left.textContent = c.max_length ? `${short}${n} of ${c.max_length}` : short;
  };
  input.addEventListener("input", recount);
  recount();
  return {
    el: h("div", {}, input, left),
    value: () => input.value,
    dirty: () => input.value !== before,
    focus: () => input.focus(),
    mark: (bad) => input.setAttribute("aria-invalid", String(bad)),
    problem: () => {
      const n = input.value.trim().length;
      if (required && n === 0) return "Please write something here.";
      if (n && c.min_length && n < c.min_length) return `Please write at least ${count(c.min_length, "letter", "letters")}.`;
      return "";
    },
  };
}

function menu(c, ids, required) {
  const options = optionsOf(c);
  const max = c.max_values ?? 1;
  if (max > 1) return ticks("checkbox", c, options, required ? c.min_values ?? 1 : 0, max);
  const select = h("select", { id: ids.input, "aria-describedby": `${ids.about} ${ids.fault}` },
    h("option", { value: "" }, c.placeholder || "Choose one"),
    options.map((o) => h("option", { value: o.value }, [emojiText(o.emoji), o.label].filter(Boolean).join(" "),
      o.description ? `: ${o.description}` : "")));
  const before = options.find((o) => o.default)?.value || "";
  select.value = before;
  return {
    el: select,
    value: () => (select.value ? [select.value] : []),
    dirty: () => select.value !== before,
    focus: () => select.focus(),
    mark: (bad) => select.setAttribute("aria-invalid", String(bad)),
    problem: () => (required && !select.value ? "Please choose one." : ""),
  };
}

function ticks(type, c, options, min, max) {
  const name = freshId("group");
  const boxes = options.map((o) => h("input", { type, name, value: o.value, checked: o.default }));
  const rows = options.map((o, i) => h("label", { class: "choice" }, boxes[i],
    h("span", { class: "choice-words" }, h("span", { class: "choice-label" }, o.label),
      o.description && h("span", { class: "choice-about" }, o.description))));
  const chosen = () => boxes.filter((b) => b.checked).map((b) => b.value);
  const before = chosen().join();
  const tally = h("p", { class: "counter", role: "status" });
  const list = h("div", { class: `choices ${columns(options)}` }, rows);
  const note = () => {
    if (type === "radio" || options.length < 6) return;
    tally.textContent = `${chosen().length} of ${options.length} chosen${max < options.length ? `, up to ${max}` : ""}`;
  };
  list.addEventListener("change", note);
  note();
  return {
    group: true,
    el: h("div", {}, list, tally),
    value: () => (type === "radio" ? chosen()[0] ?? "" : chosen()),
    dirty: () => chosen().join() !== before,
    focus: () => (boxes.find((b) => b.checked) || boxes[0])?.focus(),
    problem: () => {
      const n = chosen().length;
      if (n < min) return min === 1 ? "Please choose one." : `Please choose at least ${min}.`;
      return n > max ? `Please choose no more than ${max}.` : "";
    },
  };
}

function single(c, ids) {
  const box = h("input", { type: "checkbox", id: ids.input, checked: c.default });
  return {
    inline: true, el: h("div", { class: "tick" }, box), value: () => box.checked,
    dirty: () => box.checked !== Boolean(c.default), focus: () => box.focus(), problem: () => "",
  };
}

function upload(c, ids, required) {
  const input = h("input", { type: "file", id: ids.input, multiple: (c.max_values ?? 1) > 1 });
  return {
    el: input,
    value: () => Promise.all([...input.files].map(readFile)),
    dirty: () => input.files.length > 0,
    focus: () => input.focus(),
    problem: () => {
      const n = input.files.length;
      if (required && n < (c.min_values ?? 1)) return "Please choose a file.";
      return n > (c.max_values ?? 1) ? `Please choose no more than ${count(c.max_values ?? 1, "file", "files")}.` : "";
    },
  };
}

/** A file as {filename, content_type, data} with base64 data, small enough for a JSON body. */
function readFile(file) {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onerror = () => reject(new Error("That file could not be read."));
    reader.onload = () => resolve({
      filename: file.name, content_type: file.type || "application/octet-stream",
      data: String(reader.result).split(",")[1] || "",
    });
    reader.readAsDataURL(file);
  });
}
