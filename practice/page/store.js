// What the page knows right now, and who wants to hear when it changes. No drawing here.

export const store = {
  as: null, // id of the person we are
  me: null,
  cast: [],
  clock: { now: new Date().toISOString(), speed: 1, next_due: null, bot: "starting" },
  channels: [],
  commands: [],
  events: [],
  members: [],
  roles: [],
  welcome: [],
  castActs: null, // null: the control is hidden; otherwise {all, ids}
  channel: null, // id of the open channel
  messages: [],
  pressed: null, // message id of our own last press, to tell a screen reader what changed
};

const listeners = new Map();

/** Call `fn` whenever `topic` is told. */
export function on(topic, fn) {
  if (!listeners.has(topic)) listeners.set(topic, []);
  listeners.get(topic).push(fn);
}

/** Tell everyone who listens to these topics. */
export function tell(topic, detail) {
  for (const fn of listeners.get(topic) || []) fn(detail);
}

export const channelById = (id) => store.channels.find((c) => c.id === id) || null;
export const memberName = (id) =>
  (store.members.find((m) => m.id === id) || store.cast.find((m) => m.id === id))?.name || null;
export const roleName = (id) => store.roles.find((r) => r.id === id)?.name || null;
export const openChannel = () => channelById(store.channel);

/** Take in a fresh answer of /practice/api/state. */
export function takeState(state) {
  store.me = state.me;
  store.as = state.me?.id ?? store.as;
  const before = JSON.stringify(store.commands);
  for (const part of ["cast", "clock", "channels", "commands", "events", "members"]) {
    if (state[part]) store[part] = state[part];
  }
  store.roles = state.roles || [];
  store.welcome = state.welcome || [];
  store.castActs = state.cast_acts ?? null;
  tell("state");
  tell("clock");
  if (JSON.stringify(store.commands) !== before) tell("commands");
}

/** Add a message or swap the one with the same id; keeps the order of ids. */
export function takeMessage(message) {
  const at = store.messages.findIndex((m) => m.id === message.id);
  if (at >= 0) {
    store.messages[at] = message;
    return "changed";
  }
  store.messages.push(message);
  store.messages.sort((a, b) => (BigInt(a.id) < BigInt(b.id) ? -1 : 1));
  return "added";
}

export function dropMessage(id) {
  store.messages = store.messages.filter((m) => m.id !== id);
}
