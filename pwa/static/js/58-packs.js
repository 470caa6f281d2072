// The page of packs: what is on this phone, with its size and day, and what can be saved.
behaviours.push((root) => {
  const here = one(root, "[data-packs]");
  if (!here || !self.caches) return;
  const words = here.dataset;
  const said = one(root, "[data-said]");
  const [buttons, strange] = every(here, "template");
  const list = one(here, ".list");
  const rows = {};

  const actions = {
    async save(pack) {
      show(said, say(said.dataset.saving, pack));
      await savePack(pack);
      const pages = (await savedPacks()).map(({ page }) => page);
      await keepReaders(pages.concat(prefix + "/packs"));
      return said.dataset.saved;
    },
    async drop(pack) {
      await (await caches.open(PACKS)).delete(pathOf(pack.name));
      return said.dataset.dropped;
    },
  };
  actions.renew = actions.save;

  function prepare(row, pack) {
    one(row, "div").appendChild(document.importNode(buttons.content, true));
    every(row, "button").forEach((button) => button.addEventListener("click", () => {
      button.disabled = true;
      actions[button.dataset.do](pack).then((told) => say(told, pack), (error) => (
        error.name === "QuotaExceededError" ? said.dataset.full : said.dataset.failed
      )).then((told) => {
        button.disabled = false;
        show(said, told);
        return draw();
      }).then(() => {
        // The row may stand elsewhere now; who taps without looking goes on from it.
        const next = every(row, "button").find((each) => !each.hidden);
        if (next) next.focus({ preventScroll: true });
      });
    }));
    rows[pack.name] = Object.assign(row, { home: row.parentNode, label: one(row, "b").textContent });
  }

  function tell(row, pack) {
    const { version, kb } = row.dataset;
    const isOld = pack && version && version !== pack.version;
    const day = pack && new Date(pack.at).toLocaleDateString(document.documentElement.lang, {
      day: "numeric", month: "short",
    });
    const told = pack ? (isOld ? words.old : words.kept) : words.size;
    one(row, "b").textContent = pack ? pack.title : row.label;
    one(row, "small").textContent = say(told, { kb: pack ? kbOf(pack) : kb, day });
    every(row, "button").forEach((button) => {
      const fits = { save: !pack, renew: isOld, drop: pack };
      button.hidden = !fits[button.dataset.do];
    });
    (pack ? list : row.home).appendChild(row);
  }

  async function draw() {
    const packs = await savedPacks();
    packs.filter(({ name }) => !rows[name]).forEach((pack) => {
      const row = document.importNode(strange.content, true).firstChild;
      one(row, "b").textContent = pack.title;
      prepare(list.appendChild(row), pack);
    });
    Object.keys(rows).forEach((name) => tell(rows[name], packs.find((pack) => pack.name === name)));
    here.hidden = !packs.length;
    every(root, "[data-group]").forEach((group) => {
      group.parentNode.hidden = !group.children.length;
    });
    const kb = packs.reduce((sum, pack) => sum + kbOf(pack), 0);
    one(here, "h2").textContent = say(words.total, { kb });
  }

  every(root, "[data-pack]").forEach((row) => prepare(row, {
    name: row.dataset.pack,
    title: row.parentNode.dataset.group + ", " + one(row, "b").textContent,
    page: row.parentNode.dataset.page,
  }));
  document.addEventListener("packs", draw);
  draw();
});

const kbOf = ({ size }) => Math.ceil(size / 1024);
