// What is being typed survives Back, refresh and a discarded tab: kept in this tab, with the one
// receipt of the draft, until its ticket was seen.
const draftName = (form) => "draft:" + form.getAttribute("action");

function typedIn(form) {
  return Array.from(new FormData(form)).filter(([, value]) => typeof value === "string");
}

function saveDraft(form) {
  const fields = typedIn(form).filter(([name]) => !NOT_DRAFTED.includes(name));
  const draft = { receipt: form.elements.receipt.value, fields };
  try { sessionStorage.setItem(draftName(form), JSON.stringify(draft)); } catch (error) { /* full */ }
}

function fill(form, fields) {
  for (const [name, value] of fields) {
    for (const field of form.elements) {
      if (field.name !== name || NOT_DRAFTED.includes(name)) continue;
      if (!/dio|box/.test(field.type)) field.value = value;
      else if (field.value === value) field.checked = true;
    }
  }
}

function restoreDraft(form) {
  let draft = null;
  try { draft = JSON.parse(sessionStorage.getItem(draftName(form))); } catch (error) { /* none */ }
  // The page may be a copy that was saved days ago, so its receipt is never used twice.
  form.elements.receipt.value = draft ? draft.receipt : newReceipt();
  if (draft) fill(form, draft.fields);
}
