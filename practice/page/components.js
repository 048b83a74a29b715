// The parts a message is made of: text, cards, rows, buttons, menus, pictures, files.
import { h } from "./dom.js";
import { localFile, post } from "./api.js";
import { choose, emojiText, optionsOf, selectFace } from "./choose.js";
import { blocks } from "./markdown.js";
import { store, tell } from "./store.js";

const STYLE = { 1: "primary", 2: "secondary", 3: "success", 4: "danger", 5: "link" };
const lastChoice = new Map();

/** All components of a message, as elements. */
export const components = (list, message) => (list || []).map((c) => component(c, message));

function component(c, message) {
  switch (c.type) {
    case 1: return h("div", { class: "row" }, components(c.components, message));
    case 2: return button(c, message);
    case 3: case 5: case 6: case 7: case 8: return select(c, message);
    case 9: return section(c, message);
    case 10: return h("div", { class: "text" }, blocks(c.content));
    case 11: return picture(c);
    case 12: return h("div", { class: "gallery" }, (c.items || []).map(picture));
    case 13: return fileLink(c.file, c.name, c.size);
    case 14: return separator(c);
    case 17: return container(c, message);
    default: return h("p", { class: "small" }, "This part cannot be shown here.");
  }
}

function container(c, message) {
  const colour = c.accent_color ?? null;
  const card = h("div", { class: colour === null ? "card" : "card accented" }, components(c.components, message));
  if (colour !== null) card.style.setProperty("--accent", hex(colour));
  return c.spoiler ? veil(card) : card;
}

export const hex = (colour) => `#${Number(colour).toString(16).padStart(6, "0")}`;

function section(c, message) {
  return h("div", { class: "section" },
    h("div", { class: "section-main" }, components(c.components, message)),
    h("div", { class: "section-side" }, c.accessory ? component(c.accessory, message) : null));
}

function separator(c) {
  return h("hr", { class: `rule${c.spacing === 2 ? " wide" : ""}${c.divider === false ? " bare" : ""}` });
}

function picture(item) {
  const source = localFile(item.media?.url || item.url || "");
  const image = h("img", { class: "picture", src: source, alt: item.description || "Picture without a description", loading: "lazy" });
  return item.spoiler ? veil(image) : image;
}

function veil(inside) {
  const show = h("button", { type: "button", class: "btn" }, "Show hidden part");
  const box = h("div", {}, show);
  show.addEventListener("click", () => box.replaceChildren(inside));
  return box;
}

/** "file.txt, 2 kB": a link that downloads. */
export function fileLink(file, name, size) {
  const url = localFile(file?.url || "");
  const shown = name || decodeURIComponent((file?.url || "").split("?")[0].split("/").pop() || "file");
  return h("a", { class: "file", href: url, download: shown },
    h("span", { class: "file-name" }, shown),
    h("span", { class: "file-size" }, size ? `Download, ${sizeText(size)}` : "Download"));
}

function sizeText(bytes) {
  if (bytes < 1000) return `${bytes} bytes`;
  return bytes < 1e6 ? `${Math.round(bytes / 1000)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}

function faceOf(c) {
  const emoji = emojiText(c.emoji);
  if (emoji && !c.label) return [h("span", {}, emoji)];
  return [emoji && h("span", { "aria-hidden": "true", class: "btn-emoji" }, emoji), c.label || "Button"];
}

function button(c, message) {
  if (c.style === 5) {
    if (c.disabled) return h("span", { class: "btn link", "aria-disabled": "true" }, faceOf(c));
    return h("a", { class: "btn link", href: localFile(c.url), target: "_blank", rel: "noopener noreferrer" }, faceOf(c));
  }
  return h("button", {
    type: "button", class: `btn ${STYLE[c.style] || "secondary"}`, disabled: c.disabled,
    "data-key": c.custom_id, onclick: (event) => press(message, c.custom_id, undefined, event.currentTarget),
  }, faceOf(c));
}

function select(c, message) {
  const key = `${store.as}:${message.id}:${c.custom_id}`;
  const options = optionsOf(c);
  const preset = options.filter((o) => o.default).map((o) => o.value);
  const chosen = preset.length ? preset : lastChoice.get(key) || [];
  return selectFace(c, chosen, async (event) => {
    const control = event.currentTarget;
    const min = c.min_values ?? 1;
    const values = await choose({ title: c.placeholder || "Choose", options, min, max: c.max_values ?? 1, chosen });
    if (values === null) return;
    if (await press(message, c.custom_id, values, control)) {
      lastChoice.set(key, values);
      tell("redraw-message", message.id);
    }
  });
}

/** Press for real: the bot hears it; a failure is said in words and nothing is lost. */
async function press(message, customId, values, control) {
  if (control.getAttribute("aria-busy") === "true") return false;
  control.setAttribute("aria-busy", "true");
  store.pressed = message.id;
  try {
    await post("press", { channel: message.channel_id, message: message.id, custom_id: customId, values });
    return true;
  } catch (error) {
    tell("trouble", error.message);
    return false;
  } finally {
    control.removeAttribute("aria-busy");
  }
}
