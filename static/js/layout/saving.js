/* Saving: one request with all of it, and what to do when somebody else was faster, or the user is signed out. */

import { signedIn, tellSignedOut } from "../signed-in.js";

export function listenToSaving(editor) {
  const { root, words, history, model } = editor;
  const button = root.querySelector('[data-do="save"]');
  const conflict = root.querySelector("[data-conflict]");
  let theirs = null;
  let busy = null;

  function show() {
    if (!button) return;
    const { unsaved } = history;
    button.disabled = !unsaved || Boolean(busy);
    root.querySelector("[data-unsaved]").textContent = unsaved ? words.unsaved.replace("{n}", unsaved) : "";
    root.querySelector('[data-do="undo"]').disabled = !history.past.length;
    root.querySelector('[data-do="redo"]').disabled = !history.future.length;
  }
  editor.listeners.push(show);

  /** Save what there is; true where everything is stored now. */
  function save() {
    if (!history.isDirty) return Promise.resolve(true);
    busy ??= send().finally(() => {
      busy = null;
      show();
    });
    return busy;
  }

  async function send() {
    const sent = history.now; // what is done while the answer is waited for is not saved by it
    const state = used(sent);
    editor.say(words.saving);
    const login = await signedIn(); // after a login in another window it also brings the new token
    if (login !== "in") {
      tellSignedOut(root.querySelector("[data-says]"), login);
      return false;
    }
    let response;
    let answer;
    try {
      response = await fetch(editor.data.save, {
        method: "POST",
        headers: { "Content-Type": "application/json", "X-CSRFToken": document.querySelector("[name=csrfmiddlewaretoken]").value },
        body: JSON.stringify(model.sent(state)),
      });
      answer = await response.json();
    } catch {
      editor.say(words.notSaved);
      return false;
    }
    editor.say(answer.message);
    if (response.status === 409) return refused(answer);
    if (!response.ok) return false;
    stored(sent, answer);
    return true;
  }

  /** Without owners that were wanted once and have no zone any more. */
  function used(state) {
    const fresh = state.fresh.filter(({ key }) => state.zones.some(({ owner }) => owner === key));
    const gone = state.fresh.filter((one) => !fresh.includes(one)).map(({ key }) => key);
    return gone.length ? { ...state, fresh, order: state.order.filter((key) => !gone.includes(key)) } : state;
  }

  /** What was sent is stored: what was made has its own name now, also in what can be undone. */
  function stored(sent, answer) {
    const { made = {} } = answer;
    history.stored = sent;
    model.take(answer);
    root.querySelector("[data-list]").innerHTML = answer.list;
    const nobodys = sent.zones.some(({ owner }) => owner === "");
    history.rename((one) => ({
      zones: one.zones.map((zone) => ({ ...zone, owner: made[zone.owner] ?? zone.owner })),
      order: renamed(one, made, answer.order),
      fresh: one.fresh.filter(({ key }) => !made[key]),
    }));
    if (editor.owner in made) editor.owner = made[editor.owner];
    if (nobodys) {
      // Each has an owner of its own now, which only the server's answer names.
      const key = ({ points }) => points.map(([x, y]) => [Math.round(x * 1e4), Math.round(y * 1e4)]).join(" ");
      const known = new Map(answer.zones.map((zone) => [key(zone), zone.owner]));
      history.rename((one) => ({
        ...one,
        zones: one.zones.map((zone) => (zone.owner ? zone : { ...zone, owner: known.get(key(model.plain(zone))) ?? "" })),
      }));
    }
    editor.render();
  }

  const renamed = ({ order, fresh }, made, known) => {
    const own = order.map((key) => made[key] ?? key).filter((key) => known.includes(key) || fresh.some((one) => one.key === key));
    return [...own, ...known.filter((key) => !own.includes(key))];
  };

  function refused(answer) {
    theirs = answer;
    editor.say("");
    conflict.hidden = false;
    conflict.querySelector("p").textContent = answer.message;
    conflict.querySelector("button").focus();
    return false;
  }

  function settle(mine) {
    conflict.hidden = true;
    const base = history.stored;
    const now = history.now;
    model.take(theirs);
    const stored = model.stateOf(theirs);
    root.querySelector("[data-list]").innerHTML = theirs.list;
    history.restart(stored);
    if (mine) {
      editor.commit(model.merged(base, now, stored), words.merged);
      editor.say(words.merged);
    }
    editor.render();
  }

  addEventListener("beforeunload", (event) => {
    if (history.isDirty && !root.dataset.leaving) event.preventDefault();
  });

  return {
    save,
    merge: () => settle(true),
    theirs: () => settle(false),
    /** Whether somebody else was faster and the user has yet to say what to do. */
    get isRefused() {
      return !conflict.hidden;
    },
  };
}
