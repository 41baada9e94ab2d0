/* The reader's choice between serif and sans for body text. Kept in the browser's own storage, so that no cookie is
 * set and no page differs on the server. Loaded before the style sheet, so that no page is set twice; without scripts
 * the button is not there and text is set in serif. */

(() => {
  const KEY = "typeface";
  const root = document.documentElement;

  function chosen() {
    try {
      return localStorage.getItem(KEY) === "sans" ? "sans" : "serif";
    } catch {
      return root.dataset.typeface ?? "serif"; // storage is forbidden: the choice lasts for this page
    }
  }

  function choose(typeface) {
    root.dataset.typeface = typeface;
    try {
      localStorage.setItem(KEY, typeface);
    } catch {
      /* as above */
    }
  }

  /** The button, worded with what it would change to. */
  function offer() {
    const template = document.getElementById("typeface");
    if (!template) return;
    const button = template.content.firstElementChild.cloneNode(true);
    const word = () => (button.textContent = button.dataset[root.dataset.typeface === "sans" ? "serif" : "sans"]);
    word();
    button.addEventListener("click", () => {
      choose(root.dataset.typeface === "sans" ? "serif" : "sans");
      word();
    });
    template.replaceWith(button);
  }

  root.dataset.typeface = chosen();
  document.addEventListener("DOMContentLoaded", offer);
})();
