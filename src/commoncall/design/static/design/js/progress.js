// Asks how far the work has come, and goes on when it is done. Without scripts the page reloads itself.

async function follow(box) {
  const bar = box.querySelector("progress");
  const sentence = box.querySelector("[data-words]");
  const answer = await fetch(box.dataset.poll, { headers: { Accept: "application/json" } });
  if (!answer.ok) return;
  const { done, total, words, finished } = await answer.json();
  // How far it is cannot always be told; then the bar only shows that something is being done.
  if (total) [bar.max, bar.value] = [total, done];
  else bar.removeAttribute("value");
  if (words && sentence.textContent !== words) sentence.textContent = words;
  if (finished && box.dataset.next) location.assign(box.dataset.next);
  else if (!finished) setTimeout(follow, 1500, box);
}

document.querySelectorAll("[data-poll]").forEach((box) => follow(box).catch(() => setTimeout(() => location.reload(), 5000)));
