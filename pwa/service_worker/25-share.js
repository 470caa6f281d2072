// A photo shared into the app waits here until the form takes it.
async function share(event) {
  const sent = await event.request.formData();
  await store.keep("shared", sent.getAll("photo").filter((photo) => photo.size));
  return Response.redirect("/reports/new#shared", 303);
}
