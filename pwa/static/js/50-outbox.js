// A page to read from, without its style: the content policy of this one knows only its own.
function parsed(html) {
  return new DOMParser().parseFromString(html.replace(/<style[^]*<\/style>/, ""), "text/html");
}

// The outbox page: what waits, and what can be done with it. Words stand in its <template>s.
behaviours.push((root) => {
  const list = one(root, "[data-outbox-list]");
  if (!list || !canKeep) return;
  const words = list.dataset;
  const row = one(root, "template[data-entry]").content;

  const states = {
    waiting: words.waiting, sending: words.sending, done: words.done, signin: words.signin,
  };

  function told(entry) {
    if (entry.state !== "needs") return states[entry.state];
    const page = parsed(entry.page || "");
    const sentence = one(page, "main [data-summary] li") || one(page, "main h1 + p");
    return words.needs + (sentence ? " " + sentence.textContent : "");
  }

  function time(entry) {
    const at = new Date(entry.last || entry.created);
    const lang = document.documentElement.lang;
    return at.toLocaleString(lang, { dateStyle: "short", timeStyle: "short" });
  }

  async function rescue(entry) {
    const lines = entry.fields.filter(([name]) => !NOT_DRAFTED.includes(name));
    const text = [entry.title, entry.folio].concat(lines.map((line) => line.join(": "))).join("\n");
    const files = [new File([text], "ventanilla.txt", { type: "text/plain" })];
    for (const { blob, name } of entry.photos) {
      if (blob) files.push(new File([blob], name || "photo.jpg", { type: blob.type }));
    }
    if (navigator.canShare && navigator.canShare({ files })) {
      await navigator.share({ files }).catch(() => {});
      return;
    }
    for (const file of files) {
      const link = document.createElement("a");
      link.href = URL.createObjectURL(file);
      link.download = file.name;
      link.click();
    }
  }

  // What was sent before with other words: the same again under a receipt of its own.
  async function asNew(entry) {
    const id = newReceipt();
    const fields = entry.fields.map(([name, value]) => [name, name === "receipt" ? id : value]);
    const fresh = Object.assign({}, entry, { id, fields, state: "waiting", tries: 0, next: 0 });
    if (entry.folio) Object.assign(fresh, { folio: await folioOf(id), key: await keyOf(id) });
    await store.put(fresh);
    await store.drop(entry.id);
  }

  const actions = {
    send: () => drain(true),
    wifi: ({ id }) => store.change(id, (entry) => Object.assign(entry, { wifi: !entry.wifi })),
    rescue,
    asnew: asNew,
    async remove(entry, button) {
      if (button.dataset.asked) return store.drop(entry.id);
      button.dataset.asked = "1";
      button.textContent = words.sure;
      return "asked";
    },
  };

  function draw(entry) {
    const item = document.importNode(row, true);
    const set = (name, text) => { one(item, "[data-" + name + "]").textContent = text; };
    const server = entry.location && entry.folio && entry.location.split("/").pop();
    set("folio", entry.folio ? spaced(server || entry.folio) : "");
    set("title", entry.title);
    set("state", told(entry));
    set("facts", say(words.facts, { kb: Math.max(1, Math.round(entry.size / 1024)), at: time(entry) }));
    if (server && server !== entry.folio) {
      show(one(item, "[data-changed]"), say(words.changed, { folio: spaced(entry.folio) }));
    }
    const open = one(item, "a");
    open.hidden = entry.state !== "done" && entry.state !== "needs";
    open.href = entry.state === "done" ? linkTo(entry) : entry.from + "#r=" + entry.id;
    open.textContent = entry.state === "done" ? words.open : words.correct;
    for (const button of every(item, "button")) {
      const name = button.dataset.do;
      button.hidden = (entry.state === "done") || ((name === "send" || name === "wifi") && !isOpen(entry))
        || (name === "asnew" && entry.status !== 409);
      if (name === "wifi" && entry.wifi) button.textContent = words.anynet;
      button.addEventListener("click", async () => {
        if (await actions[name](entry, button) !== "asked") redraw();
      });
    }
    list.appendChild(item);
  }

  async function redraw() {
    const entries = await store.all();
    list.textContent = "";
    entries.filter(isMine).forEach(draw);
    const others = entries.filter((entry) => !isMine(entry)).length;
    one(root, "[data-empty]").hidden = entries.length > others;
    one(root, "[data-others]").hidden = !others;
    refreshStrip();
    // Its ticket was seen: the draft may go, and so may what has arrived, at the next visit.
    for (const entry of entries.filter(isMine)) {
      if (entry.state !== "needs") forgetDraft(entry.id);
      if (entry.state === "done") seen.add(entry.id);
    }
  }

  const seen = new Set();
  addEventListener("pagehide", () => seen.forEach((id) => store.drop(id)));
  document.addEventListener("outbox", redraw);
  redraw();
});
