// Sending what waits: the same source in the page and in the worker.
const TEXT_MS = 10000;
const PHOTO_MS = 45000;
const HOUR_MS = 3600000;

// Our answer, or null: an answer without our header is a captive portal's, and that is silence.
async function ask(url, body, entry, patience) {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), patience);
  try {
    const answer = await fetch(url, {
      method: "POST",
      body,
      headers: { "Ventanilla-Replay": "1", "Ventanilla-Person": entry.person || "" },
      // Written by nobody signed in, it never goes out as whoever signed in since.
      credentials: entry.person ? "same-origin" : "omit",
      redirect: "manual",
      cache: "no-store",
      signal: stop.signal,
    });
    if (!answer.headers.get("Ventanilla")) return null;
    return {
      status: answer.status,
      location: answer.headers.get("Location"),
      wait: answer.headers.get("Retry-After") * 1000 || 0,
      page: answer.status < 400 ? "" : await answer.text(),
    };
  } catch (error) {
    return null; // no network, no time, or a broken certificate: all silence
  } finally {
    clearTimeout(timer);
  }
}

function settle(entry, answer) {
  const status = entry.status = answer ? answer.status : 0;
  if (status >= 400 && status < 500 && status !== 429) {
    entry.state = status === 401 ? "signin" : "needs";
    entry.page = answer.page;
  } else {
    entry.state = "waiting";
    const gap = Math.min(15000 * 2 ** entry.tries, HOUR_MS);
    entry.next = Date.now() + Math.max(gap, answer ? answer.wait : 0);
  }
}

// The text first, then each photo on its own; what has arrived is not sent again.
async function deliver(entry, near) {
  // She may choose the network, or delete it, while it is being sent.
  const save = () => store.change(entry.id, ({ wifi }) => Object.assign(entry, { wifi }));
  entry.tries += 1;
  entry.last = Date.now();
  entry.state = "sending";
  await save();
  tell();
  let answer = { status: 201 };
  if (!entry.location) {
    const body = new URLSearchParams(entry.fields.concat(near ? [["near", near]] : []));
    if (entry.photos.length) body.append("photos_follow", entry.photos.length);
    answer = await ask(entry.url, body, entry, TEXT_MS);
    if (answer && answer.status === 201) {
      entry.location = answer.location;
      await save();
    }
  }
  for (const photo of entry.location ? entry.photos.filter((each) => each.blob) : []) {
    const body = new FormData();
    body.append("receipt", photo.receipt);
    body.append("key", entry.key);
    if (photo.field) body.append("field", photo.field); // one that waits since longer has none
    body.append("photo", photo.blob, "photo.jpg");
    answer = await ask(entry.location + "/photos", body, entry, PHOTO_MS);
    if (!answer || answer.status !== 201) break;
    photo.blob = null;
    await save();
  }
  if (answer && answer.status === 201) entry.state = "done";
  else settle(entry, answer);
  await save();
  // The phone learns to open what it sent; the link asks again if this does not arrive. What was
  // sent from an account is opened by the account, not by the phone.
  if (entry.state === "done" && entry.folio && !entry.person) {
    await fetch("/r/" + entry.key, { redirect: "manual", cache: "no-store" }).catch(() => {});
  }
  tell();
  return entry;
}

// One sender at a time, across tabs and worker. Without Web Locks the server's receipts see to it.
function alone(work) {
  return navigator.locks ? navigator.locks.request("outbox", work) : work();
}

const isOpen = ({ state }) => state === "waiting" || state === "sending";

function isDue(entry, force, person) {
  // She who wrote it is here again.
  if (entry.state === "signin" && entry.person === person) return true;
  if (!isOpen(entry)) return false;
  const net = navigator.connection;
  if (entry.wifi && net && net.type === "cellular") return false;
  const ahead = entry.next - Date.now();
  // What met silence goes out at the first sign of network; a server that asked to wait is given
  // time. Further ahead than the longest gap: the phone's clock was wrong.
  return force || !entry.status || ahead <= 0 || ahead > HOUR_MS;
}

// Oldest first; when one meets silence the others wait as well. Gives those that still wait.
async function drain(force, person = personTag()) {
  await alone(async () => {
    for (const each of await store.all()) {
      const entry = await store.get(each.id);
      if (!entry || !isDue(entry, force, person)) continue;
      await deliver(entry);
      if (entry.state === "waiting") break;
    }
  });
  return (await store.all()).filter(isOpen);
}

function tell() {
  if (self.BroadcastChannel) new BroadcastChannel("outbox").postMessage(1);
}
