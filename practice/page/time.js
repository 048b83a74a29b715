// London time, written the way people here write it: "Tue 2 Feb 2027, 12.31".

const ZONE = "Europe/London";
const make = (options) => new Intl.DateTimeFormat("en-GB", { timeZone: ZONE, ...options });
const PARTS = make({
  weekday: "short", day: "numeric", month: "short", year: "numeric",
  hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23",
});
const LONG = make({ weekday: "long", day: "numeric", month: "long", year: "numeric" });
const SHORT = make({ day: "2-digit", month: "2-digit", year: "numeric" });

function parts(date) {
  const found = {};
  for (const { type, value } of PARTS.formatToParts(date)) found[type] = value;
  found.month = found.month.replace("Sept", "Sep");
  return found;
}

function longParts(date) {
  const found = {};
  for (const { type, value } of LONG.formatToParts(date)) found[type] = value;
  return found;
}

export function clockTime(date) {
  const p = parts(date);
  return `${p.hour}.${p.minute}`;
}

export function dayText(date, withYear = true) {
  const p = parts(date);
  return `${p.weekday} ${p.day} ${p.month}${withYear ? ` ${p.year}` : ""}`;
}

export const dayAndTime = (date) => `${dayText(date)}, ${clockTime(date)}`;

/** "today 12.31", "tomorrow 9.00" or "Tue 2 Feb, 12.31", seen from `now`. */
export function shortWhen(date, now) {
  if (dayText(date) === dayText(now)) return clockTime(date);
  if (dayText(date) === dayText(new Date(now.getTime() + 864e5))) return `tomorrow, ${clockTime(date)}`;
  const sameYear = parts(date).year === parts(now).year;
  return `${dayText(date, !sameYear)}, ${clockTime(date)}`;
}

const STEPS = [
  ["year", 31536000], ["month", 2592000], ["day", 86400], ["hour", 3600], ["minute", 60], ["second", 1],
];

/** "in 9 minutes", "2 hours ago": how far `date` is from `now`. */
export function relative(date, now) {
  const seconds = Math.round((date - now) / 1000);
  const size = Math.abs(seconds);
  const [unit, length] = STEPS.find(([, l]) => size >= l) || STEPS[5];
  const n = Math.round(size / length);
  if (n === 0) return "now";
  const words = n === 1 && unit !== "second"
    ? `${unit === "hour" ? "an" : "a"} ${unit}` : `${n} ${unit}${n === 1 ? "" : "s"}`;
  return seconds > 0 ? `in ${words}` : `${words} ago`;
}

/** One time mark of a message, by its style letter. */
export function styled(date, style, now) {
  const p = parts(date);
  const l = longParts(date);
  const day = `${l.day} ${l.month} ${l.year}`;
  const time = `${p.hour}.${p.minute}`;
  switch (style) {
    case "t": return time;
    case "T": return `${time}.${p.second}`;
    case "d": return SHORT.format(date);
    case "D": return day;
    case "F": return `${l.weekday} ${day}, ${time}`;
    case "R": return relative(date, now);
    default: return `${day}, ${time}`;
  }
}
