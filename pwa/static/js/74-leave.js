// Signing out: what is unsent is asked about, what is private goes, with signal or without. The
// worker keeps this page and its script as soon as somebody is signed in.
async function clearPhone() {
  for (const name of await caches.keys()) {
    if (name.startsWith("v-private-")) await caches.delete(name);
  }
  sessionStorage.clear();
  // Without this cookie the session is over, whoever asks next and whatever for.
  for (const name of ["person", "__Host-person"]) {
    document.cookie = name + "=; path=/; max-age=0" + (name[0] === "_" ? "; secure" : "");
  }
}

behaviours.push(async (root) => {
  const form = one(root, "form[data-sign-out]");
  if (!form || !canKeep) return;
  const tag = personTag();
  const unsent = async () => (await store.all()).filter((entry) => (
    tag && entry.person === tag && entry.state !== "done"
  ));
  const count = (await unsent()).length;
  const question = one(form, "[data-unsent]");
  const legend = one(question, "legend");
  question.hidden = !count;
  if (count === 1) legend.textContent = legend.dataset.one;
  else if (count) legend.textContent = say(legend.dataset.many, { n: count });
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const choice = form.elements.unsent.value;
    if (count && choice === "send") await drain(true);
    const left = await unsent();
    if (count && choice === "send" && left.length) {
      const told = one(root, "[data-not-sent]");
      show(told);
      told.focus();
      return;
    }
    if (choice === "drop") for (const entry of left) await store.drop(entry.id);
    await clearPhone();
    await store.keep("leaving", 1);
    wantSync();
    await leave();
    location.replace(prefix + "/");
  });
});
