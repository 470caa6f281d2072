// Signing out goes ahead of all else, by the page that asked for it or by the worker. Whatever
// arrives without the tag's cookie ends the session.
async function leave() {
  if (!await store.kept("leaving")) return;
  const answer = await ask("/sign-out", "", { person: " " }, TEXT_MS);
  if (answer) await store.keep("leaving", 0);
}
