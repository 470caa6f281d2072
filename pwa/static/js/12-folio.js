// Folio and private key from a receipt, as backend/reports/folio.py computes them.
const SYMBOLS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

async function digest(text) {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text)));
}

async function folioOf(receipt) {
  const bytes = await digest("folio" + receipt);
  const values = [];
  for (let bit = 0; bit < 40; bit += 5) {
    const at = bit >> 3;
    values.push((((bytes[at] << 8) | bytes[at + 1]) >> (11 - (bit & 7))) & 31);
  }
  values.push(values.reduce((sum, value, place) => sum + (2 * place + 1) * value, 0) % 32);
  return values.map((value) => SYMBOLS[value]).join("");
}

async function keyOf(receipt) {
  const bytes = (await digest("key" + receipt)).slice(0, 16);
  return btoa(String.fromCharCode(...bytes)).replace(/\+/g, "-").replace(/\//g, "_").slice(0, 22);
}

function spaced(folio) {
  return folio.slice(0, 4) + " " + folio.slice(4);
}

function newReceipt() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 15) | 64;
  bytes[8] = (bytes[8] & 63) | 128;
  const hex = Array.from(bytes, (byte) => (byte + 256).toString(16).slice(1)).join("");
  return hex.replace(/(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}
