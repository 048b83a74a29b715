// The practice clock: what time it is in the practice world, and the controls that drive it.
import { $, calmly, h, refill } from "./dom.js";
import { post } from "./api.js";
import { on, store, tell } from "./store.js";
import { clockTime, dayText, relative, shortWhen } from "./time.js";

let base = Date.now();
let taken = performance.now();
let speed = 1;

/** The time in the practice world. */
export const now = () => new Date(base + (performance.now() - taken) * speed);

function takeClock() {
  base = Date.parse(store.clock.now);
  taken = performance.now();
  speed = store.clock.speed;
  calmly($("time-controls"), draw);
}

const SPEEDS = [[0, "Pause"], [1, "×1"], [10, "×10"], [60, "×60"]];
const SAID = { 0: "Pause the clock", 1: "Real speed", 10: "Ten times faster", 60: "Sixty times faster" };
const BOT = {
  ready: ["Bot is here", "ok"], starting: ["Bot is starting", "wait"], away: ["Bot is away", "off"],
};

async function act(body, control) {
  control.setAttribute("aria-busy", "true");
  try {
    store.clock = { ...store.clock, ...(await post("clock", body)) };
    tell("clock");
  } catch (error) {
    tell("trouble", error.message);
  } finally {
    control.removeAttribute("aria-busy");
  }
}

function speedButton([value, label]) {
  return h("button", {
    type: "button", class: "chip", "aria-pressed": String(speed === value),
    "aria-label": SAID[value], title: SAID[value], "data-key": `speed-${value}`,
    onclick: (event) => act({ speed: value }, event.currentTarget),
  }, label);
}

function jumpButton() {
  const due = store.clock.next_due ? new Date(store.clock.next_due) : null;
  return h("button", {
    type: "button", class: "chip jump", disabled: !due, "data-key": "jump",
    onclick: (event) => act({ jump: "next" }, event.currentTarget),
  }, h("span", {}, "Jump to the next thing"),
  h("span", { class: "jump-when" }, jumpWords(due)));
}

function jumpWords(due) {
  if (!due) return "nothing is waiting";
  return due <= now() ? "now" : shortWhen(due, now());
}

function draw() {
  const [words, mark] = BOT[store.clock.bot] || BOT.starting;
  refill($("bot-state"), h("span", { class: `dot ${mark}`, "aria-hidden": "true" }), words);
  refill($("speeds"), SPEEDS.map(speedButton));
  refill($("jump-slot"), jumpButton());
  tick();
}

let shownDay = "";
let shownTime = "";

/** Bring the clock and every "in 9 minutes" on the page up to date. */
export function tick() {
  const time = now();
  const day = dayText(time);
  const clock = clockTime(time);
  if (day !== shownDay || clock !== shownTime) {
    shownDay = day;
    shownTime = clock;
    const year = h("span", { class: "clock-year" }, ` ${day.slice(-4)}`);
    refill($("clock-face"), h("span", { class: "clock-day" }, day.slice(0, -5), year, ", "), h("span", { class: "clock-time" }, clock));
    $("clock-face").setAttribute("datetime", time.toISOString());
  }
  for (const el of document.querySelectorAll("time[data-relative]")) {
    const words = relative(new Date(el.dateTime), time);
    if (el.textContent !== words) el.textContent = words;
  }
}

/** Wire the clock to its place in the top bar. */
export function startClock() {
  on("clock", takeClock);
  setInterval(tick, 250);
  $("time-toggle").addEventListener("click", () => {
    const open = $("time-toggle").getAttribute("aria-expanded") !== "true";
    $("time-toggle").setAttribute("aria-expanded", String(open));
    $("time-controls").classList.toggle("open", open);
  });
  takeClock();
}
