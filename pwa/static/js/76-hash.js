// A code that was scanned stands behind the # of the address: it goes into its field.
behaviours.push((root) => {
  const field = one(root, "#code");
  if (!field || !location.hash) return;
  field.value = decodeURIComponent(location.hash.slice(1));
  history.replaceState(null, "", location.pathname);
});
