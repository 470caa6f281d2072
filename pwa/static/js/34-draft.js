// How a form is sent, and not what it says.
const NOT_DRAFTED = ["receipt", "near", "key", "after"];

// What was being typed is forgotten once its ticket was seen.
function forgetDraft(receipt) {
  for (const name of Object.keys(sessionStorage)) {
    if (name.startsWith("draft:") && sessionStorage[name].includes(receipt)) {
      sessionStorage.removeItem(name);
    }
  }
}
