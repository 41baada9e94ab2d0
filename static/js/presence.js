/* Tells the desk that somebody still has this form open, and them who else has; nothing here is needed to save. */

const EVERY = 20_000;
const bar = document.getElementById("desk-company");
const form = document.querySelector("#content-main form[id$=_form]");

/** A POST with the token, the thing and what else is said. */
function say(address, more = {}, base = new FormData()) {
  base.set("csrfmiddlewaretoken", document.querySelector("[name=csrfmiddlewaretoken]").value);
  base.set("noun", bar.dataset.noun);
  base.set("row", bar.dataset.row);
  for (const [key, value] of Object.entries(more)) base.set(key, value);
  return base;
}

/** Show a sentence where it is new, so that a screen reader says it once. */
function tell(line, text) {
  if (line.textContent !== text) line.textContent = text;
  line.hidden = !text;
}

/** Keep the whole form as it stands, for who was taken over from. */
async function keep(taken) {
  for (const editor of Object.values(globalThis.CKEDITOR?.instances ?? {})) editor.updateElement();
  const line = bar.querySelector(".desk-company-taken");
  const response = await fetch(bar.dataset.keep, { method: "POST", body: say("", {}, new FormData(form)) });
  const answer = response.ok ? await response.json() : {};
  tell(line, answer.text ? `${taken} ${answer.text}` : taken);
  if (!answer.url) return;
  const link = document.createElement("a");
  link.href = answer.url;
  link.textContent = bar.querySelector("[data-merge]")?.textContent ?? "→";
  line.append(" ", link);
}

let toldOf = "";

async function beat() {
  const body = say("", { since: bar.dataset.since });
  let answer;
  try {
    const response = await fetch(bar.dataset.beat, { method: "POST", body });
    if (!response.ok || response.redirected) return;
    answer = await response.json();
  } catch {
    return; // the next one tries again
  }
  tell(bar.querySelector(".desk-company-text"), answer.text);
  bar.querySelector(".desk-company-line").hidden = !answer.text;
  const offer = bar.querySelector(".desk-company-do");
  if (offer) offer.hidden = !answer.holder;
  tell(bar.querySelector(".desk-company-saved"), answer.saved);
  if (answer.taken && answer.taken !== toldOf) {
    toldOf = answer.taken;
    if (form) await keep(answer.taken);
    else tell(bar.querySelector(".desk-company-taken"), answer.taken); // its page keeps what is typed by itself
  } else if (!answer.taken) {
    toldOf = "";
    tell(bar.querySelector(".desk-company-taken"), "");
  }
}

/** Take over without leaving what is typed here; without an answer the button sends its form. */
async function takeOver(event) {
  event.preventDefault();
  const own = event.target;
  const response = await fetch(own.action, {
    method: "POST",
    headers: { Accept: "application/json" },
    body: new FormData(own),
  }).catch(() => null);
  if (!response?.ok || response.redirected) {
    own.submit();
    return;
  }
  const answer = await response.json();
  tell(bar.querySelector(".desk-company-text"), answer.said);
  bar.querySelector(".desk-company-do").hidden = true;
  tell(bar.querySelector(".desk-company-taken"), "");
}

if (bar) {
  document.getElementById("desk-take-over").addEventListener("submit", takeOver);
  beat();
  setInterval(beat, EVERY);
  addEventListener("visibilitychange", () => document.visibilityState === "visible" && beat());
  addEventListener("pagehide", () => navigator.sendBeacon(bar.dataset.beat, say("", { left: "1" })));
  // A page that the way back brings out of memory is there again.
  addEventListener("pageshow", (event) => event.persisted && beat());
}
