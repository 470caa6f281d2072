// Somebody who acts for another is told so on a form that the phone kept, which knows nothing of it.
behaviours.push((root) => {
  const told = one(root, "[data-helping]");
  if (told && /^~/.test(personTag())) show(told);
});
