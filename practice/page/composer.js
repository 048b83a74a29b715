// Where one writes: plain words become a message; "/" opens the list of commands and their little forms.
import { $, freshId, h, later, refill } from "./dom.js";
import { Refused, post } from "./api.js";
import { channelOptions } from "./choose.js";
import { suggest } from "./picker.js";
import { on, openChannel, store, tell } from "./store.js";

let commandList = null;
const drafts = new Map();
let formOf = null; // whose command form is open
const draftKey = () => `${store.as}:${store.channel}`;

/** Commands whose name or description fits what was typed after "/". */
function matching(text) {
  if (!text.startsWith("/") || text.includes("\n")) return [];
  const wanted = text.slice(1).trim().toLowerCase();
  const named = store.commands.filter((c) => c.name.startsWith(wanted));
  const rest = store.commands.filter((c) => !named.includes(c)
    && (c.name.includes(wanted) || c.description.toLowerCase().includes(wanted)));
  return [...named, ...(wanted.length > 2 || !named.length ? rest : [])].slice(0, 60);
}

const drawCommand = (c) => [h("span", { class: "command-name" }, `/${c.name}`), h("span", { class: "command-about" }, c.description)];

/** Wire the writing box. */
export function startComposer() {
  const box = $("box");
  commandList = suggest(box, $("command-list"), {
    find: matching, draw: drawCommand, pick: openCommand, label: "Commands",
  });
  box.addEventListener("input", () => {
    drafts.set(draftKey(), box.value);
    box.style.height = "auto";
    box.style.height = `${Math.min(box.scrollHeight + 2, 180)}px`;
  });
  box.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    send();
  });
  $("composer").addEventListener("submit", (event) => {
    event.preventDefault();
    send();
  });
  $("commands-button").addEventListener("click", () => {
    if (!box.value.startsWith("/")) box.value = "/";
    box.focus();
    commandList.refresh();
  });
  on("channel", refreshComposer);
  on("state", refreshComposer);
  on("commands", () => document.activeElement === box && box.value.startsWith("/") && commandList.refresh());
}

function refreshComposer() {
  const channel = openChannel();
  const where = channel?.type === "dm" ? `to ${channel.name}` : `in #${channel?.name}`;
  const narrow = matchMedia("(max-width: 820px)").matches;
  $("box").placeholder = narrow ? "Write, or type /" : `Write ${where}, or type / for commands`;
  if (formOf && formOf !== store.as) closeForm();
  const draft = drafts.get(draftKey()) || "";
  if (document.activeElement !== $("box") || !$("box").value) $("box").value = draft;
  $("composer").hidden = !channel || channel.type === "voice";
}

async function send() {
  const box = $("box");
  const text = box.value.trim();
  if (!text) return;
  if (text.startsWith("/")) return runTyped(text.slice(1).trim());
  try {
    await post("say", { channel: store.channel, content: text });
    empty(box);
  } catch (error) {
    tell("trouble", error.message);
  }
}

function empty(box) {
  box.value = "";
  box.style.height = "";
  drafts.delete(draftKey());
}

function runTyped(name) {
  const command = store.commands.find((c) => c.name === name);
  if (command) openCommand(command);
  else tell("trouble", `There is no command called /${name}. Type / to see them all.`);
}

/** Run a command at once when it asks nothing; otherwise show its little form. */
function openCommand(command) {
  empty($("box"));
  commandList.close();
  if (!command.options?.length) return run(command, {}, $("box"));
  const place = $("command-form");
  const inputs = command.options.map((o) => optionField(command, o, readAll));
  function readAll() {
    const values = {};
    for (const one of inputs) {
      const value = one.value();
      if (value !== null && value !== "") values[one.name] = value;
    }
    return values;
  }
  const fault = h("p", { class: "fault", role: "alert", hidden: true });
  const go = h("button", { type: "submit", class: "btn primary" }, "Run");
  const close = () => {
    closeForm();
    $("box").focus();
  };
  const form = h("form", {
    class: "command-form", "aria-label": `Command /${command.name}`, novalidate: true,
    onsubmit: async (event) => {
      event.preventDefault();
      const missing = inputs.find((one) => one.required && (one.value() === "" || one.value() === null));
      fault.hidden = !missing;
      if (missing) {
        fault.textContent = `Please fill in “${missing.label}”.`;
        return missing.focus();
      }
      if (await run(command, readAll(), go)) close();
    },
    onkeydown: (event) => event.key === "Escape" && close(),
  },
  h("div", { class: "command-head" }, h("strong", {}, `/${command.name}`), " ", h("span", { class: "small" }, command.description)),
  h("div", { class: "command-options" }, inputs.map((one) => one.el)), fault,
  h("div", { class: "command-foot" }, h("button", { type: "button", class: "btn", onclick: close }, "Cancel"), go));
  refill(place, form);
  place.hidden = false;
  formOf = store.as;
  inputs[0].focus();
}

