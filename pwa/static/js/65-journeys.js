// From one station to another with the fewest changes, in rounds: as backend/transit/journey.py.
const MOST_RIDES = 5;
const WALK_SECONDS_A_METRE = 1.1;
const CHANGE_SECONDS = 180;
const WORTH_SECONDS = 600;

function journeysIn({ stations, patterns }, start, goal, running) {
  const best = new Map([[start, 0], [goal, Infinity]]);
  const arrived = new Map([[start, 0]]);
  const rounds = [{ ridden: new Map([[start, { seconds: 0 }]]), walked: new Map() }];
  const journeys = [];
  const last = () => rounds[rounds.length - 1];
  const reached = (map, station) => (map.has(station) ? map.get(station) : Infinity);

  function labelOf({ ridden, walked }, station) {
    const [ride, walk] = [ridden.get(station), walked.get(station)];
    return !walk || (ride && ride.seconds <= walk.seconds) ? ride : walk;
  }

  function queued(marked) {
    const queue = new Map();
    marked.forEach((station) => stations[station].at.forEach(([number, place]) => {
      if (running(patterns[number]) && place < reached(queue, number)) queue.set(number, place);
    }));
    return Array.from(queue).sort(([one], [other]) => one - other);
  }

  function ride(marked) {
    const before = last();
    const ridden = new Map();
    const change = rounds.length > 1 ? CHANGE_SECONDS : 0;
    rounds.push({ ridden, walked: new Map() });
    queued(marked).forEach(([number, first]) => {
      const pattern = patterns[number];
      let [base, boarded] = [Infinity, -1];
      for (let place = first; place < pattern.stations.length; place += 1) {
        const station = pattern.stations[place];
        const offset = pattern.timings[0].leave[place];
        const seconds = base + offset;
        if (seconds < reached(arrived, station) && seconds < best.get(goal) && !pattern.noAlighting.includes(place)) {
          arrived.set(station, seconds);
          best.set(station, Math.min(seconds, reached(best, station)));
          ridden.set(station, { seconds, pattern, from: boarded, to: place });
        }
        if (marked.has(station) && !pattern.noBoarding.includes(place)) {
          const begin = labelOf(before, station).seconds + change + pattern.wait - offset;
          if (begin < base) [base, boarded] = [begin, place];
        }
      }
    });
  }

  function walk() {
    const { ridden, walked } = last();
    Array.from(ridden).sort(([one], [other]) => one - other).forEach(([station, label]) => {
      stations[station].near.forEach((metres, other) => {
        const seconds = label.seconds + metres * WALK_SECONDS_A_METRE;
        if (seconds < reached(best, other) && seconds < best.get(goal)) {
          best.set(other, seconds);
          walked.set(other, { seconds, metres, from: station, to: other });
        }
      });
    });
    return new Set([...ridden.keys(), ...walked.keys()]);
  }

  function journey() {
    const steps = [];
    let number = rounds.length - 1;
    let label = labelOf(rounds[number], goal);
    while (label.to !== undefined) {
      steps.unshift(label);
      if (label.pattern) {
        number -= 1;
        label = labelOf(rounds[number], label.pattern.stations[label.from]);
      } else label = rounds[number].ridden.get(label.from);
    }
    return steps;
  }

  let marked = walk();
  if (marked.has(goal)) return [journey()];
  for (let left = MOST_RIDES + 1; marked.size && left; left -= 1) {
    ride(marked);
    marked = walk();
    if (marked.has(goal) && (left > 1 || journeys.length)) {
      journeys.push(journey());
      best.set(goal, best.get(goal) - WORTH_SECONDS);
      left = Math.min(left, 2);
    }
  }
  return journeys;
}
