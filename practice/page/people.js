// Being someone else: the list of the cast, with what waits for each, and who acts by themselves.
import { $, calmly, h, refill } from "./dom.js";
import { post } from "./api.js";
import { face } from "./message.js";
import { on, store, tell } from "./store.js";

/** Wire the "You are" card; `become(id)` switches the page to that person. */
export function startPeople(become, refresh) {
  const open = () => {
    refresh();
    draw(become);
    $("people").showModal();
    $("people").querySelector("[aria-current=true]")?.focus();
  };
  $("me").addEventListener("click", open);
  on("open-people", open);
  on("state", () => $("people").open && calmly($("people"), () => draw(become)));
}

function draw(become) {
  refill($("people"),
    h("div", { class: "sheet-head" }, h("h2", { id: "people-title" }, "Be someone else"),
      h("button", { type: "button", class: "btn quiet", "data-key": "people-close", onclick: () => $("people").close() }, "Close")),
    h("p", { class: "small lead" }, "You see what this person sees, and press what they press. A number shows what waits for them."),
    store.castActs ? everyoneSwitch() : null,
    h("ul", { class: "people-list" }, store.cast.map((one) => h("li", {}, person(one, become)))));
}

function person(one, become) {
  const me = one.id === store.as;
  return [
    h("button", {
      type: "button", class: "person", "aria-current": me ? "true" : null, "data-key": `be-${one.id}`,
      onclick: () => {
        $("people").close();
        if (!me) become(one.id);
      },
    }, face(one.id, one.name, "large"),
    h("span", { class: "me-words" }, h("span", { class: "me-name" }, one.name, me ? h("span", { class: "small" }, " (you now)") : null),
      h("span", { class: "me-about" }, one.about || "")),
    one.unread ? h("span", { class: "badge" }, String(one.unread), h("span", { class: "sr" }, " unread")) : null),
    store.castActs ? actsSwitch(one) : null,
  ];
}

function everyoneSwitch() {
  return h("div", { class: "everyone" }, toggle(store.castActs.all, "acts-all", "Everybody else acts for themselves",
    (next) => ({ as: null, self_driving: next })),
    h("p", { class: "about" }, "They answer cards and turn up by themselves, each in their own way."));
}

function actsSwitch(one) {
  const acts = store.castActs.ids.includes(one.id);
  return h("div", { class: "acts" }, toggle(acts, `acts-${one.id}`, "Acts alone",
    (next) => ({ as: one.id, self_driving: next }), `${one.name} acts alone`));
}

function toggle(checked, key, words, body, spoken) {
  const box = h("input", { type: "checkbox", role: "switch", checked, "data-key": key, "aria-label": spoken || null });
  box.addEventListener("change", async () => {
    try {
      store.castActs = (await post("cast", body(box.checked))).cast_acts;
      tell("state");
      tell("stale");
    } catch (error) {
      box.checked = !box.checked;
      tell("trouble", error.message);
    }
  });
  return h("label", { class: "switch" }, box, h("span", {}, words));
}