function closeForm() {
  formOf = null;
  $("command-form").hidden = true;
  $("command-form").replaceChildren();
}

async function run(command, options, control) {
  control.setAttribute("aria-busy", "true");
  tell("said", `/${command.name} sent`);
  try {
    await post("command", { channel: store.channel, name: command.name, options });
    return true;
  } catch (error) {
    tell("trouble", error.message);
    return false;
  } finally {
    control.removeAttribute("aria-busy");
  }
}

const title = (name) => name[0].toUpperCase() + name.slice(1).replaceAll(/[_-]/g, " ");

function optionField(command, option, readAll) {
  const id = freshId("opt");
  const control = optionControl(command, option, id, readAll);
  const label = title(option.name);
  return {
    name: option.name, label, required: option.required, value: control.value, focus: () => control.input.focus(),
    el: h("div", { class: "field-box" },
      h("label", { for: id }, label, option.required ? null : h("span", { class: "optional" }, " (if you like)")),
      option.description ? h("p", { class: "about", id: `${id}-about` }, option.description) : null, control.el || control.input),
  };
}

function optionControl(command, option, id, readAll) {
  const about = { id, "aria-describedby": `${id}-about`, "aria-required": String(Boolean(option.required)) };
  const menu = (rows, convert) => {
    const input = h("select", about, h("option", { value: "" }, "Choose one"), rows.map((r) => h("option", { value: r.value }, r.label)));
    return { input, value: () => (input.value === "" ? null : convert(input.value)) };
  };
  const number = option.type === 4 || option.type === 10;
  const convert = number ? Number : String;
  if (option.choices?.length) return menu(option.choices.map((c) => ({ value: c.value, label: c.name })), convert);
  if (option.type === 5) return menu([{ value: "yes", label: "Yes" }, { value: "no", label: "No" }], (v) => v === "yes");
  if (option.type === 6 || option.type === 9) return menu(store.members.filter((m) => !m.bot).map((m) => ({ value: m.id, label: m.name })), String);
  if (option.type === 7) return menu(channelOptions(option.channel_types), String);
  if (option.type === 8) return menu(store.roles.map((r) => ({ value: r.id, label: r.name })), String);
  if (option.autocomplete) return suggested(command, option, about, readAll, convert);
  const input = h("input", {
    ...about, type: number ? "number" : "text", step: option.type === 4 ? 1 : option.type === 10 ? "any" : null,
    min: number ? option.min : null, max: number ? option.max : null,
    maxlength: number ? null : option.max, autocomplete: "off",
  });
  return { input, value: () => (input.value === "" ? null : convert(input.value)) };
}

function suggested(command, option, about, readAll, convert) {
  const input = h("input", { ...about, type: "text" });
  const list = h("ul", { class: "suggestions inline", hidden: true });
  let chosen = null;
  const ask = later(180, async (text, done) => {
    try {
      const answer = await post("autocomplete", {
        channel: store.channel, name: command.name, options: { ...readAll(), [option.name]: text }, focused: option.name,
      });
      done(answer.choices || []);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      done([]);
    }
  });
  const helper = suggest(input, list, {
    label: title(option.name),
    find: (text) => new Promise((done) => ask(text, done)),
    draw: (choice) => h("span", {}, choice.name),
    pick: (choice) => {
      chosen = choice;
      input.value = choice.name;
    },
  });
  input.addEventListener("focus", helper.refresh);
  const value = () => {
    if (input.value === "") return null;
    return chosen && chosen.name === input.value ? chosen.value : convert(input.value);
  };
  return { input, el: h("div", { class: "suggest-box" }, input, list), value };
}
