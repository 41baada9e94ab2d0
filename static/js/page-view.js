/* A page: pointing at a zone marks its story in the list and back; arrow keys and a swipe turn the page; the
 * zoom is fetched when it is asked for. Zones, jump lines and the plain picture work without all this. */

const sheet = document.getElementById("sheet");

/* --- zones and the list ------------------------------------------------------------------------------ */

/** Mark everything that belongs to the row's story, and name the zone that is pointed at. */
function point(at) {
  const row = at?.dataset.row;
  for (const one of document.querySelectorAll("[data-row]")) {
    one.classList.toggle("lit", one.dataset.row === row && (one === at || !isLine(one)));
  }
  const zone = at?.closest(".zone");
  const label = document.querySelector(".zone-name");
  label.hidden = !zone;
  if (zone) place(label, zone);
}

const isLine = (element) => element.matches(".zone-in, .zone-out");

function place(label, zone) {
  label.textContent = zone.getAttribute("aria-label");
  const { left, top } = zone.getBoundingClientRect();
  label.style.left = `${Math.max(8, Math.min(left, innerWidth - label.offsetWidth - 8))}px`;
  label.style.top = `${Math.max(8, top - label.offsetHeight)}px`;
}

/** Mark in the list the story whose zone the address names. */
function markTarget() {
  for (const row of sheet.querySelectorAll("li[data-row]")) {
    row.classList.toggle("here", `#${row.dataset.row}` === location.hash);
  }
}

/* --- turning the page -------------------------------------------------------------------------------- */

const isZoomed = () => (visualViewport?.scale ?? 1) > 1.01 || document.querySelector("dialog[open]") !== null;

function turn(way) {
  const link = document.querySelector(`link[rel="${way}"]`);
  if (link) location.assign(link.href);
}

document.addEventListener("keydown", (event) => {
  const way = { ArrowLeft: "prev", ArrowRight: "next" }[event.key];
  if (!way || event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const busy = event.target.closest?.("input, textarea, select, [contenteditable], .strip");
  const wide = document.documentElement.scrollWidth > document.documentElement.clientWidth;
  if (!busy && !wide && !isZoomed()) turn(way);
});

/** Bring the page that is read into view where the strip is longer than the screen. */
function showCurrent(strip) {
  const { offsetLeft, offsetWidth } = strip.querySelector("[aria-current]").parentElement;
  strip.scrollLeft = offsetLeft - strip.offsetLeft - (strip.clientWidth - offsetWidth) / 2;
}

/** A finger drawn sideways over the picture turns the page, where the picture is not enlarged. */
function watchSwipes(picture) {
  let start = null;
  picture.addEventListener(
    "touchstart",
    (event) => {
      start = event.touches.length === 1 && !isZoomed() ? event.touches[0] : null;
    },
    { passive: true },
  );
  picture.addEventListener("touchend", (event) => {
    const end = event.changedTouches[0];
    if (!start || event.touches.length || isZoomed()) return;
    const [across, down] = [end.clientX - start.clientX, end.clientY - start.clientY];
    start = null;
    if (Math.abs(across) < 60 || Math.abs(across) < 2 * Math.abs(down)) return;
    event.preventDefault();
    turn(across > 0 ? "prev" : "next");
  });
  picture.addEventListener("touchcancel", () => (start = null));
}

/* --- the link to this place -------------------------------------------------------------------------- */

document.addEventListener("click", async (event) => {
  const button = event.target.closest("button.copy");
  if (!button) return;
  await navigator.clipboard.writeText(location.href);
  button.parentElement.querySelector("[role=status]").textContent = button.dataset.done;
});

/* --- enlarging --------------------------------------------------------------------------------------- */

/** Open the zoom; where that cannot be had, the link leads to the picture itself, as without a script. */
async function enlarge(link, place) {
  try {
    const { openZoom } = await import("./deep-zoom.js");
    await openZoom(link, place);
  } catch {
    if (!place) location.assign(link.href);
  }
}

const strip = document.querySelector(".strip ol");
if (strip) showCurrent(strip);

if (sheet) {
  for (const title of sheet.querySelectorAll(".zone title")) title.remove(); // the label says it at once
  for (const kind of ["pointerover", "focusin"]) {
    document.addEventListener(kind, (event) => point(event.target.closest?.("[data-row]")));
  }
  document.addEventListener("focusout", () => point(null));
  const label = document.querySelector(".zone-name");
  document.addEventListener("scroll", () => (label.hidden = true), { passive: true });
  addEventListener("pageshow", () => point(null)); // who comes back points at nothing yet
  addEventListener("hashchange", markTarget);
  markTarget();
  watchSwipes(sheet.querySelector(".facsimile"));
  if (navigator.clipboard) for (const button of document.querySelectorAll("button.copy")) button.hidden = false;

  const link = document.querySelector(".enlarge");
  link.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    enlarge(link, "");
  });
  import("./deep-zoom.js")
    .then(({ wantsZoom }) => wantsZoom() && enlarge(link, location.hash))
    .catch(() => {}); // the page is whole without it
}
