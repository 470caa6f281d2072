// Stations as people name them, lines that call there, and how long a step takes.
const RAILS = [0, 1, 2, 5, 7, 12]; // as in backend/transit/stations.py
const MOST_CHOICES = 12;
const folded = (name) => (
  name.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase().replace(/[^0-9a-z]+/g, " ").trim()
);

function minutes(seconds) {
  let whole = Math.max(1, Math.round(seconds / 60));
  if (whole > 30) whole = 5 * Math.round(whole / 5);
  const [hours, rest] = [Math.floor(whole / 60), whole % 60];
  return [hours && hours + " h", (rest || !hours) && rest + " min"].filter(Boolean).join(" ");
}

const secondsOf = ({ pattern, from, to, metres }) => (
  pattern ? pattern.timings[0].leave[to] - pattern.timings[0].leave[from]
    : Math.round(metres * WALK_SECONDS_A_METRE)
);

function linesAt({ patterns, stations }, number) {
  return new Set(stations[number].at.map(([pattern]) => patterns[pattern].line));
}

// The numbers of the stations that may be meant by `asked`, a key or a name.
function meant(network, asked) {
  const { stations } = network;
  const exact = stations.findIndex(({ key }) => key === asked);
  if (exact >= 0) return [exact];
  const wanted = folded(asked);
  if (!wanted) return [];
  const words = wanted.split(" ");
  const found = stations.map((station, number) => [folded(station.name), number])
    .filter(([name]) => words.every((word) => name.includes(word)));
  const named = found.filter(([name]) => name === wanted);
  const likely = (named.length ? named : found.sort(([one], [other]) => (
    other.startsWith(wanted) - one.startsWith(wanted)
  ))).map(([, number]) => number);
  const onRails = likely.filter((number) => (
    Array.from(linesAt(network, number)).some(({ kind }) => RAILS.includes(kind))
  ));
  return named.length && onRails.length === 1 ? onRails : likely.slice(0, MOST_CHOICES);
}
