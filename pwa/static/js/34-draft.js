// A draft is kept in its tab until its ticket was seen, with all that was typed but for these.
const NOT_DRAFTED = ["receipt", "near", "key", "after"];

function forgetDraft(receipt) {
  for (const name of Object.keys(sessionStorage)) {
    if (name.startsWith("draft:") && sessionStorage[name].includes(receipt)) {
      sessionStorage.removeItem(name);
    }
  }
}
