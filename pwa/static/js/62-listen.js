// "Listen": the phone's own voice reads the page; a voice that would be downloaded is not used.
behaviours.push((root) => {
  const button = one(root, "[data-listen]");
  const speech = self.speechSynthesis;
  if (!button || !speech) return;
  const { lang } = document.documentElement;
  const start = button.textContent;
  const voice = () => speech.getVoices().find((each) => each.localService && each.lang.startsWith(lang));
  const offer = () => { button.hidden = !voice(); };
  const stop = () => {
    speech.cancel();
    button.textContent = start;
  };
  button.addEventListener("click", () => {
    if (button.textContent !== start) { stop(); return; }
    // A piece at a time: some phones fall silent in the middle of a long text.
    const pieces = every(one(document, "main"), "h1,h2,p,li,dt,dd")
      .map((piece) => piece.innerText.trim()).filter(Boolean);
    pieces.forEach((piece, at) => {
      const words = new SpeechSynthesisUtterance(piece);
      words.voice = voice();
      words.lang = lang;
      if (at === pieces.length - 1) words.onend = stop;
      speech.speak(words);
    });
    button.textContent = button.dataset.listen;
  });
  addEventListener("pagehide", stop);
  speech.addEventListener("voiceschanged", offer);
  offer();
});
