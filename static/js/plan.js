/* The plan of an issue: pages are dragged by mouse and touch, or moved with the arrow keys, and each verb puts the
 * plan in anew without leaving the page. Without this its buttons and forms do the same. What colleagues do shows
 * after a while. */

const root = document.querySelector("[data-plan]");
const said = document.querySelector("[data-plan-said]");
const LOOK_EVERY = 45_000; // milliseconds between looks at what others did
const WAIT = 500; // after an arrow key, so that several steps are one change
const LONG_PRESS = 350;
const SLACK = 6; // pixels that a pointer may tremble

let drag = null; // what is being dragged
let waiting = null; // the timer of an order that is not sent yet
let busy = false;

const cards = () => [...root.querySelectorAll(".plan-card")];
const places = () => [...root.querySelectorAll(".plan-slot")].filter((slot) => slot.querySelector(".plan-card"));
const cardOf = (pk) => root.querySelector(`[data-page="${pk}"]`);
const orderForm = () => document.getElementById("plan-order");

/* --- asking the server -------------------------------------------------------------------------------- */

/** Post a form; put in the plan that comes back, done or refused. */
async function post(address, data) {
  busy = true;
  try {
    const answer = await fetch(address, { method: "POST", body: data, headers: { Accept: "application/json" } });
    if (!answer.headers.get("Content-Type")?.startsWith("application/json")) {
      location.reload(); // the login has run out, or what was asked is forbidden: the page itself says so
      return;
    }
    const { plan, message } = await answer.json();
    if (waiting && answer.ok) {
      // Moved on meanwhile: what is shown stays, and goes out from the order that is kept now.
      const kept = new DOMParser().parseFromString(plan, "text/html").querySelector("[data-seen]");
      orderForm().elements.seen.value = kept.dataset.seen;
      return;
    }
    show(plan);
    said.textContent = message;
  } catch {
    said.textContent = root.dataset.failed;
    said.classList.add("plan-failed");
    await look(true);
  } finally {
    busy = false;
  }
}

/** Put a plan in; what had the focus has it again, and what was open stays open. */
function show(html) {
  const at = document.activeElement?.closest?.(".plan-card")?.dataset.page;
  const held = ["data-handle", "data-step", "data-undo", "data-redo"].find((name) => document.activeElement?.hasAttribute(name));
  const step = document.activeElement?.dataset.step;
  const kept = orderForm()?.elements.follow?.checked;
  root.innerHTML = html;
  said.classList.remove("plan-failed");
  const follow = orderForm()?.elements.follow;
  if (follow && kept !== undefined) follow.checked = kept;
  prepare();
  const again = at && cardOf(at)?.querySelector(step ? `[data-step="${step}"]` : held ? `[${held}]` : "h3 a");
  (again ?? (/undo|redo/.test(held) ? root.querySelector(`[${held}]`) ?? root.querySelector("[data-undo], [data-redo]") : null))?.focus({ preventScroll: true });
}

/** Fetch the plan as it is now. */
async function look(always = false) {
  const inUse = root.querySelector("details[open]") || root.contains(document.activeElement) && document.activeElement.matches("input");
  if (!always && (busy || drag || waiting || inUse || document.hidden)) return;
  try {
    const answer = await fetch(root.dataset.plan, { headers: { Accept: "application/json" } });
    if (!answer.ok) return;
    const { plan } = await answer.json();
    if (always || !(busy || drag || waiting)) show(plan);
  } catch {
    // the next look may succeed
  }
}

/* --- the order ---------------------------------------------------------------------------------------- */

/** Move a card to a place among the pages, for the eye; the places themselves stay. */
function move(card, place) {
  const order = cards().filter((one) => one !== card);
  order.splice(place, 0, card);
  const slots = places();
  const focused = document.activeElement;
  for (const [at, slot] of slots.entries()) {
    if (slot.firstElementChild !== order[at]) slot.append(order[at]);
  }
  if (card.contains(focused)) focused.focus({ preventScroll: true });
}

/** Keep the order that is shown. */
function keep() {
  clearTimeout(waiting);
  waiting = busy ? setTimeout(keep, WAIT / 5) : null;
  if (waiting) return;
  const form = orderForm();
  const data = new FormData(form);
  const order = cards().map((card) => card.dataset.page).join(",");
  if (order === data.get("seen")) return;
  data.set("order", order);
  post(form.action, data);
}

/** A card a few places earlier or later; the server is told when the keys rest. */
function step(card, by) {
  const now = cards();
  const to = Math.max(0, Math.min(now.length - 1, now.indexOf(card) + by));
  move(card, to);
  card.scrollIntoView({ block: "nearest" });
  said.textContent = root.dataset.moved
    .replace("{page}", card.dataset.name)
    .replace("{place}", to + 1)
    .replace("{all}", now.length);
  clearTimeout(waiting);
  waiting = setTimeout(keep, WAIT);
}

const STEPS = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -2, ArrowDown: 2, Home: -Infinity, End: Infinity };

