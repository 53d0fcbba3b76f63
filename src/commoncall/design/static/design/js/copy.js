// The button that copies a code or a link appears only where copying works.

for (const button of document.querySelectorAll("[data-copy]")) {
  const source = button.parentElement.querySelector("[data-copy-text]");
  if (!navigator.clipboard || !source) continue;
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(source.href ?? source.textContent);
    button.textContent = button.dataset.done;
  });
}
