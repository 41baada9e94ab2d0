/* Picture files, several at once, by the chooser or dropped anywhere on the form. Of a story that is there each
   file goes up by itself, and one that is refused leaves the others whole; a new story takes them when it is saved. */

const say = (list, text, failed = false) => {
  const row = Object.assign(document.createElement("li"), { textContent: text, className: failed ? "entry-failed" : "" });
  list.append(row);
  return row;
};

export function takePictures(form, keeping) {
  const input = form.elements.pictures;
  const list = form.querySelector(".entry-files");
  const photos = document.getElementById("entry-photos");

  const upload = async (file) => {
    const row = say(list, `${file.name} …`);
    const body = new FormData();
    body.append("pictures", file);
    const response = await fetch(`${form.dataset.pictures}?${form.dataset.of}`, {
      method: "POST",
      headers: { "X-CSRFToken": form.elements.csrfmiddlewaretoken.value, Accept: "application/json" },
      body,
    }).catch(() => null);
    const answer = response?.headers.get("Content-Type")?.includes("json") ? await response.json() : null;
    if (response?.ok && answer) {
      photos.insertAdjacentHTML("beforeend", answer.html);
      form.elements.base.value = JSON.stringify({ ...JSON.parse(form.elements.base.value), ...answer.base });
      row.remove();
      keeping.touched();
      return;
    }
    row.className = "entry-failed";
    row.textContent = `${file.name}: ${answer?.failed?.[0]?.reason ?? answer?.message ?? form.querySelector(".entry-status").dataset.away}`;
  };

  const take = async (files) => {
    list.replaceChildren();
    if (!form.dataset.pictures) {
      [...files].forEach((file) => say(list, file.name));
      return;
    }
    const all = [...files];
    input.value = "";
    for (const file of all) await upload(file);
  };

  input.addEventListener("change", () => take(input.files));
  const holds = (event) => [...(event.dataTransfer?.types ?? [])].includes("Files");
  form.addEventListener("dragover", (event) => {
    if (!holds(event)) return;
    event.preventDefault();
    form.classList.add("entry-over");
  });
  form.addEventListener("dragleave", (event) => {
    if (!form.contains(event.relatedTarget)) form.classList.remove("entry-over");
  });
  form.addEventListener("drop", (event) => {
    if (!holds(event)) return;
    event.preventDefault();
    form.classList.remove("entry-over");
    const { files } = event.dataTransfer;
    if (!form.dataset.pictures) {
      const all = new DataTransfer();
      [...input.files, ...files].forEach((file) => all.items.add(file));
      input.files = all.files;
      take(all.files);
    } else take(files);
  });
}
