/* The layout view. Without this script the page still lists what stands on it, orders, jumps and joins by forms. */

import { Editor } from "./layout/editor.js";
import { listenToKeys } from "./layout/keys.js";
import { listenToPointer } from "./layout/pointer.js";
import { listenToSaving } from "./layout/saving.js";
import { listenToSide } from "./layout/side.js";
import { listenToTails } from "./layout/tails.js";

const WIDTHS = [100, 140, 200, 280]; // percent of the stage

const root = document.getElementById("layout");
const editor = new Editor(root, JSON.parse(document.getElementById("layout-data").textContent));
const saving = listenToSaving(editor);
const tails = listenToTails(editor, saving);
const pointer = listenToPointer(editor, tails);

/** A story of the text that is printed in the selected zone: saved at once, so that the text is seen. */
async function take() {
  if (!editor.open(editor.zone)) return;
  editor.assign(editor.selected, "new:story");
  if ((await saving.save()) || saving.isRefused) return;
  editor.history.undo(); // the message says why; the zone is whose it was
  editor.history.future.pop();
  editor.render();
}

function tool(name) {
  pointer.cancel();
  editor.setTool(name);
}

const verbs = { save: saving.save, take, tool };
const keys = listenToKeys(editor, pointer, verbs);
listenToSide(editor, verbs);

const does = {
  undo: () => editor.undo(),
  redo: () => editor.redo(),
  save: saving.save,
  merge: saving.merge,
  theirs: saving.theirs,
  larger: () => zoom(1),
  smaller: () => zoom(-1),
  take,
  cut: () => keys.startCutting(),
  unite: () => editor.startUniting(),
  corner: () => editor.addCorner(),
  earlier: () => editor.readEarlier(-1),
  later: () => editor.readEarlier(1),
  delete: () => editor.remove(),
};

let width = 0;
function zoom(by) {
  width = Math.min(WIDTHS.length - 1, Math.max(0, width + by));
  const sheet = root.querySelector(".layout-sheet");
  sheet.style.width = `${WIDTHS[width]}%`;
  const picture = sheet.querySelector("img");
  if (picture) picture.sizes = `${sheet.clientWidth}px`; // a larger copy where it is needed
  editor.render();
}

root.addEventListener("click", (event) => {
  const button = event.target.closest("button[data-do], button[data-tool]");
  if (!button) return;
  if (button.dataset.tool) tool(button.dataset.tool);
  else does[button.dataset.do]();
});
root.querySelector("[data-snap]")?.addEventListener("change", (event) => (editor.snapper.on = event.target.checked));
editor.listeners.push(() => {
  for (const button of root.querySelectorAll("button[data-tool]")) button.setAttribute("aria-pressed", String(button.dataset.tool === editor.tool));
});
new ResizeObserver(() => editor.render()).observe(editor.drawing.svg);

root.querySelector(".layout-bar").hidden = false;
const here = root.querySelector(".layout-strip [aria-current]")?.parentElement;
if (here) here.closest("nav").scrollLeft = here.offsetLeft - here.closest("nav").offsetLeft - here.clientWidth;
root.dataset.tool = "select";
const wanted = location.hash.startsWith("#o-") ? location.hash.slice(3) : null;
if (wanted && editor.model.owners.has(wanted)) editor.owner = wanted;
editor.render();
