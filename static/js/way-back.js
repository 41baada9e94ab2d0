/* "Back to where I was": after a jump line was followed, a small link leads back until it is used.
 * The page works without it, since the line at the other end leads back as well. */

const KEY = "way-back";

/** The browser's storage for this tab, or null where the reader forbids it. */
function storage() {
  try {
    return sessionStorage;
  } catch {
    return null;
  }
}

/** Remember where the reader was when a jump line is followed. */
document.addEventListener("click", (event) => {
  const link = event.target.closest(".jump a, .break a, .zone-out, .zone-in");
  if (!link) return;
  const place = link.closest("[data-row]")?.dataset.row ?? link.closest("[id]")?.id;
  const from = location.pathname + location.search + (place ? `#${place}` : "");
  const to = new URL(link.getAttribute("href"), location.href).pathname; // a link in a picture has no pathname
  storage()?.setItem(KEY, JSON.stringify({ from, to }));
});

/** Offer the way back where the reader landed. */
function offer() {
  document.querySelector("a.way-back")?.remove();
  const way = JSON.parse(storage()?.getItem(KEY) ?? "null");
  if (!way || way.to !== location.pathname) return;
  const link = document.getElementById("way-back").content.firstElementChild.cloneNode(true);
  link.href = way.from;
  link.addEventListener("click", () => {
    storage()?.removeItem(KEY);
    link.remove();
  });
  (document.querySelector("dialog[open]") ?? document.body).append(link);
}

window.addEventListener("pageshow", offer);
window.addEventListener("hashchange", offer);
