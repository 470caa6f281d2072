// "Near me", from what is saved on this phone; with network, and nothing saved near, from the city.
const RADIAN = Math.PI / 180;
const EARTH_M = 6371008.8;
const FAR_M = 2000;
const SHOWN = 10;

// The places of a pack, as backend/places/pack.py wrote them.
function placesIn(pack, names) {
  if (pack.places) {
    return pack.places.map(([name, where, hours, lat, lon]) => (
      { name, lat, lon, more: [where, hours.replace(/[A-Z][a-z]/g, (day) => names[day])] }
    ));
  }
  const scale = pack.step / 1e5;
  let [lat, lon, left, area] = [0, 0, 0, -1];
  return pack.of.map((sort, at) => {
    lat += pack.lat[at];
    lon += pack.lon[at];
    while (!left) left = pack.counts[area += 1];
    left -= 1;
    const name = names[pack.sorts[sort]] || names[""];
    return { name, lat: lat * scale, lon: lon * scale, more: [pack.areas[area]] };
  });
}

function measured(place, here) {
  const north = (place.lat - here.latitude) * RADIAN;
  const narrow = Math.cos((place.lat + here.latitude) / 2 * RADIAN);
  const east = (place.lon - here.longitude) * RADIAN * narrow;
  const wind = Math.round(Math.atan2(east, north) / RADIAN / 45 + 8) % 8;
  return Object.assign(place, { metres: EARTH_M * Math.hypot(north, east), wind });
}

// As backend/places/way.py says it.
function wayTo({ metres, wind }, words) {
  const tens = Math.round(metres / 10) * 10;
  if (metres < 20) return words.here;
  const km = (metres / 1000).toFixed(1).replace(/\.0$/, "").replace(".", words.point);
  const far = tens < 1000 ? say(words.metres, { n: tens }) : say(words.km, { n: km });
  return say(words.way, { far, wind: words.winds.split("|")[wind] });
}

behaviours.push((root) => {
  const form = one(root, "[data-near]");
  if (!form || !navigator.geolocation) return;
  const found = one(root, "[data-found]");
  const words = found.dataset;
  const said = one(root, "[data-said]");
  const names = JSON.parse(words.names);

  async function nearest(here) {
    const packs = self.caches ? await savedPacks(form.dataset.near) : [];
    const all = await Promise.all(packs.map(async ({ answer }) => (
      placesIn(await answer.json(), names)
    )));
    const places = all.flat().map((place) => measured(place, here));
    return places.sort((a, b) => a.metres - b.metres).slice(0, SHOWN);
  }

  function draw(places) {
    const list = one(found, ".list");
    list.textContent = "";
    places.forEach((place) => {
      const row = document.importNode(one(found, "template").content, true);
      const at = place.lat.toFixed(5) + "," + place.lon.toFixed(5);
      one(row, "a").href = "geo:" + at + "?q=" + at;
      one(row, "b").textContent = place.name;
      one(row, "small").textContent = [wayTo(place, words)].concat(place.more).filter(Boolean).join(" · ");
      list.appendChild(row);
    });
    show(found);
    one(found, "h2").focus();
  }

  form.hidden = false;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    locate(async (here) => {
      const { latitude, longitude } = here;
      const near = latitude.toFixed(4) + "," + longitude.toFixed(4);
      const places = await nearest(here).catch(() => []);
      form.elements.near.value = near;
      one(found, "a.btn").href = form.action + "?near=" + near;
      if (places.length && (!navigator.onLine || places[0].metres < FAR_M)) draw(places);
      else if (navigator.onLine) form.submit();
      else show(said, form.dataset.none);
    }, (error) => show(said, error.code === 1 ? form.dataset.denied : form.dataset.unavailable));
  });
});
