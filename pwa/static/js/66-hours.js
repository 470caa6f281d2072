// When a saved line runs, by the clocks of its city: as backend/transit/hours.py, a week ahead.
const AHEAD_DAYS = 7;
const MOST_TIMES = 3;
const DAY_S = 24 * 3600;

// The clock of `zone` as if it were ours in UTC: hours go by as they are shown.
function clockIn(zone) {
  const shown = new Date().toLocaleString("en-US", { timeZone: zone, hourCycle: "h23" });
  const [month, day, year, ...time] = shown.match(/\d+/g).map(Number);
  return Date.UTC(year, month - 1, day, ...time) / 1000;
}

const dayOf = (seconds) => new Date(seconds * 1000).toISOString().slice(0, 10);

function runsOn([days, first, last, added, removed], day) {
  if (added.includes(day)) return true;
  if (removed.includes(day) || !first || day < first || day > last) return false;
  return days >> ((new Date(day).getUTCDay() + 6) % 7) & 1;
}

function runsToday(pattern) {
  const { services, feed } = pattern.pack;
  const day = dayOf(clockIn(feed.zone));
  return pattern.timings.some(({ runs }) => runs.some(([service]) => runsOn(services[service], day)));
}

// The headway that holds now, the next departures of a timetable, and when it next begins; times
// in seconds of the city's clock.
function comingAt({ pack, timings }, place) {
  const now = clockIn(pack.feed.zone);
  const midnight = now - now % DAY_S;
  let [rate, times, opens] = [0, [], Infinity];
  for (let ahead = -1; ahead <= AHEAD_DAYS; ahead += 1) {
    const start = midnight + ahead * DAY_S;
    if (ahead > 0 && (rate || Math.min(opens, ...times) <= start)) break;
    const day = dayOf(start);
    timings.forEach(({ leave, runs }) => runs.forEach(([service, begin, end, every, exact]) => {
      if (!runsOn(pack.services[service], day)) return;
      const [from, to] = [begin, end].map((each) => start + each + leave[place]);
      if (every && !exact) {
        if (from <= now && now < to) rate += 1 / every;
        else if (now < from) opens = Math.min(opens, from);
      } else {
        for (let at = from; at < to || at === from; at += every || Infinity) {
          if (at >= now) times.push(at);
        }
      }
    }));
  }
  times = times.filter((at, n) => times.indexOf(at) === n).sort((one, other) => one - other);
  return { every: rate && Math.round(1 / rate), times: times.slice(0, MOST_TIMES), opens, now };
}

// As backend/transit/said.py says it.
function comingIn(words, pattern, place) {
  const { every, times, opens, now } = comingAt(pattern, place);
  const hour = (at) => {
    const shown = new Date(at * 1000);
    const said = shown.getUTCHours() + ":" + ("0" + shown.getUTCMinutes()).slice(-2);
    if (dayOf(at) === dayOf(now) || at - now < DAY_S / 3) return said;
    const { lang } = document.documentElement;
    return shown.toLocaleDateString(lang, { weekday: "short", timeZone: "UTC" }).replace(".", "") + " " + said;
  };
  const parts = times.map(hour);
  if (every) parts.unshift(say(words.every, { n: Math.max(1, Math.round(every / 60)) }));
  if (!parts.length && opens < Infinity) parts.push(say(words.opens, { at: hour(opens) }));
  return parts.join(", ") || words.never;
}
