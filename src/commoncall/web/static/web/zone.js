// Notes for the server in which time zone this browser is, so that times can be told in it before anybody has chosen one.

const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
const secure = location.protocol === "https:" ? "; secure" : "";
if (timeZone && /^[\w+/-]+$/.test(timeZone)) document.cookie = `zone=${timeZone}; path=/; max-age=31536000; samesite=lax${secure}`;
