// The page from here to there, without signal: asked and answered on the phone.
behaviours.push(async (root) => {
  const form = one(root, "[data-way]");
  const found = one(root, "[data-found]");
  const said = one(root, "[data-said]");
  const words = found.dataset;
  const [way, leg, choice] = every(found, "template").map(({ content }) => content);
  const answers = one(found, "[data-answers]");
  const saved = await savedPacks("transit");
  const network = networkOf(await Promise.all(saved.map(({ answer }) => answer.json())));

  function add(list, { name }, told, line) {
    const row = document.importNode(leg, true).firstChild;
    one(row, "b").textContent = name;
    if (!told) one(row, "path").remove();
    one(row, "small").textContent = told || "";
    row.classList.toggle("walk", told && !line);
    const ride = one(row, "span");
    ride.hidden = !line;
    if (line) {
      row.style.setProperty("--c", "#" + line.colour);
      row.style.setProperty("--i", "#" + line.ink);
      one(ride, "b").textContent = line.mark;
      ride.lastChild.textContent = " " + say(words.toward, line);
    }
    list.appendChild(row);
  }

  function draw(steps, isOther) {
    const changes = Math.max(0, steps.filter(({ pattern }) => pattern).length - 1);
    const long = minutes(steps.reduce((sum, step) => sum + secondsOf(step), 0));
    const known = isOther ? [words.orNone, words.orOne, words.orMany] : [words.none, words.one, words.many];
    const drawn = document.importNode(way, true);
    one(drawn, "h2").textContent = say(known[Math.min(changes, 2)], { n: changes }) + ": " + say(words.long, { long });
    const list = one(drawn, "ol");
    let end;
    steps.forEach((step) => {
      const { pattern, from, to, metres } = step;
      const stationAt = (place) => network.stations[pattern ? pattern.stations[place] : place];
      end = stationAt(to);
      if (pattern) {
        const goal = pattern.to || stationAt(pattern.stations.length - 1).name;
        const calls = to - from;
        const ride = say(calls > 1 ? words.stops : words.stop, { n: calls }) + ", " + minutes(secondsOf(step));
        const told = ride + ". " + comingIn(words, pattern, from);
        add(list, stationAt(from), told, Object.assign({ place: goal }, pattern.line));
      } else {
        const tens = Math.max(10, Math.round(metres / 10) * 10);
        add(list, stationAt(from), say(words.walk, { metres: tens + " m", place: end.name }));
      }
    });
    add(list, end);
    answers.appendChild(drawn);
  }

  // Several have this name: the field becomes a choice.
  function ask(field, numbers) {
    const select = one(document.importNode(choice, true), "select");
    Object.assign(select, { id: field.id, name: field.name });
    numbers.forEach((number) => {
      const lines = Array.from(linesAt(network, number)).map(({ brand, mark }) => brand + " " + mark);
      const { name, key } = network.stations[number];
      select.add(new Option(name + ": " + lines.slice(0, 4).join(", "), key));
    });
    field.replaceWith(select);
    show(said, say(words.several, { name: field.value }));
    select.focus();
  }

  function answer(fields, [start, goal]) {
    const known = [start, goal].map((number) => network.stations[number]);
    fields.forEach((field, at) => { if (field.matches("input")) field.value = known[at].name; });
    let journeys = journeysIn(network, start, goal, runsToday);
    const isToday = journeys.length;
    if (!isToday) journeys = journeysIn(network, start, goal, () => true);
    answers.textContent = "";
    journeys.forEach((steps, number) => draw(steps, number));
    const told = saved.map(({ at }) => at).sort()[0];
    const { lang } = document.documentElement;
    const day = new Date(told).toLocaleDateString(lang, { day: "numeric", month: "short" });
    const past = network.patterns.map(({ pack }) => pack.feed).find(({ last, zone }) => last < dayOf(clockIn(zone)));
    show(said, [
      journeys.length ? say(words.saved, { day }) : words.nothing,
      past && say(words.over, { day: new Date(past.last).toLocaleDateString(lang, { timeZone: "UTC" }) }),
      journeys.length && !isToday && words.otherDays,
    ].filter(Boolean).join(" "));
    one(found, "a.btn").href = form.action + "?from=" + known[0].key + "&to=" + known[1].key;
    show(found);
    said.focus();
  }

  function search() {
    const fields = [form.elements.from, form.elements.to];
    const ends = fields.map(({ value }) => meant(network, value));
    const missing = ends.findIndex((numbers) => !numbers.length);
    const unclear = ends.findIndex((numbers) => numbers.length > 1);
    if (missing >= 0 && navigator.onLine) form.submit();
    else if (missing >= 0) show(said, say(words.unknown, { name: fields[missing].value }));
    else if (unclear >= 0) ask(fields[unclear], ends[unclear]);
    else if (ends[0][0] === ends[1][0]) show(said, words.same);
    else answer(fields, ends.map(([number]) => number));
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    search();
  });
  // A page asked for by its address, for which this one stood in without signal.
  const given = new URLSearchParams(location.search);
  ["from", "to"].forEach((name) => { form.elements[name].value = given.get(name) || form.elements[name].value; });
  if (given.get("from") && given.get("to")) search();
});
