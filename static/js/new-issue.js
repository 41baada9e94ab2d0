/* The form of a new issue: another newspaper or day brings what is proposed for it, as long as nobody wrote into
 * those fields; another number of pages brings their rows. The form works without it. */

const form = document.querySelector("[data-new-issue]");
const FROM_BEFORE = ["edition", "number", "whole_number", "pages"];
const touched = new Set();

/** Fetch what is proposed for the newspaper and the day, and put it where nobody wrote. */
async function propose() {
  const asked = new URLSearchParams({ newspaper: form.elements.newspaper.value });
  if (form.elements.date.value && touched.has("date")) asked.set("date", form.elements.date.value);
  const plan = new URLSearchParams(location.search).get("plan");
  if (plan) asked.set("plan", plan);
  const answer = await fetch(`${location.pathname}?${asked}`);
  if (!answer.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const fresh = page.querySelector("[data-new-issue]");
  for (const name of [...FROM_BEFORE, "date"]) {
    if (!touched.has(name)) form.elements[name].value = fresh.elements[name].value;
  }
  if (touched.has("pages") || touched.has("rows")) return;
  form.querySelector("[data-proposed]").replaceWith(fresh.querySelector("[data-proposed]"));
}

/** As many rows as pages: new ones count on from the last, where it is a number. */
function fill() {
  const table = form.querySelector("[data-rows]");
  const body = table.tBodies[0];
  const wanted = Math.min(Number(form.elements.pages.value), Number(table.dataset.most));
  if (!Number.isInteger(wanted) || wanted < 1 || !body.rows.length) return;
  while (body.rows.length > wanted) body.rows[body.rows.length - 1].remove();
  while (body.rows.length < wanted) {
    const last = body.rows[body.rows.length - 1];
    const row = last.cloneNode(true);
    const place = body.rows.length + 1;
    row.cells[0].textContent = place;
    row.cells[3].textContent = "";
    for (const field of row.querySelectorAll("input")) {
      const before = field.value.match(/^(.*?)(\d+)$/);
      const counts = field.name.endsWith("-number") && before;
      field.value = counts ? before[1] + String(Number(before[2]) + 1).padStart(before[2].length, "0") : "";
      for (const name of ["name", "id"]) field[name] = field[name].replace(`page-${place - 1}-`, `page-${place}-`);
      field.setAttribute("aria-label", field.getAttribute("aria-label").replace(place - 1, place));
    }
    body.append(row);
  }
}

form?.addEventListener("input", (event) => {
  const name = event.target.name;
  touched.add(name.startsWith("page-") ? "rows" : name);
  if (name === "pages") fill();
});

form?.addEventListener("change", (event) => {
  if (["newspaper", "date"].includes(event.target.name)) propose();
});
