/* Sending the form of fast entry: never while its user is signed out, never more than the server takes. What the
   server could not keep meanwhile waits in this browser, for this user and story alone, until it is saved. */

import { sendWhen, signedIn, tellSignedOut } from "./signed-in.js";

const DAYS = 14;

/** The texts of this user and story that wait in this browser; under the key of the form that they were typed in. */
export function browserKeeping(form) {
  const prefix = `entry:${form.dataset.user}:${form.dataset.of}:`;
  const own = () => prefix + form.elements.key.value;
  const storage = () => {
    try {
      return window.localStorage;
    } catch {
      return null; // switched off
    }
  };
  return {
    put(fields, base) {
      const text = { fields, base, turn: Number(form.elements.turn.value) || 0, at: Date.now() };
      try {
        storage()?.setItem(own(), JSON.stringify(text));
        return Boolean(storage());
      } catch {
        return false; // full
      }
    },
    has: () => Boolean(storage()?.getItem(own())),
    drop(key = form.elements.key.value) {
      storage()?.removeItem(prefix + key);
    },
    /** The newest text that waits from another form, or null; what waited too long goes. */
    waiting() {
      const found = [];
      for (const name of Object.keys(storage() ?? {}).filter((one) => one.startsWith("entry:"))) {
        let text = null;
        try {
          text = JSON.parse(storage().getItem(name));
        } catch {
          /* not ours */
        }
        if (!(text?.at > Date.now() - DAYS * 86_400_000)) storage().removeItem(name);
        else if (name.startsWith(prefix)) found.push({ ...text, key: name.slice(prefix.length) });
      }
      return found.sort((one, other) => other.at - one.at)[0] ?? null;
    },
  };
}

/** Offer what waits in this browser, where it says anything else than the form does. */
export function offerWhatWaits(form, keeping, kept) {
  const panel = document.getElementById("entry-waits");
  const text = kept.waiting();
  if (!text || text.key === form.elements.key.value) return;
  const differs = Object.entries(text.fields).filter(([name, value]) => form.elements[name]?.value !== value);
  if (!differs.length) {
    kept.drop(text.key);
    return;
  }
  const shown = differs.map(([, value]) => value).find((value) => value.trim()) ?? "";
  panel.querySelector(".entry-text").textContent = shown.slice(0, 600);
  panel.querySelector("time").textContent = new Date(text.at).toLocaleString(document.documentElement.lang);
  panel.hidden = false;
  panel.querySelector("[data-take]").addEventListener("click", () => {
    for (const [name, value] of differs) {
      const field = form.elements[name];
      if (!field || field.disabled) continue;
      field.value = value;
      field.dispatchEvent(new Event("input", { bubbles: true }));
      field.dispatchEvent(new Event("change", { bubbles: true }));
    }
    form.elements.base.value = JSON.stringify(text.base);
    form.elements.key.value = text.key;
    form.elements.turn.value = text.turn;
    panel.hidden = true;
    keeping.touched();
    form.elements.headline.focus();
  });
  panel.querySelector("[data-drop]").addEventListener("click", () => {
    kept.drop(text.key);
    panel.hidden = true;
  });
}

/** A form that the way back shows once more is the one that was sent: a new story is not made twice. */
export function knowAgain(form, keeping) {
  const sent = window.history.state?.entryKey;
  if (!sent || sent === form.elements.key.value || form.dataset.pictures) return;
  if (!keeping.texts().some((text) => text.trim())) return;
  form.elements.key.value = sent;
  keeping.touched(); // the server answers which story it has become
}

export function sendSafely(form, keeping, kept) {
  const status = form.querySelector(".entry-status");
  const refuse = (text) => {
    status.textContent = text;
    status.classList.add("entry-away");
    return false;
  };
  sendWhen(form, async () => {
    const texts = [...new FormData(form).values()].filter((value) => typeof value === "string");
    if (new Blob(texts).size > Number(form.dataset.most)) return refuse(status.dataset.most);
    const state = await signedIn();
    if (state !== "in") {
      const held = keeping.keepHere();
      status.classList.add("entry-away");
      tellSignedOut(status, state, held);
      return false;
    }
    if (kept.has()) await keeping.flush();
    if (!form.dataset.pictures) window.history.replaceState({ ...window.history.state, entryKey: form.elements.key.value }, "");
    return true;
  });
}
