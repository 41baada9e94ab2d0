/* A finding of preflight leads to `form/?place=12,3#id_headline`: the field is opened and focused, the three characters
   from the twelfth on are marked. In a body they are counted in its plain text, a block a line. */

const id = decodeURIComponent(location.hash.slice(1));
const [at, length] = (new URLSearchParams(location.search).get("place") ?? "").split(",").map(Number);
const hasPlace = Number.isInteger(at) && Number.isInteger(length) && at >= 0 && length > 0;

/** The field, or where a form that can only be read shows it. */
function find(name) {
  const field = document.getElementById(name);
  if (field) return field;
  const [, row, last] = /^id_(?:([a-z]+-\d+)-)?(\w+)$/.exec(name) ?? [];
  if (!last) return null;
  const around = row ? document.getElementById(row) : document;
  return around?.querySelector(`.field-${CSS.escape(last)}`) ?? around;
}

/** Show what is folded away, and bring it into view. */
function show(element) {
  for (let outer = element.closest("details"); outer; outer = outer.parentElement?.closest("details")) outer.open = true;
  element.scrollIntoView({ block: "center" });
}

/** The text nodes' characters of a body in the order of its plain text, a line break (null) between blocks. */
function charactersOf(body) {
  const characters = [];
  const blocks = [...body.querySelectorAll("p, h3, li, th, td")].filter((one) => !one.querySelector("p, h3, li, th, td"));
  for (const block of blocks) {
    const line = [];
    const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      for (let offset = 0; offset < node.data.length; offset++) {
        const low = node.data.charCodeAt(offset);
        if (low >= 0xdc00 && low < 0xe000) continue; // counted with the first half of its character
        line.push({ node, offset, width: low >= 0xd800 && low < 0xdc00 ? 2 : 1 });
      }
    }
    const blank = (one) => /^[\s\u200b]$/.test(one.node.data[one.offset]);
    while (line.length && blank(line[0])) line.shift();
    while (line.length && blank(line.at(-1))) line.pop();
    if (!line.length) continue;
    if (characters.length) characters.push(null);
    characters.push(...line);
  }
  return characters;
}

/** Mark the place in a rich text, and put the cursor there. */
function markIn(body) {
  body.focus({ preventScroll: true });
  const wanted = charactersOf(body).slice(at, at + length).filter(Boolean);
  if (!wanted.length) return show(body);
  const range = document.createRange();
  range.setStart(wanted[0].node, wanted[0].offset);
  range.setEnd(wanted.at(-1).node, wanted.at(-1).offset + wanted.at(-1).width);
  getSelection().removeAllRanges();
  getSelection().addRange(range);
  if (window.Highlight) CSS.highlights.set("marked-place", new Highlight(range.cloneRange()));
  show(wanted[0].node.parentElement);
}

/** Offsets count characters, an input counts the halves of those that are wide. */
function markInField(field) {
  const characters = [...field.value.replace(/\r\n/g, "\n")];
  const start = characters.slice(0, at).join("").length;
  field.setSelectionRange(start, start + characters.slice(at, at + length).join("").length);
}

function lead() {
  const field = id && find(id);
  if (!field || !/^id_|-group$/.test(id)) return;
  const editor = window.CKEDITOR?.instances[field.id];
  if (editor) {
    if (editor.status !== "ready") return void editor.once("instanceReady", lead);
    const body = editor.editable().$;
    if (hasPlace) return markIn(body);
    body.focus();
    return show(body);
  }
  show(field);
  if (!field.matches("input, textarea, select")) {
    field.classList.add("desk-marked");
    return field.querySelector("input:not([type=hidden]), textarea, select, .add-row a")?.focus({ preventScroll: true });
  }
  field.focus({ preventScroll: true });
  if (hasPlace && "setSelectionRange" in field && field.value) markInField(field);
}

// CKEditor takes its fields over when the page is complete.
if (document.readyState === "complete") setTimeout(lead);
else addEventListener("load", () => setTimeout(lead));
