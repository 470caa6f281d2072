// Photos are made small on the phone: at most 100 KB each, upright, without metadata.
const MOST_BYTES = 100 * 1024;
const chosen = new WeakMap();

// Chromium before 81 draws a photo as the sensor saw it; then the turn is read from its EXIF.
// Where there is none, the end of the file is the error that says so.
async function turnOf(file) {
  if (CSS.supports("image-orientation", "from-image")) return 1;
  const view = new DataView(await file.slice(0, 65536).arrayBuffer());
  for (let at = 2; ; at += 2 + view.getUint16(at + 2)) {
    if (view.getUint32(at + 4) !== 0x45786966) continue; // "Exif"
    const tiff = at + 10;
    const little = view.getUint16(tiff) === 0x4949;
    const first = tiff + view.getUint32(tiff + 4, little);
    for (let tag = 0; tag < view.getUint16(first, little); tag += 1) {
      const entry = first + 2 + tag * 12;
      if (view.getUint16(entry, little) === 0x0112) return view.getUint16(entry + 8, little);
    }
  }
}

function draw(image, longest, turn) {
  const scale = Math.min(1, longest / Math.max(image.width, image.height));
  const width = Math.round(image.width * scale);
  const height = Math.round(image.height * scale);
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = turn > 4 ? [height, width] : [width, height];
  const pen = canvas.getContext("2d");
  // EXIF's eight turns: mirrored, upside down, lying on the side, and all of these together.
  if (turn & 2) pen.transform(-1, 0, 0, 1, canvas.width, 0);
  if (turn > 2 && (turn - 1) & 2) pen.transform(1, 0, 0, -1, 0, canvas.height);
  if (turn > 4) pen.transform(0, 1, 1, 0, 0, 0);
  pen.drawImage(image, 0, 0, width, height);
  return canvas;
}

function load(file) {
  return new Promise((done, fail) => {
    const image = new Image();
    image.onload = () => done(image);
    image.onerror = fail;
    image.src = URL.createObjectURL(file);
  });
}

async function reduce(file) {
  try {
    const image = await load(file);
    const turn = await turnOf(file).catch(() => 1);
    for (let longest = 1280; ; longest *= 0.8) { // 1280, 1024, 819, ... each coarser as well
      const canvas = draw(image, longest, turn);
      const small = await new Promise((done) => canvas.toBlob(done, "image/jpeg", longest / 1800));
      if (small.size <= MOST_BYTES) return new File([small], file.name, { type: small.type });
    }
  } catch (error) {
    return file; // not for this phone to judge: the server says what is wrong with it
  }
}

function choose(input, files) {
  const list = one(input.parentNode, "[data-photos-list]");
  const reduced = Promise.all(Array.from(files).slice(0, input.dataset.photos).map(reduce));
  chosen.set(input, reduced);
  reduced.then((photos) => {
    const kb = (photo) => Math.max(1, Math.round(photo.size / 1024));
    const words = (photo) => say(list.dataset.one, { name: photo.name, kb: kb(photo) });
    list.textContent = photos.map(words).join(", ");
    try { // so that a plain form sends the small ones too
      const bag = new DataTransfer();
      photos.forEach((photo) => bag.items.add(photo));
      input.files = bag.files;
    } catch (error) { /* Safari before 14.1 cannot; the originals go out */ }
  });
}

behaviours.push((root) => every(root, "[data-photos]").forEach((input) => {
  if (canKeep) input.addEventListener("change", () => choose(input, input.files));
}));
