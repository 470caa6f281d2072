// "Use my location": fills the hidden fields and says how exact it is.
behaviours.push((root) => {
  const button = one(root, "[data-locate]");
  if (!button || !navigator.geolocation) return;
  const form = button.form;
  const told = one(form, "[data-located]");
  const undo = one(form, "[data-unlocate]");
  const field = (name) => form.elements[button.dataset.locate + "-" + name];
  const refresh = () => {
    undo.hidden = !field("lat").value;
    button.hidden = !undo.hidden;
    if (field("lat").value) show(told, say(told.dataset.found, { n: field("accuracy").value }));
    form.dispatchEvent(new Event("input"));
  };
  button.addEventListener("click", () => {
    button.disabled = true;
    locate((found) => {
      field("lat").value = found.latitude.toFixed(5);
      field("lon").value = found.longitude.toFixed(5);
      field("accuracy").value = Math.round(found.accuracy);
      button.disabled = false;
      refresh();
    }, (error) => {
      button.disabled = false;
      show(told, error.code === 1 ? told.dataset.denied : told.dataset.unavailable);
    });
  });
  undo.addEventListener("click", () => {
    for (const name of ["lat", "lon", "accuracy"]) field(name).value = "";
    told.hidden = true;
    refresh();
  });
  button.hidden = false;
  if (field("lat").value) refresh();
});

// "Near me" on the list: about a hundred metres exact is enough, and no more is told.
behaviours.push((root) => {
  const form = one(root, "form[data-near]");
  if (!form || !navigator.geolocation) return;
  form.hidden = false;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    locate((found) => {
      form.elements.near.value = found.latitude.toFixed(3) + "," + found.longitude.toFixed(3);
      form.submit();
    }, () => { form.hidden = true; });
  });
});
