/* Completes a plain field while somebody types: an input with data-type-ahead="address" asks that address for
   ?q=, and shows what comes as a list box (the combobox pattern of ARIA). A row fills the field and, of the same
   line of the form, the fields that it names; a row with an address leads there. */

const WAIT = 120; // ms after the last key

const say = (tag, attributes) => Object.assign(document.createElement(tag), attributes);

/** Give one input its list. */
function complete(input) {
  const list = say("ul", { className: "desk-type-ahead", id: `${input.id}-type-ahead`, hidden: true });
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", input.getAttribute("aria-label") ?? "");
  input.after(list);
  for (const [name, value] of [
    ["role", "combobox"],
    ["aria-autocomplete", "list"],
    ["aria-expanded", "false"],
    ["aria-controls", list.id],
    ["autocomplete", "off"],
  ]) {
    input.setAttribute(name, value);
  }

  let rows = [];
  let at = -1;
  let asked = 0;
  let timer;

  // Over everything: a table that scrolls sideways would cut it off.
  const place = () => {
    if (list.hidden) return;
    const field = input.getBoundingClientRect();
    const below = window.innerHeight - field.bottom;
    const above = below < list.offsetHeight && field.top > below;
    list.style.minWidth = `${field.width}px`;
    list.style.maxHeight = `${Math.max(120, (above ? field.top : below) - 12)}px`;
    list.style.left = `${Math.max(4, Math.min(field.left, document.documentElement.clientWidth - list.offsetWidth - 4))}px`;
    list.style.top = above ? `${field.top - list.offsetHeight - 2}px` : `${field.bottom + 2}px`;
  };

  const show = (found) => {
    rows = found;
    at = -1;
    list.replaceChildren(
      ...rows.map((row, index) => {
        const option = say("li", { id: `${list.id}-${index}` });
        option.setAttribute("role", "option");
        option.append(say("b", { textContent: row.label ?? row.value }), " ", say("span", { textContent: row.detail }));
        return option;
      }),
    );
    list.hidden = rows.length === 0;
    place();
    input.setAttribute("aria-expanded", String(!list.hidden));
    input.removeAttribute("aria-activedescendant");
  };

  const ask = async () => {
    const mine = ++asked;
    if (!input.value.trim()) {
      show([]);
      return;
    }
    const address = new URL(input.dataset.typeAhead, window.location.href);
    address.searchParams.set("q", input.value);
    const response = await fetch(address, { headers: { Accept: "application/json" } }).catch(() => null);
    const found = response?.ok ? (await response.json()).results : [];
    if (mine === asked && document.activeElement === input) show(found); // a later key has asked since, or nobody waits
  };

  const mark = (index) => {
    at = (index + rows.length) % rows.length;
    [...list.children].forEach((option, place) => option.setAttribute("aria-selected", String(place === at)));
    list.children[at].scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-activedescendant", list.children[at].id);
  };

  const choose = (row) => {
    clearTimeout(timer);
    asked += 1;
    show([]);
    if (row.address) {
      window.location.assign(row.address);
      return;
    }
    input.value = row.value;
    const line = input.id.slice(0, input.id.lastIndexOf("-") + 1);
    for (const [name, value] of Object.entries(row.fill ?? {})) fill(document.getElementById(line + name), value);
    input.dispatchEvent(new CustomEvent("type-ahead:chosen", { bubbles: true, detail: row }));
    input.dispatchEvent(new Event("change", { bubbles: true }));
  };

  input.addEventListener("input", (event) => {
    clearTimeout(timer);
    if (!event.isComposing) timer = setTimeout(ask, WAIT);
  });
  input.addEventListener("compositionend", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, WAIT);
  });
  input.addEventListener("keydown", (event) => {
    if (event.isComposing || list.hidden) return;
    if (event.key === "ArrowDown") mark(at + 1);
    else if (event.key === "ArrowUp") mark(at < 0 ? rows.length - 1 : at - 1);
    else if (event.key === "Enter" && at >= 0) choose(rows[at]);
    else if (event.key === "Escape") show([]);
    else return;
    event.preventDefault();
  });
  input.addEventListener("blur", () => {
    asked += 1;
    show([]);
  });
  window.addEventListener("scroll", place, { capture: true, passive: true });
  window.addEventListener("resize", place);
  // Before the blur, which would take the list away under the finger.
  list.addEventListener("pointerdown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) choose(rows[[...list.children].indexOf(option)]);
  });
}

/** Put a value into a field; {id, text} into a choice that knows its rows only by asking. */
function fill(field, value) {
  if (!field || value === "") return;
  if (typeof value === "object") {
    if (![...field.options].some((option) => option.value === String(value.id))) {
      field.add(new Option(value.text, value.id));
    }
    field.value = String(value.id);
    window.django?.jQuery(field).trigger("change"); // Select2 listens to nothing else
  } else {
    field.value = value;
    field.dispatchEvent(new Event("change", { bubbles: true }));
  }
}

const inside = (root) =>
  [...root.querySelectorAll("input[data-type-ahead]")].filter((input) => !input.id.includes("__prefix__"));

inside(document).forEach(complete);
document.addEventListener("formset:added", (event) => inside(event.target).forEach(complete));
