// One message as an article: who, when, what; and the short spoken form of it.
import { h } from "./dom.js";
import { localFile, post } from "./api.js";
import { components, fileLink, hex } from "./components.js";
import { blocks, inline, plainText } from "./markdown.js";
import { memberName, store, tell } from "./store.js";
import { clockTime, dayAndTime, dayText } from "./time.js";

const EPHEMERAL = 64;
const LOADING = 128;
const SYSTEM = {
  6: "pinned a message here.", 7: "joined.", 18: "started a thread.", 21: "started this thread.",
  3: "called.", 4: "changed the name of this channel.",
};
const NORMAL = new Set([0, 19, 20, 23, undefined]);

export const isPrivate = (m) => Boolean((m.flags || 0) & EPHEMERAL);
const authorName = (m) => m.member?.nick || memberName(m.author?.id) || m.author?.global_name || m.author?.username || "someone";
const initials = (name) => name.split(/\s+/).map((w) => w[0]).slice(0, 2).join("").toUpperCase();

/** A calm colour number 0–7 for a person, so that neighbours in the cast differ. */
const tint = (id) => Math.max(0, store.cast.findIndex((one) => one.id === id)) % 8;

/** The round mark with someone's initials. Decoration only: the name always stands beside it. */
export function face(id, name, extra = "") {
  return h("span", { class: `face tint-${tint(id)} ${extra}`, "aria-hidden": "true" }, initials(name));
}

/** Does `message` follow `before` so closely that its heading can be left out? */
function follows(message, before) {
  return before && NORMAL.has(message.type) && NORMAL.has(before.type) && !isPrivate(message) && !isPrivate(before)
    && before.author?.id === message.author?.id && message.type !== 19 && message.type !== 20
    && Date.parse(message.timestamp) - Date.parse(before.timestamp) < 3e5;
}

/** The list items for one message: perhaps a day line, then the message. */
export function messageItems(message, before) {
  const when = new Date(message.timestamp);
  const newDay = !before || dayText(new Date(before.timestamp)) !== dayText(when);
  return [
    newDay && h("li", { class: "day" }, h("span", {}, dayText(when))),
    messageItem(message, before, newDay),
  ];
}

function messageItem(message, before, newDay) {
  const joined = !newDay && follows(message, before);
  const kind = isPrivate(message) ? "message private" : "message";
  const item = h("li", { class: joined ? `${kind} joined` : kind, "data-message": message.id, tabindex: "-1" });
  if (!NORMAL.has(message.type)) item.append(systemLine(message));
  else item.append(article(message, joined));
  return item;
}

function systemLine(message) {
  return h("p", { class: "system" }, h("strong", {}, authorName(message)), ` ${SYSTEM[message.type] || "did something here."} `,
    stamp(message));
}

function stamp(message) {
  const when = new Date(message.timestamp);
  return h("time", { class: "stamp", datetime: when.toISOString(), title: dayAndTime(when) }, clockTime(when));
}

function article(message, joined) {
  const name = authorName(message);
  return h("article", { class: "bubble", "aria-label": `${name}, ${clockTime(new Date(message.timestamp))}` },
    joined ? null : face(message.author?.id, name, message.author?.bot ? "square" : ""),
    h("div", { class: "bubble-body" },
      joined ? null : h("div", { class: "by" }, h("span", { class: "author" }, name),
        message.author?.bot ? h("span", { class: "tag" }, "bot") : null, stamp(message)),
      cause(message), body(message), privateNote(message)));
}

function cause(message) {
  const reply = message.referenced_message;
  if (reply) {
    return h("p", { class: "cause" }, `Answer to ${authorName(reply)}: `, short(spoken(reply), 90));
  }
  const used = message.interaction_metadata || message.interaction;
  const name = used?.name || message.interaction?.name;
  if (!name) return null;
  const who = used.user?.id === store.as ? "You" : memberName(used.user?.id) || "Someone";
  return h("p", { class: "cause" }, `${who} used /${name}`);
}

const short = (text, length) => (text.length > length ? `${text.slice(0, length - 1)}…` : text);

function body(message) {
  const waiting = ((message.flags || 0) & LOADING) && !message.content && !message.components?.length;
  return h("div", { class: "body" },
    waiting ? h("p", { class: "small" }, "Thinking…") : null,
    message.content ? h("div", { class: "text" }, blocks(message.content)) : null,
    (message.embeds || []).map(embed),
    (message.attachments || []).filter((a) => !usedInside(message, a)).map(attachment),
    components(message.components, message),
    message.edited_timestamp ? h("span", { class: "edited", title: dayAndTime(new Date(message.edited_timestamp)) }, "edited") : null);
}

const usedInside = (message, a) => JSON.stringify(message.components || []).includes(a.url);

function attachment(a) {
  if ((a.content_type || "").startsWith("image/") && !a.content_type.includes("svg")) {
    return h("img", { class: "picture", src: localFile(a.url), alt: a.description || a.filename });
  }
  return fileLink(a, a.title || a.filename, a.size);
}

function embedTitle(e) {
  if (!e.url) return inline(e.title);
  return h("a", { href: localFile(e.url), target: "_blank", rel: "noopener noreferrer" }, inline(e.title));
}

function embed(e) {
  const card = h("div", { class: "card accented" },
    e.author?.name ? h("p", { class: "small" }, e.author.name) : null,
    e.title ? h("p", { class: "embed-title" }, embedTitle(e)) : null,
    e.description ? h("div", { class: "text" }, blocks(e.description)) : null,
    e.fields?.length ? h("dl", { class: "fields" }, e.fields.map((f) =>
      h("div", { class: f.inline ? "field half" : "field" }, h("dt", {}, inline(f.name)), h("dd", {}, blocks(f.value))))) : null,
    e.image?.url ? h("img", { class: "picture", src: localFile(e.image.url), alt: "" }) : null,
    h("p", { class: "small foot" }, [e.footer?.text, e.timestamp && dayAndTime(new Date(e.timestamp))].filter(Boolean).join(" · ")));
  if (typeof e.color === "number") card.style.setProperty("--accent", hex(e.color));
  return card;
}

function privateNote(message) {
  if (!isPrivate(message)) return null;
  return h("p", { class: "only-you" }, h("span", {}, "Only you can see this."),
    h("button", {
      type: "button", class: "textlink", "data-key": `dismiss-${message.id}`, onclick: () => putAway(message),
    }, "Put it away"));
}

async function putAway(message) {
  try {
    await post("dismiss", { channel: message.channel_id, message: message.id });
  } catch (error) {
    tell("trouble", error.message);
  }
}

/** What a screen reader hears when this message comes. */
export function spoken(message) {
  const bits = [message.content, ...(message.embeds || []).flatMap((e) => [e.title, e.description]), ...texts(message.components)];
  return bits.filter(Boolean).map(plainText).join(" ").trim();
}

function texts(list) {
  return (list || []).flatMap((c) => (c.type === 10 ? [c.content] : texts(c.components)));
}

/** "Setwise: Your set is ready…", at most 240 letters. */
export function announcement(message) {
  const quiet = isPrivate(message) ? " (only you can see this)" : "";
  return short(`${authorName(message)}${quiet}: ${spoken(message) || "sent something"}`, 240);
}
