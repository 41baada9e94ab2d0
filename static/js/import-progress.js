/* Keeps the progress of an import up to date while it runs. Without it the page loads itself anew. */

const EVERY = 1500;
const place = document.querySelector("[data-progress]");

async function look() {
  // What the user is about to press must not be taken away under the finger.
  if (!place.matches(":focus-within")) {
    const response = await fetch("?part=progress", { credentials: "same-origin" }).catch(() => null);
    if (response?.redirected) return; // the login has ended
    if (response?.ok) place.innerHTML = await response.text();
  }
  if (place.querySelector("[data-open]").dataset.open === "1") setTimeout(look, EVERY);
}

setTimeout(look, EVERY);
