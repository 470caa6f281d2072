// Saved packs of transport as one network; backend/transit/pack.py says what is in them.
const WALK_M = 300; // as in backend/transit/journey.py
const UNKNOWN_WAIT = 600;
const METRES_A_DEGREE = 111195.08;
const CELLS_A_DEGREE = 200; // each wider than a walk

function summed(differences) {
  let sum = 0;
  return differences.map((each) => { sum += each; return sum; });
}

function networkOf(packs) {
  const stations = [];
  const patterns = [];
  const numbers = {};
  const lines = {};
  packs.forEach((pack, origin) => {
    const [lats, lons] = [summed(pack.stations.lat), summed(pack.stations.lon)];
    const own = pack.stations.key.map((key, at) => {
      if (!(key in numbers)) {
        const name = pack.stations.name[at];
        const [lat, lon] = [lats[at] / 1e5, lons[at] / 1e5];
        numbers[key] = stations.push({ key, name, lat, lon, origin, near: new Map(), at: [] }) - 1;
      }
      return numbers[key];
    });
    pack.near.forEach(([one, other, metres]) => walkable(stations, own[one], own[other], metres));
    pack.lines.filter(({ key }) => !(key in lines)).forEach((line) => {
      lines[line.key] = line;
      line.patterns.forEach(([to, along, timings, noBoarding = [], noAlighting = []]) => {
        const every = timings.map(([, runs]) => runs.map((run) => run[3])).flat().filter(Boolean);
        patterns.push({
          line, to, noBoarding, noAlighting, pack,
          stations: along.map((number) => own[number]),
          timings: timings.map(([leave, runs]) => ({ leave: summed(leave), runs })),
          wait: every.length ? Math.floor(Math.min(...every) / 2) : UNKNOWN_WAIT,
        });
      });
    });
  });
  patterns.forEach((pattern, number) => {
    pattern.stations.forEach((station, place) => stations[station].at.push([number, place]));
  });
  if (packs.length > 1) joinOnFoot(stations);
  return { stations, patterns };
}

function walkable(stations, one, other, metres) {
  stations[one].near.set(other, metres);
  stations[other].near.set(one, metres);
}

// A pack knows the walks between its own stations; those to another's are found here.
function joinOnFoot(stations) {
  const cells = {};
  const cellOf = ({ lat, lon }) => [lat, lon].map((each) => Math.floor(each * CELLS_A_DEGREE));
  stations.forEach((here, number) => {
    const [row, column] = cellOf(here);
    for (let y = row - 1; y <= row + 1; y += 1) {
      for (let x = column - 1; x <= column + 1; x += 1) {
        (cells[[y, x]] || []).forEach((other) => {
          const there = stations[other];
          const narrow = Math.cos((here.lat + there.lat) / 2 * Math.PI / 180);
          const [north, east] = [here.lat - there.lat, (here.lon - there.lon) * narrow];
          const metres = Math.round(METRES_A_DEGREE * Math.hypot(north, east));
          if (there.origin !== here.origin && metres <= WALK_M && !here.near.has(other)) {
            walkable(stations, number, other, metres);
          }
        });
      }
    }
    (cells[[row, column]] = cells[[row, column]] || []).push(number);
  });
}
