/* Select2 shows a choice as a box of its own without saying whose it is; here each gets its label's words. */

/** Name the boxes of all choices that Select2 has drawn. */
function nameBoxes() {
  for (const select of document.querySelectorAll("select.select2-hidden-accessible")) {
    const words = select.getAttribute("aria-label") ?? select.labels[0]?.textContent.trim().replace(/[:：]$/, "");
    const box = select.nextElementSibling?.querySelector(".select2-selection");
    if (!words || !box) continue;
    box.setAttribute("aria-label", words);
    box.querySelector(".select2-selection__rendered")?.setAttribute("aria-label", words);
  }
}

// Django's own script draws them on these two occasions, and it was there first.
django.jQuery(nameBoxes);
document.addEventListener("formset:added", nameBoxes);
