// The middle: the open channel's messages, kept at the end as they come, and said aloud politely.
import { $, add, calmly, focusByKey, focusKey, h, refill } from "./dom.js";
import { announcement, isPrivate, messageItems } from "./message.js";
import { on, openChannel, store, tell } from "./store.js";

const scroller = () => $("scroller");
const atEnd = () => scroller().scrollHeight - scroller().scrollTop - scroller().clientHeight < 90;
const shown = () => store.messages;

/** Wire the message list. */
export function startLog() {
  on("messages", drawAll);
  on("message", drawOne);
  on("redraw-message", (id) => drawOne({ id, why: "changed" }));
  on("state", drawHead);
  on("channel", drawHead);
  $("to-end").addEventListener("click", toEnd);
  scroller().addEventListener("scroll", () => { $("to-end").hidden = atEnd(); });
  // The screen keyboard, the little command form: when the room for messages shrinks, stay at the end.
  let wasAtEnd = true;
  scroller().addEventListener("scroll", () => { wasAtEnd = atEnd(); });
  new ResizeObserver(() => wasAtEnd && toEnd()).observe(scroller());
}

function toEnd() {
  scroller().scrollTop = scroller().scrollHeight;
  $("to-end").hidden = true;
}

function drawHead() {
  const channel = openChannel();
  $("channel-name").textContent = channel ? (channel.type === "dm" ? channel.name : `# ${channel.name}`) : "Nothing here";
  $("channel-topic").textContent = channel?.topic || (channel?.type === "dm" ? "Direct messages between you and the bot" : "");
  $("not-read").hidden = !channel || channel.type === "voice";
}

function drawAll() {
  const list = shown();
  refill($("messages"), list.map((m, i) => messageItems(m, list[i - 1])));
  $("empty").hidden = list.length > 0;
  toEnd();
}

/** Redraw around one message: it may be new, changed or gone. */
function drawOne(change) {
  calmly($("messages"), () => place(change), () => place({ id: "", why: "late" }));
  say(change.id, change.why);
}

function place({ id, why }) {
  const follow = atEnd();
  const list = shown();
  const held = heldFocus();
  if (why === "added" && list.at(-1)?.id === id) {
    add($("messages"), messageItems(list.at(-1), list.at(-2)));
    $("empty").hidden = true;
  } else if (!swap(id, list)) {
    refill($("messages"), list.map((m, i) => messageItems(m, list[i - 1])));
    $("empty").hidden = list.length > 0;
  }
  keepFocus(held);
  if (follow) toEnd();
  else if (why === "added") $("to-end").hidden = false;
}

function swap(id, list) {
  const old = $("messages").querySelector(`[data-message="${CSS.escape(id)}"]`);
  const at = list.findIndex((m) => m.id === id);
  if (!old || at < 0) return false;
  const [, item] = messageItems(list[at], list[at - 1]);
  old.replaceWith(item);
  return true;
}

function heldFocus() {
  const active = document.activeElement;
  const item = active?.closest?.("[data-message]");
  return item ? { message: item.dataset.message, key: focusKey(active) } : null;
}

/** After a redraw: the same button if it is still there, else the message itself, else the writing box. */
function keepFocus(held) {
  if (!held || document.activeElement !== document.body) return;
  const item = $("messages").querySelector(`[data-message="${CSS.escape(held.message)}"]`);
  if (item && held.key && focusByKey(item, held.key) && document.activeElement !== document.body) return;
  (item || $("box")).focus({ preventScroll: true });
}

function say(id, why) {
  const message = store.messages.find((m) => m.id === id);
  if (!message) return;
  if (why === "added" && (message.author?.id !== store.as || isPrivate(message))) tell("said", announcement(message));
  if (why === "changed" && store.pressed === id) {
    store.pressed = null;
    tell("said", `Changed. ${announcement(message)}`);
  }
}

/** Words for people who listen: appended to a polite log, and kept short. */
export function startVoice() {
  const room = $("announcer");
  on("said", (text) => {
    const line = h("p", {}, text);
    room.append(line);
    setTimeout(() => line.remove(), 8000);
  });
  on("trouble", (text) => toast(text, "alert"));
  on("notice", (text) => toast(text, "status"));
}

function toast(text, role) {
  const bit = h("div", { class: `toast ${role}` }, h("p", { role }, text),
    h("button", { type: "button", class: "textlink", onclick: () => bit.remove() }, "Close"));
  const same = [...$("toasts").children].find((t) => t.firstChild.textContent === text);
  same?.remove();
  $("toasts").append(bit);
  setTimeout(() => bit.contains(document.activeElement) || bit.remove(), 9000);
}
