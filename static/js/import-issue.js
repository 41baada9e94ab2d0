/* Files for an import may be dropped on the form, a folder too; the names of what is chosen are listed.
 * Without this the file field itself does all that is needed. */

const zone = document.querySelector("[data-drop]");
const input = zone?.querySelector("input[type=file]");
const list = zone?.querySelector("[data-chosen]");

/** All files of a dropped file or folder, at any depth. */
async function filesIn(entry) {
  if (entry instanceof File) return [entry];
  if (entry.isFile) return [await new Promise((done, fail) => entry.file(done, fail))];
  const reader = entry.createReader();
  const found = [];
  for (;;) {
    const some = await new Promise((done, fail) => reader.readEntries(done, fail));
    if (!some.length) break;
    for (const inner of some) found.push(...(await filesIn(inner)));
  }
  return found;
}

/** Show what is chosen. */
function tell() {
  list.replaceChildren(
    ...[...input.files].map((file) => {
      const item = document.createElement("li");
      item.textContent = file.name;
      return item;
    }),
  );
}

/** Put dropped files into the field, beside those that are there; one name stands once. */
async function take(entries) {
  const chosen = new Map([...input.files].map((file) => [file.name, file]));
  const endings = input.accept.split(",");
  for (const entry of entries) {
    for (const file of await filesIn(entry)) {
      if (endings.some((ending) => file.name.toLowerCase().endsWith(ending))) chosen.set(file.name, file);
    }
  }
  const all = new DataTransfer();
  for (const file of chosen.values()) all.items.add(file);
  input.files = all.files;
  tell();
}

if (input) {
  zone.querySelector("[data-drop-hint]").hidden = false;
  input.addEventListener("change", tell);
  tell(); // what was chosen before this was loaded
  for (const name of ["dragenter", "dragover"]) {
    zone.addEventListener(name, (event) => {
      event.preventDefault();
      zone.classList.add("desk-drop-over");
    });
  }
  for (const name of ["dragleave", "drop"]) {
    zone.addEventListener(name, () => zone.classList.remove("desk-drop-over"));
  }
  zone.addEventListener("drop", (event) => {
    event.preventDefault();
    take([...event.dataTransfer.items].map((item) => item.webkitGetAsEntry() ?? item.getAsFile()).filter(Boolean));
  });
}
