// Passkeys: make one, or sign in with one. The server says what to ask of the browser.
const bytesOf = (text) => Uint8Array.from(
  atob(text.replace(/-/g, "+").replace(/_/g, "/")), (sign) => sign.charCodeAt(0),
);
const textOf = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer)))
  .replace(/\+/g, "-").replace(/\//g, "_").replace(/=/g, "");

async function tellServer(url, told) {
  const answer = await fetch(url, {
    method: "POST", body: JSON.stringify(told), headers: { "Content-Type": "application/json" },
  });
  if (!answer.ok || answer.redirected) throw answer;
  return answer.json();
}

function answerOf(made) {
  const response = {};
  for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature"]) {
    if (made.response[name]) response[name] = textOf(made.response[name]);
  }
  return { id: made.id, rawId: made.id, type: made.type, response };
}

async function makePasskey(button) {
  const url = button.dataset.passkeyNew;
  const asked = await tellServer(url + "/ask");
  asked.challenge = bytesOf(asked.challenge);
  asked.user.id = bytesOf(asked.user.id);
  for (const have of asked.excludeCredentials) have.id = bytesOf(have.id);
  return tellServer(url, answerOf(await navigator.credentials.create({ publicKey: asked })));
}

async function showPasskey(button) {
  const url = button.dataset.passkey;
  const asked = await tellServer(url + "/ask");
  asked.challenge = bytesOf(asked.challenge);
  const shown = await navigator.credentials.get({ publicKey: asked });
  const told = new URLSearchParams(new FormData(button.form));
  for (const name of Array.from(told.keys())) {
    if (name !== "next" && name !== "phone") told.delete(name);
  }
  return tellServer(url + "?" + told, answerOf(shown));
}

behaviours.push((root) => {
  const button = one(root, "[data-passkey],[data-passkey-new]");
  if (!button || !self.PublicKeyCredential) return;
  button.hidden = false;
  button.addEventListener("click", async () => {
    const { phone } = button.form ? button.form.elements : {};
    if (phone && !phone.value) {
      show(one(root, "[data-phone-missing]"));
      phone[0].focus();
      return;
    }
    try {
      const work = button.dataset.passkey ? showPasskey : makePasskey;
      location.assign((await work(button)).to);
    } catch (error) {
      // She has to show again who she is, or the phone or the server said no.
      if (error.redirected) location.assign(error.url);
      else show(one(root, "[data-passkey-failed]"));
    }
  });
});
