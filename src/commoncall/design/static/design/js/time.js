// Times in the reader's own clock. The page already holds the exact instant and the time left as of when it was sent;
// this refreshes the time left once a minute, without moving or announcing anything.

const MINUTE = 60_000;
const words = new Intl.RelativeTimeFormat(document.documentElement.lang || undefined, { numeric: "auto" });

function left(milliseconds) {
  const minutes = Math.round(milliseconds / MINUTE);
  if (Math.abs(minutes) < 60) return words.format(minutes, "minute");
  const hours = Math.round(minutes / 60);
  return Math.abs(hours) < 48 ? words.format(hours, "hour") : words.format(Math.round(hours / 24), "day");
}

function refresh() {
  for (const element of document.querySelectorAll("time[data-left]")) {
    element.textContent = left(Date.parse(element.dateTime) - Date.now());
  }
}

function local(element) {
  const instant = new Date(element.dateTime);
  if (Number.isNaN(instant.valueOf())) return;
  const style = { weekday: "long", day: "numeric", month: "long", hour: "2-digit", minute: "2-digit", timeZoneName: "short" };
  element.title = new Intl.DateTimeFormat(document.documentElement.lang || undefined, style).format(instant);
}

// On a public page, which is the same for all readers, the words too become those of the reader's own clock.
function inWords(element) {
  const style = { day: "numeric", month: "long", year: "numeric", hour: "2-digit", minute: "2-digit", timeZoneName: "short" };
  element.textContent = new Intl.DateTimeFormat(document.documentElement.lang || undefined, style).format(new Date(element.dateTime));
}

document.querySelectorAll("time[datetime*=T]").forEach(local);
document.querySelectorAll("time[data-local]").forEach(inWords);
if (document.querySelector("time[data-left]")) {
  refresh();
  setInterval(refresh, MINUTE);
}
