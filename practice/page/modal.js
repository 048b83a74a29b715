// A form the bot opened: a real dialog. Nothing typed is lost until the bot has taken it.
import { $, h, refill } from "./dom.js";
import { post } from "./api.js";
import { field } from "./fields.js";
import { store, tell } from "./store.js";

/** Show the form of one push {interaction, modal}; sending it answers that interaction. */
export function showModal({ interaction, modal }) {
  const dialog = $("form-dialog");
  if (dialog.open) dialog.close();
  const fields = (modal.components || []).map(field);
  const trouble = h("p", { class: "fault big", role: "alert", hidden: true });
  const send = h("button", { type: "submit", class: "btn primary" }, "Send");
  const close = h("button", { type: "button", class: "btn", onclick: () => leave() }, "Close");
  let warned = false;

  function say(text) {
    trouble.textContent = text;
    trouble.hidden = !text;
  }
  function leave() {
    if (!warned && fields.some((f) => f.dirty())) {
      warned = true;
      close.textContent = "Close and lose it";
      say("You have written something that is not sent. Press Close again to throw it away.");
      return;
    }
    dialog.close();
  }
  dialog.oncancel = (event) => {
    event.preventDefault();
    leave();
  };
  dialog.onclose = () => {
    if (document.activeElement === document.body) $("box").focus();
  };
  async function submit(event) {
    event.preventDefault();
    if (send.getAttribute("aria-busy") === "true") return;
    say("");
    if (!allFilled(fields)) return;
    send.setAttribute("aria-busy", "true");
    try {
      await post("submit", { interaction, values: await read(fields) });
      dialog.close();
      tell("after-form");
    } catch (error) {
      say(`${error.message} Everything you wrote is still here.`);
    } finally {
      send.removeAttribute("aria-busy");
    }
  }
  refill(dialog, h("form", { class: "form", novalidate: true, onsubmit: submit },
    h("h2", { id: "form-title" }, modal.title || "Form"),
    h("div", { class: "form-fields" }, fields.map((f) => f.el)),
    trouble,
    h("div", { class: "form-foot" }, close, send)));
  store.pressed = null;
  dialog.showModal();
  (fields.find((f) => f.focus)?.focus || (() => send.focus()))();
  tell("said", `Form: ${modal.title || ""}`);
}

function allFilled(fields) {
  let first = null;
  for (const one of fields) {
    const problem = one.problem();
    one.fault(problem);
    if (problem && !first) first = one;
  }
  first?.focus?.();
  return !first;
}

async function read(fields) {
  const values = {};
  for (const one of fields) if (one.key) values[one.key] = await one.value();
  return values;
}
