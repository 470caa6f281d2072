// Share and copy the public link.
behaviours.push((root) => {
  const share = one(root, "[data-share]");
  if (share && navigator.share) {
    share.hidden = false;
    share.addEventListener("click", () => {
      navigator.share({ url: share.dataset.share, title: share.dataset.title }).catch(() => {});
    });
  }
  const copy = one(root, "[data-copy-link]");
  if (copy && navigator.clipboard) {
    copy.hidden = false;
    copy.addEventListener("click", async () => {
      await navigator.clipboard.writeText(copy.dataset.copyLink);
      copy.textContent = copy.dataset.done;
    });
  }
});
