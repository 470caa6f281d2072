// Each form has another receipt, which its script makes anew. By the tag of all else the city tells
// whether a copy is still good: then none comes.
async function askedBy(copy) {
  const text = await copy.text();
  const rest = text.replace(/[\da-f-]{36}/, "");
  if (rest === text) return {};
  const tag = btoa(String.fromCharCode(...(await digest(rest)).slice(0, 6)));
  return { headers: { "If-None-Match": `"${tag}"` } };
}
