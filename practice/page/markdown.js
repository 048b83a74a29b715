// Message text to elements: a small, safe part of Markdown, plus mentions and time marks.
import { h } from "./dom.js";
import { channelById, memberName, roleName, store } from "./store.js";
import { now } from "./clock.js";
import { dayAndTime, relative, styled } from "./time.js";

const RULES = [
  [/^\\([\\`*_~|>#\-[\]()<.!+{}:@])/, (m) => m[1]],
  [/^```(?:[a-z0-9+-]*\n)?([\s\S]+?)```/i, (m) => h("pre", {}, h("code", {}, m[1].replace(/\n$/, "")))],
  [/^``([\s\S]+?)``(?!`)/, (m) => h("code", {}, m[1].trim())],
  [/^`([^`]+)`/, (m) => h("code", {}, m[1])],
  [/^<t:(-?\d{1,13})(?::([tTdDfFRsS]))?>/, (m) => timeMark(m[1], m[2])],
  [/^<@!?(\d+)>/, (m) => mention("@", memberName(m[1]) || "someone")],
  [/^<@&(\d+)>/, (m) => mention("@", roleName(m[1]) || "a role")],
  [/^<#(\d+)>/, (m) => channelMark(m[1])],
  [/^<\/([^:>]+):\d+>/, (m) => h("span", { class: "mention" }, `/${m[1]}`)],
  [/^<a?:(\w+):\d+>/, (m) => `:${m[1]}:`],
  [/^@(everyone|here)\b/, (m) => mention("@", m[1])],
  [/^\[([^\]\n]+)\]\(<?(https?:\/\/[^\s)>]+)>?(?:\s+"[^"]*")?\)/, (m) => link(m[2], inline(m[1]))],
  [/^<(https?:\/\/[^\s>]+)>/, (m) => link(m[1], m[1])],
  [/^https?:\/\/[^\s<>]*[^\s<>.,:;"')\]!?*_|]/, (m) => link(m[0], m[0])],
  [/^\|\|([\s\S]+?)\|\|/, (m) => spoiler(m[1])],
  [/^\*\*\*([\s\S]+?)\*\*\*(?!\*)/, (m) => h("strong", {}, h("em", {}, inline(m[1])))],
  [/^\*\*([\s\S]+?)\*\*(?!\*)/, (m) => h("strong", {}, inline(m[1]))],
  [/^__([\s\S]+?)__(?!_)/, (m) => h("u", {}, inline(m[1]))],
  [/^\*(?!\s)([^*\n]+?)\*(?!\*)/, (m) => h("em", {}, inline(m[1]))],
  [/^_([^_\n]+?)_(?![A-Za-z0-9])/, (m) => h("em", {}, inline(m[1])), /\w$/],
  [/^~~([\s\S]+?)~~/, (m) => h("del", {}, inline(m[1]))],
];
const MARKS = /[\\`<@[h|*_~]/;

/** Words with marks inside one line or paragraph: a list of nodes and strings. */
export function inline(text) {
  const out = [];
  let plain = "";
  for (let rest = text; rest;) {
    const hit = MARKS.test(rest[0]) && firstRule(rest, plain);
    if (hit) {
      if (plain) out.push(plain);
      plain = "";
      out.push(hit.node);
      rest = rest.slice(hit.length);
    } else {
      plain += rest[0];
      rest = rest.slice(1);
    }
  }
  if (plain) out.push(plain);
  return out;
}

function firstRule(rest, before) {
  for (const [pattern, build, notAfter] of RULES) {
    if (notAfter && notAfter.test(before)) continue;
    const m = pattern.exec(rest);
    if (m) return { node: build(m), length: m[0].length };
  }
  return null;
}

function timeMark(unix, style = "f") {
  const date = new Date(Number(unix) * 1000);
  if (Number.isNaN(date.getTime())) return `<t:${unix}>`;
  const ticking = style === "R";
  const words = ticking ? relative(date, now()) : styled(date, style, now());
  return h("time", {
    datetime: date.toISOString(), "data-relative": ticking, title: dayAndTime(date), class: "mark",
  }, words);
}

const mention = (sign, name) => h("span", { class: "mention" }, sign + name);

function channelMark(id) {
  const channel = channelById(id);
  if (!channel) return h("span", { class: "mention" }, "a place you cannot see");
  if (channel.type === "voice") return h("span", { class: "mention" }, channel.name);
  return h("a", { class: "mention", href: `#${new URLSearchParams({ as: store.as, c: id })}`, "data-channel": id }, `#${channel.name}`);
}

function link(url, words) {
  return h("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, words);
}

function spoiler(text) {
  const hidden = h("span", { class: "spoiler-text", hidden: true }, inline(text));
  const button = h("button", { type: "button", class: "spoiler" }, "Show hidden words");
  button.addEventListener("click", () => {
    hidden.hidden = false;
    button.remove();
  });
  return h("span", {}, button, hidden);
}

/** A whole text: paragraphs, headings, small print, quotes, lists and code. */
export function blocks(text) {
  const lines = String(text || "").replace(/\r\n?/g, "\n").split("\n");
  const out = [];
  while (lines.length) out.push(takeBlock(lines));
  return out.filter(Boolean);
}

function takeBlock(lines) {
  const line = lines[0];
  if (!line.trim()) return void lines.shift();
  if (line.startsWith("```")) return takeCode(lines);
  const heading = /^(#{1,3})\s+(\S.*)$/.exec(line);
  if (heading) {
    lines.shift();
    return h(`h${heading[1].length + 2}`, { class: `md-h${heading[1].length}` }, inline(heading[2]));
  }
  if (/^-#\s+\S/.test(line)) return h("p", { class: "small" }, inline(lines.shift().slice(2).trim()));
  if (line.startsWith(">>> ")) {
    const rest = lines.splice(0).join("\n").slice(4);
    return h("blockquote", {}, blocks(rest));
  }
  if (/^> ?/.test(line)) {
    const quoted = [];
    while (lines.length && /^> ?/.test(lines[0])) quoted.push(lines.shift().replace(/^> ?/, ""));
    return h("blockquote", {}, blocks(quoted.join("\n")));
  }
  if (LIST.test(line)) return takeList(lines, indent(line));
  return takeParagraph(lines);
}

const LIST = /^(\s*)([-*]|\d{1,3}\.)\s+(\S.*)$/;
const indent = (line) => /^\s*/.exec(line)[0].length;

function takeList(lines, depth) {
  const first = LIST.exec(lines[0]);
  const ordered = /\d/.test(first[2]);
  const list = h(ordered ? "ol" : "ul", ordered ? { start: parseInt(first[2], 10) } : {});
  while (lines.length) {
    const m = LIST.exec(lines[0]);
    if (!m || m[1].length < depth) break;
    if (m[1].length > depth && list.lastChild) list.lastChild.append(takeList(lines, m[1].length));
    else if (/\d/.test(m[2]) !== ordered) break;
    else list.append(h("li", {}, inline(lines.shift() && m[3])));
  }
  return list;
}

function takeCode(lines) {
  const whole = lines.join("\n");
  const m = /^```(?:[A-Za-z0-9+-]*\n)?([\s\S]*?)```/.exec(whole);
  if (!m) return takeParagraph(lines);
  const rest = whole.slice(m[0].length).replace(/^\n/, "");
  lines.splice(0, lines.length, ...(rest ? rest.split("\n") : []));
  return h("pre", { tabindex: "0" }, h("code", {}, m[1].replace(/\n$/, "")));
}

const STOPS = /^(#{1,3}\s+\S|-#\s+\S|> |```|\s*([-*]|\d{1,3}\.)\s+\S)/;

function takeParagraph(lines) {
  const text = [lines.shift()];
  while (lines.length && lines[0].trim() && !STOPS.test(lines[0])) text.push(lines.shift());
  return h("p", {}, inline(text.join("\n")));
}

/** The words alone, for a screen reader's short announcement. */
export function plainText(text) {
  const words = blocks(text).map((block) => [...(block.querySelectorAll?.("li").length ? block.querySelectorAll("li") : [block])]
    .map((part) => part.textContent).join(", "));
  return words.join(" ").replace(/\s+/g, " ").trim();
}
