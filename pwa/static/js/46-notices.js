// Notices on this phone: asked for by a tap, never when a page opens.
behaviours.push(async (root) => {
  const place = one(root, "[data-notices]");
  if (!place) return;
  const tell = (state) => every(place, "[data-when]").forEach((each) => {
    each.hidden = each.dataset.when !== state;
  });
  const canBeTold = self.PushManager && self.Notification && "worker" in document.body.dataset;
  // A browser may have workers and refuse this one, in a private window for instance.
  const found = canBeTold && await workers.register("/sw.js", { updateViaCache: "none" }).catch(() => null);
  if (!found) {
    tell("cannot");
    return;
  }
  const { pushManager } = await workers.ready;
  const [ask, give] = every(place, "form");

  async function look() {
    const isTold = "told" in place.dataset && await pushManager.getSubscription();
    if (Notification.permission === "denied") tell("denied");
    else tell(isTold ? "on" : "off");
  }

  // An address made for another key of the city's is of no use, so it is always a new one.
  async function renounce() {
    const subscription = await pushManager.getSubscription();
    if (subscription) await subscription.unsubscribe();
  }

  async function subscribe() {
    if (await Notification.requestPermission() !== "granted") return;
    await renounce();
    const how = { userVisibleOnly: true, applicationServerKey: place.dataset.key };
    const subscription = JSON.stringify(await pushManager.subscribe(how));
    const body = new URLSearchParams({ chosen: 1, subscription });
    const answer = await fetch(ask.action, { method: "POST", body });
    if (!answer.ok) throw new Error(answer.status);
    place.dataset.told = "";
  }

  ask.addEventListener("submit", (event) => {
    event.preventDefault();
    subscribe().then(look).catch(() => tell("failed"));
  });
  give.addEventListener("submit", (event) => {
    event.preventDefault();
    renounce().then(() => give.submit());
  });
  look();
});
