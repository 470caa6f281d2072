// What every behaviour of a page stands on. A behaviour is a function of a piece of the page.
const behaviours = [];
const one = (root, selector) => root.querySelector(selector);
const every = (root, selector) => Array.from(root.querySelectorAll(selector));
const prefix = one(document, ".mark").getAttribute("href").slice(0, -1);
const canKeep = self.indexedDB && self.crypto && crypto.subtle;
const workers = navigator.serviceWorker;

function attach(root) {
  behaviours.forEach((behave) => behave(root));
}

// Words come from the page: "{n} metros" and the like.
function say(words, values) {
  return words.replace(/\{(\w+)\}/g, (hole, name) => values[name]);
}

function show(element, words) {
  element.hidden = false;
  if (words) element.textContent = words;
}

// Where what was sent is seen: by the link of its key, or from the account that sent it.
const linkTo = (entry) => (
  entry.folio && !entry.person ? prefix + "/r/" + entry.key : entry.location
);

// What others who share this phone wrote is not shown, nor counted.
const isMine = (entry) => !entry.person || entry.person === personTag();

// Put the main part of an answer in the place of ours: the server's words, without a reload.
function swap(html) {
  const page = new DOMParser().parseFromString(html, "text/html");
  const main = one(page, "main");
  if (!main || !one(main, "form[data-outbox]")) return null;
  one(document, "main").replaceWith(main);
  document.title = page.title;
  return main;
}
