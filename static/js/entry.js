/* Fast entry of one story: keys, and the byline as it is understood. What is typed is kept by entry-keeping.js, a
   pasted story split by entry-pasting.js, picture files taken by entry-pictures.js, all sent by entry-sending.js.
   Without any of them the form is sent and answered as a form is. */

import { keepWhatIsTyped } from "./entry-keeping.js";
import { splitWhatIsPasted } from "./entry-pasting.js";
import { takePictures } from "./entry-pictures.js";
import { browserKeeping, knowAgain, offerWhatWaits, sendSafely } from "./entry-sending.js";

const form = document.getElementById("entry");

/** POST JSON to one of the form's addresses; the answer with its status, or null where none came. */
export async function ask(address, body) {
  const headers = { "Content-Type": "application/json", "X-CSRFToken": form.elements.csrfmiddlewaretoken.value };
  const response = await fetch(`${address}?${form.dataset.of}`, {
    method: "POST",
    headers,
    body: JSON.stringify(body),
  }).catch(() => null);
  if (!response || response.redirected || !response.headers.get("Content-Type")?.includes("json")) {
    return { status: response?.status ?? 0, answer: null };
  }
  return { status: response.status, answer: await response.json() };
}

/** The fields that a person fills in, in their order on the page. */
const fields = () =>
  [...form.querySelectorAll(".entry-field :is(input, textarea, select)")].filter((field) => !field.disabled);

const goTo = (field, step) => {
  const all = fields();
  const next = all[all.indexOf(field) + step];
  next?.focus();
  next?.select?.();
  if (next?.matches("textarea:not([data-one-line])")) next.setSelectionRange(next.value.length, next.value.length);
};

const press = (verb) => form.querySelector(`.entry-save button[value="${verb}"]`)?.click();

/** A line that may be long: it grows with its text, and has no line ends of its own. */
const fit = (area) => {
  if (CSS.supports("field-sizing", "content")) return;
  area.style.height = "auto";
  area.style.height = `${area.scrollHeight + 2}px`;
};

function keys(event) {
  if (event.isComposing || event.defaultPrevented) return;
  const command = event.ctrlKey || event.metaKey;
  if (command && event.key.toLowerCase() === "s" && !event.shiftKey && !event.altKey) {
    event.preventDefault();
    press("save");
  } else if (command && event.key === "Enter") {
    event.preventDefault();
    press(event.shiftKey ? "submit" : "next");
  } else if (event.key === "Enter" && !event.altKey) {
    const field = event.target.closest(".entry-field :is(input, textarea, select)");
    if (!field) return;
    if (field.matches("textarea:not([data-one-line])") && !event.shiftKey) return; // a new paragraph
    event.preventDefault();
    goTo(field, event.shiftKey ? -1 : 1);
  }
}

/** Show under the byline how it is read: roles, houses, persons. */
function readByline() {
  const line = form.elements.byline;
  const shown = document.getElementById("entry-signed");
  let timer;
  let asked = 0;
  const read = async () => {
    const mine = ++asked;
    const { answer } = await ask(form.dataset.names, { line: line.value, dateline: form.elements.dateline.value });
    if (!answer || mine !== asked) return;
    // A name that is half typed is no fault yet: what was read last stays until the field is left.
    if (answer.html.includes("entry-unread") && document.activeElement === line) return;
    if (shown.innerHTML.trim() !== answer.html.trim()) shown.innerHTML = answer.html;
  };
  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(read, 350);
  };
  for (const field of [line, form.elements.dateline]) {
    field.addEventListener("input", later);
    field.addEventListener("change", later);
  }
  line.addEventListener("blur", () => line.value.trim() && later());
  line.setAttribute("aria-describedby", shown.id);
  // Whom the editor picked from the list is that person, whatever the rule would say.
  line.addEventListener("type-ahead:chosen", ({ detail }) => {
    const chosen = JSON.parse(form.elements.chosen.value || "[]").filter(([name]) => name !== detail.label);
    form.elements.chosen.value = JSON.stringify([...chosen, [detail.label, detail.fill.person.id]]);
  });
}

/** Put their text into the field where both changed it. */
function takeTheirs() {
  for (const box of document.querySelectorAll(".entry-take input")) {
    const field = form.elements[box.name.replace(/^theirs_/, "")];
    if (!field) continue;
    const mine = field.value;
    box.addEventListener("change", () => {
      field.value = box.checked ? box.closest(".entry-two > div").querySelector(".entry-theirs").innerText : mine;
      field.dispatchEvent(new Event("input", { bubbles: true }));
    });
  }
}

if (form) {
  document.addEventListener("keydown", keys);
  form.querySelector('button[value="split"]').hidden = true; // pasting does it
  form.addEventListener("input", (event) => {
    if (event.target.matches("textarea")) fit(event.target);
  });
  form.querySelectorAll("textarea").forEach(fit);
  const kept = browserKeeping(form);
  const keeping = keepWhatIsTyped(form, ask, kept);
  sendSafely(form, keeping, kept);
  splitWhatIsPasted(form, ask);
  takePictures(form, keeping);
  readByline();
  takeTheirs();
  window.addEventListener("pageshow", () => knowAgain(form, keeping)); // by then the browser has filled it
  offerWhatWaits(form, keeping, kept);
  const faulty = form.querySelector(".desk-faulty :is(input, textarea, select)");
  if (faulty) faulty.focus();
  else if (!document.querySelector(".entry-clash")) fields().find((field) => field.name === "kicker")?.focus({ preventScroll: true });
}
