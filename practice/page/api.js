// Talking to the practice server: same origin only. Every refusal becomes one plain sentence.
import { store } from "./store.js";

export class Refused extends Error {}

const UNREACHABLE = "The practice server did not answer. Is it still running?";

async function ask(path, init) {
  let answer;
  try {
    answer = await fetch(path, init);
  } catch {
    throw new Refused(UNREACHABLE);
  }
  const body = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new Refused(body.error || "That did not work. Please try again.");
  return body;
}

/** Read something as the person now chosen. */
export function get(name, query = {}) {
  const params = new URLSearchParams({ as: store.as || "", ...query });
  return ask(`/practice/api/${name}?${params}`);
}

/** Do something as the person now chosen. */
export function post(name, body = {}) {
  return ask(`/practice/api/${name}`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ as: store.as, ...body }),
  });
}

/** Same-origin form of an address the server gave for a file it keeps itself. */
export function localFile(url) {
  try {
    const parsed = new URL(url, location.href);
    const ours = ["127.0.0.1", "localhost", "[::1]"].includes(parsed.hostname);
    if (ours && parsed.port === location.port) return parsed.pathname + parsed.search;
    return ["http:", "https:"].includes(parsed.protocol) ? parsed.href : "";
  } catch {
    return "";
  }
}

/** Keep a live line open; calls `onPush` for each push and `onLink(true|false)` as it comes and goes. */
export function live(onPush, onLink) {
  let socket = null;
  let wait = 500;
  let closed = false;
  let retry = 0;
  const open = () => {
    const scheme = location.protocol === "https:" ? "wss" : "ws";
    const who = encodeURIComponent(store.as || "");
    socket = new WebSocket(`${scheme}://${location.host}/practice/api/live?as=${who}`);
    socket.onopen = () => {
      wait = 500;
      onLink(true);
    };
    socket.onmessage = (event) => onPush(JSON.parse(event.data));
    socket.onclose = () => {
      if (closed) return;
      onLink(false);
      retry = setTimeout(open, wait);
      wait = Math.min(wait * 2, 8000);
    };
  };
  open();
  return () => {
    closed = true;
    clearTimeout(retry);
    socket?.close();
  };
}
