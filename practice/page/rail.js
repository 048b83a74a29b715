// The left side: who we are, channels, voices, direct messages, what is coming up.
import { $, calmly, count, h, refill } from "./dom.js";
import { post } from "./api.js";
import { now } from "./clock.js";
import { face } from "./message.js";
import { on, store, tell } from "./store.js";
import { shortWhen } from "./time.js";

/** Wire the left side. */
export function startRail() {
  on("state", () => calmly($("rail"), drawRail));
  on("channel", () => calmly($("rail"), drawRail));
}

function drawRail() {
  const me = store.me;
  if (!me) return;
  refill($("me"), face(me.id, me.name, "large"),
    h("span", { class: "me-words" }, h("span", { class: "small" }, "You are"), h("span", { class: "me-name" }, me.name),
      h("span", { class: "me-about" }, me.about || "")));
  $("me").setAttribute("aria-label", `You are ${me.name}. ${me.about || ""}. Be someone else`);
  refill($("channel-list"), channelGroups(), dmGroup());
  refill($("event-list"), eventGroup());
  const unread = store.channels.filter((c) => c.id !== store.channel).reduce((n, c) => n + (c.unread || 0), 0);
  $("menu-unread").textContent = unread ? String(unread) : "";
  $("menu-button").setAttribute("aria-label", unread ? `Places and people, ${unread} unread` : "Places and people");
  document.title = `${unread ? `(${unread}) ` : ""}${me.name} · Practice server`;
}

function channelGroups() {
  const plain = ["text", "thread", "voice"].flatMap((type) => store.channels.filter((c) => c.type === type));
  const categories = store.channels.filter((c) => c.type === "category");
  const top = plain.filter((c) => c.type !== "thread" && !categories.some((k) => k.id === c.parent));
  const inside = (k) => plain.filter((c) => c.type !== "thread" && c.parent === k.id);
  const threads = (c) => plain.filter((t) => t.type === "thread" && t.parent === c.id);
  return [{ name: "Channels", list: top }, ...categories.map((k) => ({ name: k.name, list: inside(k) }))]
    .filter((g) => g.list.length)
    .map((g) => group(g.name, g.list.flatMap((c) => [c, ...threads(c)])));
}

function dmGroup() {
  const list = store.channels.filter((c) => c.type === "dm");
  return list.length ? group("Direct messages", list) : null;
}

function group(name, channels) {
  return h("section", { class: "rail-group" }, h("h2", { class: "rail-title" }, name),
    h("ul", { class: "rail-list" }, channels.map((c) => h("li", {}, c.type === "voice" ? voiceRow(c) : channelRow(c)))));
}

function channelRow(c) {
  const here = c.id === store.channel;
  const unread = here ? 0 : c.unread || 0;
  return h("a", {
    class: `place${here ? " here" : ""}${unread ? " unread" : ""}${c.type === "thread" ? " thread" : ""}`,
    href: `#${new URLSearchParams({ as: store.as, c: c.id })}`, "data-channel": c.id, "data-key": `channel-${c.id}`, "aria-current": here ? "page" : null,
  }, c.type === "dm" ? face(c.with || c.id, c.name, "tiny square")
    : h("span", { class: "hash", "aria-hidden": "true" }, c.type === "thread" ? "↳" : "#"),
  h("span", { class: "place-name" }, c.name),
  unread ? h("span", { class: "badge" }, String(unread), h("span", { class: "sr" }, " unread")) : null);
}

function voiceRow(c) {
  const inside = c.voice || [];
  return h("div", { class: "voice" },
    h("div", { class: "voice-line" },
      h("span", { class: "hash", "aria-hidden": "true" }, speaker()),
      h("span", { class: "place-name" }, c.name, h("span", { class: "sr" }, " (voice)")),
      h("button", {
        type: "button", class: `chip small-chip${c.here ? " on" : ""}`, "data-key": `voice-${c.id}`,
        "aria-label": `${c.here ? "Leave" : "Join"} voice ${c.name}`,
        onclick: (event) => quietly(event.currentTarget, "voice", { channel: c.here ? null : c.id }),
      }, c.here ? "Leave" : "Join")),
    c.topic ? h("p", { class: "voice-who" }, c.topic) : null,
    h("p", { class: "voice-who" }, inside.length ? inside.join(", ") : "Nobody inside"));
}

function speaker() {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 16 16");
  svg.setAttribute("class", "icon");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("d", "M2 6v4h2.5L8 13V3L4.5 6H2zm8.5-.5a3.5 3.5 0 0 1 0 5M12 3.5a6.2 6.2 0 0 1 0 9");
  svg.append(path);
  return svg;
}

async function quietly(control, name, body) {
  control.setAttribute("aria-busy", "true");
  try {
    await post(name, body);
  } catch (error) {
    tell("trouble", error.message);
  } finally {
    control.removeAttribute("aria-busy");
  }
}

function eventGroup() {
  if (!store.events.length) return null;
  return h("section", { class: "rail-group" }, h("h2", { class: "rail-title" }, "Coming up"),
    h("ul", { class: "rail-list" }, store.events.slice(0, 8).map((e) => h("li", { class: "event" }, eventRow(e))),
      store.events.length > 8 ? h("li", { class: "voice-who" }, `and ${store.events.length - 8} more`) : null));
}

function eventWhen(e) {
  if (e.active) return "Now";
  const words = shortWhen(new Date(e.start), now());
  return words.includes(" ") ? words : `Today, ${words}`;
}

function eventRow(e) {
  const mine = Boolean(e.mine);
  return [
    h("p", { class: "event-name" }, e.name),
    h("p", { class: "event-when" }, [eventWhen(e), e.where].filter(Boolean).join(" · ")),
    h("button", {
      type: "button", class: `chip small-chip${mine ? " on" : ""}`, "aria-pressed": String(mine), "data-key": `event-${e.id}`,
      "aria-label": `Interested in ${e.name}, ${count(e.interested, "person", "people")} so far`,
      onclick: (event) => quietly(event.currentTarget, "event", { event: e.id, interested: !mine }),
    }, `Interested${e.interested ? ` · ${e.interested}` : ""}`),
  ];
}
