/* A whole story pasted into a head, or into an empty text, is split over all fields. What is filled stays: what
   the story says instead is shown beside, with a button. Ctrl+Z right after gives back what was pasted as it was. */

const HEADS = ["kicker", "headline", "deck"];

const element = (tag, text, attributes = {}) => Object.assign(document.createElement(tag), { textContent: text, ...attributes });

const put = (field, value) => {
  field.value = value;
  field.dispatchEvent(new Event("input", { bubbles: true }));
  field.dispatchEvent(new Event("change", { bubbles: true }));
};

const insert = (field, text) => {
  field.setRangeText(text, field.selectionStart ?? 0, field.selectionEnd ?? 0, "end");
  field.dispatchEvent(new Event("input", { bubbles: true }));
};

/** Whether a pasted text is more than the field itself is for. */
const isStory = (field, text, body) => {
  const lines = text.split(/\r?\n|\r/).filter((line) => line.trim()).length;
  if (HEADS.includes(field.name)) return lines > 1;
  return field === body && !field.value.trim() && lines > 1;
};

export function splitWhatIsPasted(form, ask) {
  const panel = form.querySelector(".entry-split");
  const words = panel.dataset;
  const part = form.dataset.part;
  const body = form.elements[`body_${part}`];
  let undo = null;

  const close = () => {
    panel.hidden = true;
    panel.replaceChildren();
    undo = null;
  };

  const show = (answer, filled, kept) => {
    const rows = kept.map(([field, value]) => {
      const row = element("li", "");
      const take = element("button", words.take, { type: "button" });
      take.addEventListener("click", () => {
        put(field, value);
        row.remove();
      });
      row.append(element("b", answer.labels[field.name]), element("span", value.slice(0, 200)), take);
      return row;
    });
    const back = element("button", words.undo, { type: "button" });
    back.addEventListener("click", () => undo?.());
    const said = element("p", `${words.filled} ${filled.map((field) => answer.labels[field.name]).join("、")} `);
    said.append(back);
    panel.replaceChildren(said);
    if (answer.left_out.length) panel.append(element("p", `${words.leftOut} ${answer.left_out.join("；")}`));
    if (rows.length) {
      const list = element("ul", "");
      list.append(...rows);
      panel.append(element("p", words.held), list);
    }
    panel.hidden = false;
  };

  const split = async (field, text) => {
    const { answer } = await ask(form.dataset.split, { text, part });
    if (!answer?.fields) {
      insert(field, HEADS.includes(field.name) ? text.replace(/\s*[\r\n]+\s*/g, " ").trim() : text);
      return;
    }
    const before = new Map();
    const filled = [];
    const kept = [];
    for (const [name, value] of Object.entries(answer.fields)) {
      const target = form.elements[name];
      if (!target || target.disabled) continue;
      if (target.value.trim() && target.value.trim() !== value.trim()) kept.push([target, value]);
      else {
        before.set(target, target.value);
        filled.push(target);
      }
    }
    filled.forEach((target) => put(target, answer.fields[target.name]));
    show(answer, filled, kept);
    undo = () => {
      before.forEach((value, target) => put(target, value));
      close();
      field.focus();
      insert(field, HEADS.includes(field.name) ? text.replace(/\s*[\r\n]+\s*/g, " ").trim() : text);
    };
    (filled.includes(body) ? form.elements.headline : field).focus();
  };

  form.addEventListener("paste", (event) => {
    const field = event.target;
    const text = event.clipboardData?.getData("text/plain") ?? "";
    if (!field.matches?.(".entry-field :is(input, textarea)") || !isStory(field, text, body)) return;
    event.preventDefault();
    split(field, text);
  });
  form.addEventListener("input", (event) => {
    if (event.isTrusted && undo) undo = null; // typed on: the browser's own undo counts again
  });
  document.addEventListener("keydown", (event) => {
    if (!undo || event.defaultPrevented || !(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "z") return;
    event.preventDefault();
    undo();
  });
}
