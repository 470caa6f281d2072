// "Show" beside a passphrase.
behaviours.push((root) => every(root, "[data-show]").forEach((button) => {
  const field = document.getElementById(button.dataset.show);
  const { textContent } = button;
  button.hidden = false;
  button.addEventListener("click", () => {
    const isHidden = field.type === "password";
    field.type = isHidden ? "text" : "password";
    button.textContent = isHidden ? button.dataset.hide : textContent;
    field.focus();
  });
}));
