// Starting up, and what to do with each push from the practice server.
import { $, h, refill, soon } from "./dom.js";
import { get, live, post } from "./api.js";
import { startClock } from "./clock.js";
import { startComposer } from "./composer.js";
import { startLog, startVoice } from "./log.js";
import { showModal } from "./modal.js";
import { startPeople } from "./people.js";
import { startRail } from "./rail.js";
import { channelById, dropMessage, on, store, takeMessage, takeState, tell } from "./store.js";
import { announcement } from "./message.js";

let hangUp = null;

function wanted() {
  return new URLSearchParams(location.hash.slice(1));
}

function remember() {
  const hash = new URLSearchParams({ as: store.as || "", c: store.channel || "" });
  history.replaceState(null, "", `#${hash}`);
}

let current = null; // the newest question about the state: only its answer counts

function loadState() {
  const mine = (async () => {
    try {
      const state = await get("state");
      if (current !== mine) return current;
      takeState(state);
    } catch (error) {
      tell("trouble", error.message);
      return false;
    }
    if (store.channel && !channelById(store.channel)) await openChannel(firstChannel());
    return true;
  })();
  current = mine;
  return mine;
}

const loadStateSoon = soon(120, loadState);
async function markRead() {
  const last = store.messages.at(-1);
  if (!last || document.hidden) return;
  await post("read", { channel: store.channel, last: last.id }).catch(() => {});
  loadStateSoon();
}

const firstChannel = () => (store.channels.find((c) => c.type === "text") || store.channels.find((c) => c.type === "dm"))?.id ?? null;

async function openChannel(id) {
  store.channel = id;
  store.messages = [];
  remember();
  closeDrawer();
  tell("channel");
  await loadMessages();
}

async function loadMessages() {
  const id = store.channel;
  if (!id) return tell("messages");
  $("messages").setAttribute("aria-busy", "true");
  try {
    const found = await get("messages", { channel: id });
    if (id !== store.channel) return;
    store.messages = [];
    (found.messages || found).forEach(takeMessage);
    tell("messages");
    markRead();
  } catch (error) {
    tell("trouble", error.message);
  } finally {
    $("messages").removeAttribute("aria-busy");
  }
}

async function become(id) {
  hangUp?.();
  $("announcer").replaceChildren();
  store.as = id;
  store.channel = null;
  if (!(await loadState())) return;
  hangUp = live(push, linked);
  const asked = wanted().get("c");
  await openChannel(channelById(asked) && asked ? asked : firstChannel());
  tell("said", `You are now ${store.me.name}`);
}

let wasLost = false;
function linked(ok) {
  $("lost").hidden = ok;
  if (ok && wasLost) {
    loadState();
    loadMessages();
  }
  wasLost = !ok;
}

const PUSHES = {
  message_create: ({ message }) => arrive(message),
  message_update: ({ message }) => arrive(message, true),
  message_delete: ({ id, channel_id: channel }) => {
    if (channel === store.channel) {
      dropMessage(id);
      tell("message", { id, why: "gone" });
    } else loadStateSoon();
  },
  modal: (data) => showModal(data),
  failed: ({ message }) => tell("trouble", message || "The bot did not answer. Nothing was lost; please try again."),
  clock: ({ clock }) => {
    store.clock = { ...store.clock, ...clock };
    tell("clock");
  },
  toast: ({ message }) => tell("notice", message),
};

function push(data) {
  (PUSHES[data.t] || loadStateSoon)(data);
}

function arrive(message, changed = false) {
  if (message.channel_id === store.channel) {
    const known = store.messages.some((m) => m.id === message.id);
    if (changed && !known) return;
    tell("message", { id: message.id, why: takeMessage(message) });
    markRead();
  } else if (!changed) {
    const place = channelById(message.channel_id);
    tell("said", `New in ${place?.name || "another place"}. ${announcement(message)}`);
  }
  if (!changed) loadStateSoon();
}

function closeDrawer() {
  document.body.classList.remove("drawer-open");
  $("main").inert = false;
  $("menu-button").setAttribute("aria-expanded", "false");
}

function startDrawer() {
  const open = () => {
    document.body.classList.add("drawer-open");
    $("main").inert = true;
    $("menu-button").setAttribute("aria-expanded", "true");
    $("me").focus();
  };
  $("menu-button").addEventListener("click", () => (document.body.classList.contains("drawer-open") ? closeDrawer() : open()));
  $("veil").addEventListener("click", closeDrawer);
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !document.body.classList.contains("drawer-open")) return;
    closeDrawer();
    $("menu-button").focus();
  });
}

function startWelcome() {
  const close = () => {
    localStorage.setItem("welcomed", "1");
    $("welcome").hidden = true;
    $("help-button").focus();
  };
  const draw = () => {
    refill($("welcome-lines"), store.welcome.map((line) => h("li", {}, line.replace(/^\d+\.\s*/, ""))));
    $("help-button").hidden = !store.welcome.length;
  };
  on("state", draw);
  $("welcome-close").addEventListener("click", close);
  $("help-button").addEventListener("click", () => {
    $("welcome").hidden = !$("welcome").hidden;
    if (!$("welcome").hidden) $("welcome").focus();
  });
  return () => {
    $("welcome").hidden = !store.welcome.length || localStorage.getItem("welcomed") === "1";
    if (!$("welcome").hidden) $("scroller").scrollTop = 0;
  };
}

/** Links to channels, wherever they stand, open in place. */
function startLinks() {
  document.addEventListener("click", (event) => {
    const place = event.target.closest?.("a[data-channel]");
    if (!place || event.ctrlKey || event.metaKey || event.button) return;
    event.preventDefault();
    const again = place.dataset.channel === store.channel;
    if (again) closeDrawer();
    else openChannel(place.dataset.channel);
  });
  $("skip").addEventListener("click", (event) => {
    event.preventDefault();
    $("box").focus();
  });
  document.addEventListener("visibilitychange", () => document.hidden || markRead());
}

async function start() {
  on("stale", loadStateSoon);
  startVoice();
  startClock();
  startRail();
  startLog();
  startComposer();
  startPeople(become, loadState);
  startDrawer();
  startLinks();
  const greet = startWelcome();
  await become(wanted().get("as") || null);
  greet();
  document.body.dataset.ready = "yes";
}

start();
