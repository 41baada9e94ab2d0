/* Keeps what is typed on the server, a moment after the last key: no revision, for its user alone. Of two windows
   with one text the second goes on under a key of its own, so that neither writes over the other. */

import { signedIn } from "./signed-in.js";

const WAIT = 1200; // ms after the last key
const AGAIN = 8000; // ms after one that failed

/** Start keeping. Returns `touched` (a script changed something), `keepHere` (keep it in this browser), `flush`
    (keep at once) and `texts` (what is typed). `kept` is this browser's keeping (entry-sending.js). */
export function keepWhatIsTyped(form, ask, kept) {
  const status = form.querySelector(".entry-status");
  const own = [...form.elements].filter((field) => field.matches(".entry-field :is(input, textarea, select)"));
  let timer;
  let running = null;
  let sent = false;
  let dirty = form.hasAttribute("data-unsaved");

  const say = (text, away = false) => {
    status.textContent = text;
    status.classList.toggle("entry-away", away);
  };
  const fields = () => {
    const all = {};
    for (const field of form.querySelectorAll(".entry-field :is(input, textarea, select)")) {
      if (!field.disabled) all[field.name] = field.value;
    }
    return all;
  };

  const keepHere = () => kept.put(fields(), JSON.parse(form.elements.base.value || "{}"));

  const keep = async (second = false) => {
    const body = {
      key: form.elements.key.value,
      turn: Number(form.elements.turn.value) || 0,
      fields: fields(),
      base: JSON.parse(form.elements.base.value || "{}"),
    };
    dirty = false;
    const { status: code, answer } = await ask(form.dataset.keep, body);
    if (sent) return;
    if (code === 200 && answer) {
      form.elements.turn.value = answer.turn;
      kept.drop();
      say(`${status.dataset.kept} ${answer.at}`);
    } else if (code === 409 && answer?.address) {
      kept.drop();
      say(answer.message, true); // the way back led here after it was saved: saving goes to that story
    } else if (code === 409 && answer?.key && !second) {
      kept.drop();
      form.elements.key.value = answer.key; // on its own from here
      form.elements.turn.value = 0;
      await keep(true);
    } else if (code === 403 && !second && (await signedIn()) === "in") {
      await keep(true);
    } else {
      dirty = true;
      keepHere();
      say(answer?.message ?? status.dataset.away, true);
      timer = setTimeout(run, AGAIN);
    }
  };
  const run = async () => {
    clearTimeout(timer);
    if (running || !dirty || sent) return;
    running = keep();
    await running;
    running = null;
    if (dirty) timer = setTimeout(run, WAIT);
  };
  const touched = () => {
    dirty = true;
    if (!status.classList.contains("entry-away")) say(status.dataset.typed);
    clearTimeout(timer);
    timer = setTimeout(run, WAIT);
  };

  form.addEventListener("input", (event) => {
    if (event.target.closest(".entry-field")) touched();
  });
  form.addEventListener("change", (event) => {
    if (event.target.closest(".entry-field") && event.target.matches("select")) touched();
  });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") run();
  });
  form.addEventListener("submit", (event) => {
    if (sent) {
      event.preventDefault(); // a second click
      return;
    }
    sent = true;
    clearTimeout(timer);
  });
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) sent = false; // the way back
  });
  window.addEventListener("beforeunload", (event) => {
    if (!sent && dirty) {
      run();
      event.preventDefault();
    }
  });
  if (dirty && own.length) touched();
  const flush = async () => {
    clearTimeout(timer);
    await running;
    if (!sent) await keep();
  };
  return { touched, keepHere, flush, texts: () => own.filter((field) => field.type !== "hidden").map((field) => field.value) };
}