root?.addEventListener("keydown", (event) => {
  const by = STEPS[event.key];
  const button = event.target.closest("[data-handle], [data-step]");
  if (!button || !by || event.altKey || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  step(button.closest(".plan-card"), by);
});

root?.addEventListener("click", (event) => {
  const button = event.target.closest("[data-step]");
  if (button) {
    event.preventDefault();
    step(button.closest(".plan-card"), Number(button.dataset.step));
  }
  if (root.dataset.dragged) {
    event.preventDefault(); // a drag that ends on a link follows none
    delete root.dataset.dragged;
  }
});

root?.addEventListener("submit", (event) => {
  const form = event.target.closest("form[data-verb]");
  if (!form) return;
  event.preventDefault();
  if (busy) return;
  const data = new FormData(form);
  post(form.action, data);
});

/** Whether numbers follow goes with every verb, as it is ticked now. */
root?.addEventListener("change", (event) => {
  if (event.target.matches("[data-follow]")) tickFollow();
});

function tickFollow() {
  const follow = orderForm()?.elements.follow;
  if (!follow) return;
  for (const field of root.querySelectorAll("[data-follows]")) field.value = follow.checked ? "on" : "";
}

/* --- dragging ----------------------------------------------------------------------------------------- */

root?.addEventListener("dragstart", (event) => event.preventDefault()); // pictures and links drag themselves

root?.addEventListener("pointerdown", (event) => {
  const grip = event.target.closest("[data-handle], .plan-face");
  if (!grip || event.button !== 0 || busy || !orderForm()) return;
  const card = grip.closest(".plan-card");
  drag = { card, pointer: event.pointerId, x: event.clientX, y: event.clientY, on: false, target: null };
  // A finger on the picture scrolls, unless it rests there for a moment; the handle is for dragging alone.
  drag.needsRest = event.pointerType === "touch" && !grip.hasAttribute("data-handle");
  if (drag.needsRest) drag.rest = setTimeout(() => lift(), LONG_PRESS);
});

function lift() {
  if (!drag || drag.on) return;
  drag.on = true;
  drag.box = drag.card.getBoundingClientRect();
  drag.scroll = scrollY;
  drag.card.classList.add("plan-lifted");
  root.classList.add("plan-dragging");
  drag.card.setPointerCapture(drag.pointer);
}

root?.addEventListener("pointermove", (event) => {
  if (!drag || event.pointerId !== drag.pointer) return;
  const far = Math.hypot(event.clientX - drag.x, event.clientY - drag.y) > SLACK;
  if (!drag.on && far) {
    if (drag.needsRest) return letGo();
    lift();
  }
  if (!drag?.on) return;
  drag.at = [event.clientX, event.clientY];
  follow();
});

// A page that is held must not scroll away under the finger.
root?.addEventListener("touchmove", (event) => drag?.on && event.preventDefault(), { passive: false });
root?.addEventListener("contextmenu", (event) => drag && event.preventDefault());

/** Bring the card under the pointer, and show where it would go. */
function follow() {
  const [x, y] = drag.at;
  drag.card.style.transform = `translate(${x - drag.x}px, ${y - drag.y + scrollY - drag.scroll}px)`;
  const slot = nearest(x, y);
  const box = slot.getBoundingClientRect();
  const slots = places();
  const from = slots.indexOf(drag.card.parentElement);
  const at = slots.indexOf(slot) + (x > box.left + box.width / 2 ? 1 : 0);
  drag.target = at > from ? at - 1 : at;
  for (const one of slots) one.classList.remove("plan-before", "plan-after");
  if (drag.target !== from) slot.classList.add(x > box.left + box.width / 2 ? "plan-after" : "plan-before");
  edge(y);
}

/** The page's place whose middle is nearest to a point. */
function nearest(x, y) {
  const far = (slot) => {
    const box = slot.getBoundingClientRect();
    const out = (value, low, high) => Math.max(low - value, 0, value - high);
    return Math.hypot(out(x, box.left, box.right), 2 * out(y, box.top, box.bottom));
  };
  return places().reduce((best, slot) => (far(slot) < far(best) ? slot : best));
}

/** Scroll while the pointer is at the edge of the window. */
function edge(y) {
  cancelAnimationFrame(drag.frame);
  const by = y < 60 ? -12 : y > innerHeight - 60 ? 12 : 0;
  if (!by) return;
  drag.frame = requestAnimationFrame(() => {
    if (!drag?.on) return;
    scrollBy(0, by);
    follow();
  });
}

root?.addEventListener("pointerup", (event) => {
  if (!drag || event.pointerId !== drag.pointer) return;
  const { card, on, target } = drag;
  letGo();
  if (!on) return;
  root.dataset.dragged = "yes";
  setTimeout(() => delete root.dataset.dragged, 50);
  if (target !== null && target !== cards().indexOf(card)) {
    move(card, target);
    keep();
  }
});

root?.addEventListener("pointercancel", letGo);

function letGo() {
  if (!drag) return;
  clearTimeout(drag.rest);
  cancelAnimationFrame(drag.frame);
  drag.card.classList.remove("plan-lifted");
  drag.card.style.transform = "";
  root.classList.remove("plan-dragging");
  for (const slot of places()) slot.classList.remove("plan-before", "plan-after");
  drag = null;
}

/* --- the rest ----------------------------------------------------------------------------------------- */

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  letGo();
  const open = root?.querySelector("details[open]");
  if (open) {
    open.open = false;
    open.querySelector("summary").focus();
  }
});

document.addEventListener("click", (event) => {
  for (const open of root?.querySelectorAll(".plan-more[open]") ?? []) {
    if (!open.contains(event.target)) open.open = false;
  }
});

/** What works only with this script is shown. */
function prepare() {
  for (const one of root.querySelectorAll("[data-handle], .plan-keys")) one.hidden = false;
  tickFollow();
}

if (root) {
  prepare();
  setInterval(look, LOOK_EVERY);
  document.addEventListener("visibilitychange", () => look());
}
