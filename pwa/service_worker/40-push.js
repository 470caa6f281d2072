// Notices. A push says in few words what there is to read (title, body), where (path), and which
// message it is (id); the message itself is asked for, which tells the city that it arrived.
const give = (subscription, prefix) => fetch(prefix + "/notices/subscription", {
  method: "POST", body: new URLSearchParams({ subscription: JSON.stringify(subscription) }),
});

async function notify(said) {
  const asked = fetch("/notices/message/" + said.id).catch(() => null);
  const answer = await Promise.race([asked, after(TEXT_MS)]);
  if (isOurs(answer)) {
    if (answer.status === 404) return; // it is for somebody who is here no more
    if (answer.ok) said = await answer.json();
  }
  const { title, body, path, id } = said;
  // No icon: on a line that is dead the browser would wait for it before it shows anything.
  await self.registration.showNotification(title, { body, tag: id, data: path });
  // There is network, so what waits goes out as well.
  await Promise.all([keepPage(path), leave().then(() => drain())]);
}

async function show({ notification }) {
  notification.close();
  const there = self.location.origin + notification.data;
  const pages = await self.clients.matchAll({ type: "window" });
  const open = pages.find(({ url }) => url === there);
  return open ? open.focus() : self.clients.openWindow(there);
}

// The browser changed where it is reached.
async function subscribeAgain() {
  const key = await (await fetch("/notices/key")).text();
  const how = { userVisibleOnly: true, applicationServerKey: key };
  await give(await self.registration.pushManager.subscribe(how), "");
}

self.addEventListener("push", (event) => event.waitUntil(notify(event.data.json())));
self.addEventListener("notificationclick", (event) => event.waitUntil(show(event)));
self.addEventListener("pushsubscriptionchange", (event) => event.waitUntil(subscribeAgain()));
