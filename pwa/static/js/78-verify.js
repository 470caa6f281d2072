// A paper that was scanned: its code stands behind the # of the address, and is checked here, with
// the keys and the list of revoked papers that this phone fetched last. See backend/papers.
const VERIFY = "v-verify";
const LIST_MS = 2500;
const SYMBOLS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
const ES256 = { name: "ECDSA", hash: "SHA-256", namedCurve: "P-256" };
const utf8 = (words) => new TextEncoder().encode(words);

// Base32 in its one spelling: bits that are left over are zero.
function bytesOf(text) {
  const bytes = [];
  let [bits, value] = [0, 0];
  for (const symbol of text) {
    const at = SYMBOLS.indexOf(symbol);
    if (at < 0) throw new RangeError(symbol);
    value = ((value << 5) | at) & 4095;
    bits += 5;
    if (bits > 7) {
      bits -= 8;
      bytes.push((value >> bits) & 255);
    }
  }
  if (bits > 4 || value & ((1 << bits) - 1)) throw new RangeError(text);
  return Uint8Array.from(bytes);
}

function pointOf(text) {
  const raw = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
  return Uint8Array.from(raw, (letter) => letter.charCodeAt(0));
}

async function digestOf(number) {
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", utf8("revoked" + number)));
  return Array.from(hash.slice(0, 8), (byte) => (byte + 256).toString(16).slice(1)).join("");
}

// What it is, and what it says where that is to be believed; as backend/papers/verdict.py.
async function verdictOf(text, { keys, revoked }, today) {
  let packed, signature, said;
  try {
    const parts = text.replace(/\s/g, "").split("#").pop().toUpperCase().split(".");
    [packed, signature] = parts.map(bytesOf);
    said = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(packed));
    if (parts.length !== 2 || said[0] !== 1 || said.length !== 10) throw new RangeError(text);
  } catch (error) {
    return { state: "forged" };
  }
  if (!Object.keys(keys).includes(said[1])) return { state: "strange" };
  const key = await crypto.subtle.importKey("raw", pointOf(keys[said[1]]), ES256, false, ["verify"]);
  if (!await crypto.subtle.verify(ES256, key, signature, packed)) return { state: "forged" };
  if (revoked.includes(await digestOf(said[2]))) return { state: "revoked", said };
  return { state: said[8] && said[8] < today ? "over" : "valid", said };
}

// The keys and the list, from the network, else as they were fetched last; and when that was.
async function listOf(path) {
  const cache = await caches.open(VERIFY);
  const stop = new AbortController();
  setTimeout(() => stop.abort(), LIST_MS);
  const answer = await fetch(path, { cache: "no-cache", signal: stop.signal }).catch(() => null);
  const isOurs = answer && answer.ok && answer.headers.has("Ventanilla");
  if (isOurs) await cache.put(path, answer.clone());
  const kept = isOurs ? answer : await cache.match(path);
  return kept && Object.assign(await kept.json(), { at: new Date(kept.headers.get("Date")) });
}

// The page and its script too, also where no worker was there yet when the page came.
async function keepForNoSignal() {
  const cache = await caches.open(VERIFY);
  const script = one(document, "script[src]").getAttribute("src");
  for (const path of [script, location.pathname]) {
    if (!await caches.match(path)) {
      const answer = await fetch(path);
      if (answer.ok && answer.headers.has("Ventanilla")) await cache.put(path, answer);
    }
  }
  for (const { url } of await cache.keys()) {
    if (/\/static\//.test(url) && !url.endsWith(script)) await cache.delete(url);
  }
}

behaviours.push((root) => {
  const box = one(root, "[data-verify]");
  if (!box || !canKeep) return;
  const { list, none } = box.dataset;
  const [facts, line, checked] = ["dl", "template", "[data-checked]"].map((each) => one(box, each));
  const words = checked.dataset;
  const lang = document.documentElement.lang;
  const long = { day: "numeric", month: "long", year: "numeric" };
  const day = (iso) => (iso ? new Date(iso + "T12:00").toLocaleDateString(lang, long) : none);

  function fill([, , number, , title, holder, office, issued, until, lines]) {
    const told = { title, holder, office, issued: day(issued), until: day(until) };
    told.number = number.replace(/(.{4})(?=.)/g, "$1 ");
    every(facts, "[data-said]").forEach((cell) => { cell.textContent = told[cell.dataset.said]; });
    every(facts, "[data-line]").forEach((row) => row.remove());
    lines.forEach(([what, how]) => {
      const row = line.content.cloneNode(true);
      one(row, "dt").textContent = what;
      one(row, "dd").textContent = how;
      facts.append(row);
    });
  }

  async function check(text) {
    const found = await listOf(list);
    const now = new Date();
    const today = new Date(now - now.getTimezoneOffset() * 60000).toISOString().slice(0, 10);
    const { state, said } = await verdictOf(text, found || { keys: {}, revoked: [] }, today);
    every(box, "[data-state]").forEach((each) => { each.hidden = each.dataset.state !== state; });
    facts.hidden = !said;
    if (said) fill(said);
    const at = found && found.at.toLocaleString(lang, Object.assign({}, long, { hour: "numeric", minute: "2-digit" }));
    show(checked, found ? say(words.checked, { at }) : words.never);
    one(box, "[data-state=" + state + "]").focus();
  }

  one(root, "[data-paste]").addEventListener("submit", (event) => {
    event.preventDefault();
    check(event.target.elements.code.value);
  });
  const read = () => location.hash.includes(".") && check(location.hash);
  addEventListener("hashchange", read);
  if (!read()) listOf(list);
  keepForNoSignal().catch(() => {}); // without signal it is kept already
});
