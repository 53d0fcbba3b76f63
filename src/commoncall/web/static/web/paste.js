// What is pasted from a word processor into the field of a text keeps its headings, lists and quotations, as plain signs.
// Without this script the words alone are pasted, as in every field.

const SIGNS = { H1: "# ", H2: "## ", H3: "### ", H4: "#### ", H5: "##### ", H6: "###### ", BLOCKQUOTE: "> " };
const BLOCKS = "h1,h2,h3,h4,h5,h6,p,li,blockquote,div,td";

const plain = (node) => node.textContent.replace(/\s+/g, " ").trim();

function line(block) {
  const words = plain(block);
  if (!words) return "";
  if (block.tagName === "LI") {
    let depth = -1;
    for (let list = block.closest("ul,ol"); list; list = list.parentElement?.closest("ul,ol")) depth += 1;
    return "  ".repeat(Math.max(depth, 0)) + (block.closest("ul,ol")?.tagName === "OL" ? "a) " : "- ") + words;
  }
  return (SIGNS[block.tagName] ?? "") + words;
}

function written(html) {
  const page = new DOMParser().parseFromString(html, "text/html");
  for (const unread of page.querySelectorAll("style,script,head,title")) unread.remove();
  const innermost = [...page.body.querySelectorAll(BLOCKS)].filter((block) => !block.querySelector(BLOCKS) || block.tagName === "LI");
  const lines = innermost.filter((block) => !(block.tagName === "P" && block.closest("li"))).map((block) => {
    if (block.tagName !== "LI") return line(block);
    const alone = block.cloneNode(true);
    for (const inner of alone.querySelectorAll("ul,ol")) inner.remove();
    const words = plain(alone);
    return words ? line(block).replace(plain(block), words) : "";
  });
  return lines.filter(Boolean).join("\n\n");
}

function paste(event) {
  const html = event.clipboardData?.getData("text/html");
  const words = html ? written(html) : "";
  if (!words.includes("\n") && !/^(#|>|-|a\))/.test(words)) return;
  event.preventDefault();
  const field = event.target;
  field.setRangeText(words, field.selectionStart, field.selectionEnd, "end");
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

for (const field of document.querySelectorAll("textarea[data-paste]")) field.addEventListener("paste", paste);
