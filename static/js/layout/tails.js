/* Making a jump: the cursor set into a story's text, and the tail dragged to a page of the strip. */

export function listenToTails(editor, saving) {
  const { root, words } = editor;
  const list = root.querySelector("[data-list]");
  const strip = root.querySelector(".layout-strip");

  /* --- where the tail begins ------------------------------------------------------------------------ */

  /** The text position that was clicked, as characters from the start of its passage. */
  function clicked(event, passage) {
    const place = document.caretPositionFromPoint?.(event.clientX, event.clientY);
    const range = place ? null : document.caretRangeFromPoint?.(event.clientX, event.clientY);
    const [node, at] = place ? [place.offsetNode, place.offset] : [range?.startContainer, range?.startOffset];
    if (!node || !passage.contains(node)) return 0;
    const before = document.createRange();
    before.setStart(passage, 0);
    before.setEnd(node, at);
    return [...before.toString()].length; // characters, as the server counts them
  }

  function mark(passage, offset) {
    const text = [...passage.textContent];
    const form = passage.closest("form");
    for (const old of form.querySelectorAll(".layout-caret")) {
      const holder = old.parentElement;
      old.remove();
      holder.normalize();
    }
    const caret = document.createElement("i");
    caret.className = "layout-caret";
    passage.replaceChildren(text.slice(0, offset).join(""), caret, text.slice(offset).join(""));
    form.elements.cursor.value = `${passage.dataset.block}:${offset}`;
    form.elements.words.value = "";
    form.elements.zone.value = "";
    form.querySelector("[data-cut]").textContent = words.cutHere.replace("{text}", `${text.slice(offset, offset + 12).join("")}…`);
  }

  list.addEventListener("click", (event) => {
    const passage = event.target.closest("[data-block]");
    if (!passage) return;
    const radio = passage.closest("label").querySelector("input");
    const offset = clicked(event, passage);
    if (!offset && radio.disabled) return;
    if (!radio.disabled) radio.checked = true;
    event.preventDefault();
    mark(passage, offset);
  });

  list.addEventListener("change", (event) => {
    const { form, name } = event.target;
    if (!form?.matches(".layout-jump") || name !== "at") return;
    mark(event.target.closest("label").querySelector("[data-block]"), 0);
  });
  list.addEventListener("input", (event) => {
    if (event.target.name === "words") event.target.form.elements.cursor.value = "";
  });

  /* --- sending: what is not saved is saved first ----------------------------------------------------- */

  list.addEventListener("submit", async (event) => {
    const form = event.target;
    if (!form.matches(".layout-jump, .layout-join")) return;
    if (form.matches(".layout-jump") && !isChosen(form)) {
      event.preventDefault();
      editor.say(words.chooseCut);
      form.querySelector("[data-cut]").textContent = words.chooseCut;
      return;
    }
    if (!editor.history.isDirty) {
      root.dataset.leaving = "yes";
      return;
    }
    event.preventDefault();
    const { owner } = form.closest("[data-owner]").dataset;
    const kept = Object.fromEntries(["cursor", "words", "zone", "page", "at"].map((name) => [name, form.elements[name]?.value ?? ""]));
    const kind = form.classList[0];
    if (!(await saving.save())) return;
    const fresh = list.querySelector(`[data-owner="${owner}"] .${kind}`); // the list came anew with the answer
    if (!fresh) return;
    for (const [name, value] of Object.entries(kept)) if (fresh.elements[name]) fresh.elements[name].value = value;
    root.dataset.leaving = "yes";
    fresh.submit();
  });

  const isChosen = ({ elements }) => elements.cursor.value || elements.words.value.trim() || elements.zone.value || elements.at?.value;

  function sendTo(form, page) {
    form.elements.page.value = page;
    if (form.elements.page.value === page) form.requestSubmit();
  }

  /* --- dragging -------------------------------------------------------------------------------------- */

  const pageUnder = (event) => document.elementFromPoint(event.clientX, event.clientY)?.closest(".layout-strip [data-page]");

  function light(page) {
    for (const one of strip.querySelectorAll(".is-target")) one.classList.remove("is-target");
    page?.classList.add("is-target");
  }

  list.addEventListener("pointerdown", (event) => {
    const grip = event.target.closest("[data-grip]");
    if (!grip || event.button) return;
    event.preventDefault();
    const { form } = grip;
    if (!isChosen(form)) return editor.say(words.chooseCut);
    editor.say(words.dropHere);
    strip.classList.add("is-open");
    grip.setPointerCapture(event.pointerId);
    const follow = (moved) => light(pageUnder(moved));
    grip.addEventListener("pointermove", follow);
    grip.addEventListener("lostpointercapture", () => {
      grip.removeEventListener("pointermove", follow);
      strip.classList.remove("is-open");
      light(null);
    }, { once: true });
    grip.addEventListener("pointerup", (up) => {
      const page = pageUnder(up);
      if (page && !page.querySelector("[aria-current]")) sendTo(form, page.dataset.page);
    }, { once: true });
    return null;
  });

  function show() {
    for (const grip of list.querySelectorAll("[data-grip]")) grip.hidden = false;
  }
  editor.listeners.push(show);

  return {
    /** What a zone is dragged over. */
    over(_event, target) {
      light(target?.closest(".layout-strip [data-page]"));
      for (const row of list.querySelectorAll(".is-target")) row.classList.remove("is-target");
      target?.closest("[data-list] [data-owner]")?.classList.add("is-target");
    },

    /** A zone dropped on a row belongs to it; on a page of the strip it and what follows go on there. */
    on(zone, target) {
      const row = target.closest("[data-list] [data-owner]");
      if (row) {
        editor.assign(zone.id, row.dataset.owner);
        return true;
      }
      const page = target.closest(".layout-strip [data-page]");
      if (!page || page.querySelector("[aria-current]")) return Boolean(page);
      const form = list.querySelector(`[data-owner="${zone.owner}"] .layout-jump`);
      const at = editor.model.of(editor.state, zone.owner).filter(({ role }) => role === "zone").findIndex(({ id }) => id === zone.id);
      if (!form || at < 0) editor.say(words.notATail);
      else if (at === 0) editor.say(words.firstZone);
      else {
        form.elements.cursor.value = form.elements.words.value = "";
        form.elements.zone.value = String(at);
        sendTo(form, page.dataset.page);
      }
      return true;
    },
  };
}
