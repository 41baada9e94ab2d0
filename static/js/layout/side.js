/* Beside the sheet: what the selected zone is, and the list of all that stands on the page. */

export function listenToSide(editor, verbs) {
  const { root, words, model } = editor;
  const list = root.querySelector("[data-list]");
  const panel = root.querySelector("[data-zone]");
  const choice = root.querySelector("[data-owner-choice]");
  const role = root.querySelector("[data-role-choice]");

  /* --- the zone ------------------------------------------------------------------------------------ */

  choice?.addEventListener("change", () => {
    if (choice.value === "new:story" && editor.data.hasText) verbs.take();
    else editor.assign(editor.selected, choice.value, role.value);
  });
  role?.addEventListener("change", () => editor.assign(editor.selected, editor.zone.owner, role.value));

  function option(value, text, parent) {
    const made = document.createElement("option");
    made.value = value;
    made.textContent = text;
    parent.append(made);
  }

  function group(label) {
    const made = document.createElement("optgroup");
    made.label = label;
    choice.append(made);
    return made;
  }

  let shown = null;

  /** On a narrow screen the box lies over the foot of the page: a zone that it would hide is scrolled into sight. */
  function uncover(zone) {
    if (getComputedStyle(panel).position !== "fixed") return;
    const drawn = editor.drawing.made.get(zone.id).getBoundingClientRect();
    const hidden = drawn.bottom + 12 - panel.getBoundingClientRect().top;
    const above = drawn.top - root.querySelector(".layout-bar").getBoundingClientRect().bottom;
    if (hidden > 0) scrollBy({ top: Math.min(hidden, Math.max(0, above)) });
  }

  function showZone() {
    const zone = editor.zone;
    if (!panel) return;
    panel.hidden = false;
    // It stays where it is without a zone as well, so that no row runs away from who drags a zone to it.
    const open = editor.open(zone);
    for (const field of panel.querySelectorAll("select, button")) field.disabled = !open;
    panel.classList.toggle("is-open", open);
    if (open && zone.id !== shown) uncover(zone);
    shown = open ? zone.id : null;
    if (!open) {
      root.querySelector("[data-zone-name]").textContent = words.noneSelected;
      return;
    }
    const name = model.owner(editor.state, zone.owner)?.name ?? words.nobody;
    root.querySelector("[data-zone-name]").textContent = words.zoneLabel.replace("{tag}", model.tag(editor.state, zone)).replace("{name}", name);
    choice.replaceChildren();
    option("", words.nobody, choice);
    for (const [kind, label] of [["part", words.story], ["photo", words.photo], ["left", words.left]]) {
      const keys = model.keys(editor.state).filter((key) => model.owner(editor.state, key)?.kind === kind && !model.isLocked(editor.state, key));
      if (!keys.length) continue;
      const parent = group(label);
      for (const key of keys) {
        const place = editor.state.order.indexOf(key) + 1;
        option(key, `${place ? `${place} ` : ""}${model.owner(editor.state, key).name}`, parent);
      }
    }
    const parent = group(words.make);
    option("new:story", editor.data.hasText ? words.takeStory : words.emptyStory, parent);
    for (const [kind, label] of Object.entries(editor.data.kinds)) option(`new:${kind}`, label, parent);
    choice.value = zone.owner;
    const roles = model.owner(editor.state, zone.owner)?.roles ?? ["zone"];
    for (const one of role.options) one.hidden = one.disabled = !roles.includes(one.value);
    role.value = zone.role;
    role.disabled = roles.length < 2;
    root.querySelector('[data-do="take"]').disabled = !editor.data.hasText;
  }

  /* --- the list ------------------------------------------------------------------------------------ */

  list.addEventListener("click", (event) => {
    const row = event.target.closest("[data-owner]");
    if (!row) return;
    const give = event.target.closest("[data-give]");
    const way = event.target.closest(".layout-order button");
    if (give) editor.assign(editor.selected, row.dataset.owner);
    else if (way) {
      event.preventDefault();
      editor.order(row.dataset.owner, way.value === "up" ? -1 : 1);
      rowOf(row.dataset.owner)?.querySelector(`.layout-order button[value=${way.value}]:enabled`)?.focus();
    } else if (event.target.closest(".layout-pick")) {
      event.preventDefault();
      editor.pick(row.dataset.owner);
      const [first] = model.of(editor.state, row.dataset.owner);
      if (first) editor.drawing.made.get(first.id)?.scrollIntoView({ block: "nearest" });
    }
  });

  const rowOf = (key) => list.querySelector(`[data-owner="${key}"]`);

  function showList() {
    for (const row of list.querySelectorAll(".layout-row[data-fresh]")) row.remove();
    for (const { key, kind, name } of editor.state.fresh) {
      if (editor.state.zones.some((zone) => zone.owner === key)) freshRow(key, kind, name);
    }
    const stories = list.querySelector("[data-stories]");
    editor.state.order.forEach((key, at) => {
      const row = rowOf(key);
      if (!row || !stories) return;
      if (stories.children[at] !== row) stories.insertBefore(row, stories.children[at] ?? null);
      row.querySelector("[data-number]").textContent = at + 1;
      const [up, down] = row.querySelectorAll(".layout-order button");
      if (up) [up.disabled, down.disabled] = [at === 0, at === editor.state.order.length - 1];
    });
    for (const row of list.querySelectorAll("[data-owner]")) showRow(row);
  }

  function freshRow(key, kind, name) {
    const row = document.createElement("li");
    row.className = "layout-row";
    row.dataset.owner = key;
    row.dataset.fresh = "";
    row.innerHTML = '<div class="layout-head"><a class="layout-pick" href="#"><span class="layout-tag" data-number>+</span> <span></span></a></div><p class="layout-facts"><span data-count></span></p>';
    row.querySelector(".layout-pick span:last-child").textContent = name;
    const place = kind === "part" ? list.querySelector("[data-stories]") : list.querySelector(".layout-group:last-child .layout-rows");
    (place ?? list).append(row);
  }

  function showRow(row) {
    const { owner } = row.dataset;
    const own = model.of(editor.state, owner);
    const count = own.length === 1 ? words.oneZone : own.length ? words.zones.replace("{n}", own.length) : words.noZone;
    row.querySelector("[data-count]").textContent = count;
    row.classList.toggle("is-owner", owner === editor.owner);
    row.classList.toggle("has-none", own.length === 0);
    const pick = row.querySelector(".layout-pick");
    if (owner === editor.owner) pick.setAttribute("aria-current", "true");
    else pick.removeAttribute("aria-current");
    let give = row.querySelector("[data-give]");
    if (!give && editor.mayChange) {
      give = document.createElement("button");
      give.type = "button";
      give.dataset.give = "";
      give.textContent = root.dataset.giveSays;
      row.querySelector(".layout-facts").append(" ", give);
    }
    if (give) give.hidden = !editor.open(editor.zone) || editor.zone.owner === owner || model.isLocked(editor.state, owner);
  }

  /* A row dragged over another one takes its place. */
  list.addEventListener("pointerdown", (event) => {
    const tag = event.target.closest("[data-stories] [data-number]");
    if (!tag || !editor.mayChange || event.button) return;
    const { owner } = tag.closest("[data-owner]").dataset;
    event.preventDefault();
    tag.setPointerCapture(event.pointerId);
    const over = (moved) => document.elementFromPoint(moved.clientX, moved.clientY)?.closest("[data-stories] [data-owner]");
    const mark = (moved) => {
      for (const row of list.querySelectorAll(".is-target")) row.classList.remove("is-target");
      if (moved) over(moved)?.classList.add("is-target");
    };
    tag.addEventListener("pointermove", mark);
    tag.addEventListener("lostpointercapture", () => (mark(null), tag.removeEventListener("pointermove", mark)), { once: true });
    tag.addEventListener("pointerup", (up) => {
      const target = over(up)?.dataset.owner;
      const { order } = editor.state;
      if (target && target !== owner) editor.order(owner, order.indexOf(target) - order.indexOf(owner));
    }, { once: true });
  });

  editor.listeners.push(showZone, showList);
}
