/* The picture of a page at any size, by OpenSeadragon, in a dialog over the page. The zones move into it and
 * stay links. The part that is shown stands in the address (#xywh=percent:…, a media fragment), so that a link
 * leads to it; a jump line followed in the zoom lands in the zoom of the other page. */

const STAYS = "deep-zoom"; // in the session: the next page is to open enlarged
const REGION = /^#xywh=percent:([\d.]+),([\d.]+),([\d.]+),([\d.]+)$/;
const KEYS = {
  "+": "in",
  "=": "in",
  "-": "out",
  0: "whole",
  ArrowLeft: "left",
  ArrowRight: "right",
  ArrowUp: "up",
  ArrowDown: "down",
};
const calm = matchMedia("(prefers-reduced-motion: reduce)");
let loading = null;

/** Whether the reader came here to see the page enlarged. Asking ends it. */
export function wantsZoom() {
  const stays = sessionStorage.getItem(STAYS) !== null;
  sessionStorage.removeItem(STAYS);
  return stays || REGION.test(location.hash);
}

function library(address) {
  loading ??= new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = address;
    script.onload = () => resolve(window.OpenSeadragon);
    script.onerror = () => {
      loading = null;
      script.remove();
      reject(new Error(address));
    };
    document.head.append(script);
  });
  return loading;
}

/** OpenSeadragon adds a style element where it finds none of its own; the policy of our pages refuses those. An
 * element of the name that is no style is what it looks for. */
function keepStyleOut() {
  if (document.querySelector("style[data-openseadragon-mobile-css]")) return;
  const none = document.createElementNS(null, "style");
  none.setAttribute("data-openseadragon-mobile-css", "");
  document.head.append(none);
}

/** Open the zoom of the page that `link` enlarges, at the zone or region that `place` (a fragment) names. */
export async function openZoom(link, place) {
  const OpenSeadragon = await library(link.dataset.library);
  keepStyleOut();
  const dialog = document.getElementById("deep-zoom");
  if (dialog.open) return;
  const picture = document.querySelector(".facsimile img");
  const start = startingAt(place || location.hash, picture);
  const stage = dialog.querySelector(".deep-zoom-stage");
  dialog.showModal();
  const viewer = OpenSeadragon({
    element: stage,
    tileSources: link.dataset.info,
    drawer: "canvas",
    showNavigationControl: false,
    keyboardNavEnabled: false, // ours work from everywhere in the dialog, and turn no picture upside down
    animationTime: calm.matches ? 0 : 0.6,
    immediateRender: calm.matches,
    visibilityRatio: 1,
    minZoomImageRatio: 1,
    maxZoomPixelRatio: 2,
    gestureSettingsMouse: { clickToZoom: false, dblClickToZoom: true },
    gestureSettingsPen: { clickToZoom: false },
  });
  const moved = moveIn(OpenSeadragon, viewer, dialog);
  const buttons = new AbortController();
  const leave = () => {
    buttons.abort();
    moved.back();
    viewer.destroy();
    const zone = place.startsWith("#z") ? place : "";
    history.replaceState(null, "", location.pathname + location.search + zone);
    link.focus({ preventScroll: true });
  };
  dialog.addEventListener("close", leave, { once: true });
  dialog.addEventListener(
    "click",
    (event) => act(event.target.closest("[data-do]")?.dataset.do, viewer, dialog),
    buttons,
  );
  dialog.addEventListener(
    "keydown",
    (event) => {
      const what = KEYS[event.key];
      if (!what || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      act(what, viewer, dialog);
    },
    buttons,
  );

  await new Promise((resolve, reject) => {
    viewer.addOnceHandler("open", resolve);
    viewer.addOnceHandler("open-failed", () => {
      dialog.close();
      reject(new Error(link.dataset.info));
    });
  });
  const [x, y, width, height] = start;
  viewer.viewport.fitBounds(new OpenSeadragon.Rect(x, y, width, height), true);
  viewer.viewport.applyConstraints(true);
  viewer.canvas.setAttribute("role", "group");
  viewer.canvas.setAttribute("aria-label", picture.alt);
  viewer.canvas.focus();
  // The address names a zone until the reader moves away from it.
  let isMoved = false;
  const moves = ["canvas-drag", "canvas-scroll", "canvas-pinch", "canvas-double-click"];
  for (const one of moves) viewer.addHandler(one, () => (isMoved = true));
  dialog.addEventListener("keydown", () => (isMoved = true), buttons);
  dialog.addEventListener("click", () => (isMoved = true), buttons);
  viewer.addHandler("animation-finish", () => isMoved && remember(viewer));
}

/** What to show first, in widths of the picture: x, y, width, height. */
function startingAt(place, picture) {
  const region = REGION.exec(place);
  const zone = place.startsWith("#z") ? document.getElementById(place.slice(1)) : null;
  const ratio = picture.height / picture.width;
  if (region) {
    const [x, y, width, height] = region.slice(1).map((percent) => Number(percent) / 100);
    return [x, y * ratio, width, height * ratio];
  }
  if (zone) return around(zone);
  // Half as large again as it was, around the middle of what was on the screen.
  const shown = picture.getBoundingClientRect();
  const width = Math.min(1, innerWidth / (1.5 * shown.width));
  const height = (width * innerHeight) / innerWidth;
  const middle = (Math.max(0, shown.top) + Math.min(innerHeight, shown.bottom)) / 2;
  return [(1 - width) / 2, (middle - shown.top) / shown.width - height / 2, width, height];
}

/** A zone with a margin, in widths of the picture. */
function around(zone) {
  const { width: whole } = zone.ownerSVGElement.viewBox.baseVal;
  const { x, y, width, height } = zone.getBBox();
  const margin = 0.02;
  return [x / whole - margin, y / whole - margin, width / whole + 2 * margin, height / whole + 2 * margin];
}

/** Lay the zones over the picture in the zoom; `back` puts them where they were. */
function moveIn(OpenSeadragon, viewer, dialog) {
  const zones = document.querySelector("svg.zones");
  const figure = zones.parentElement;
  const label = figure.querySelector(".zone-name");
  const { width, height } = zones.viewBox.baseVal;
  const listening = new AbortController();
  const show = (zone, always) => {
    const [x, y, w, h] = around(zone);
    const shown = viewer.viewport.getBounds();
    const middle = new OpenSeadragon.Point(x + w / 2, y + h / 2);
    if (always) viewer.viewport.fitBounds(new OpenSeadragon.Rect(x, y, w, h));
    else if (!shown.containsPoint(middle)) viewer.viewport.panTo(middle);
    viewer.viewport.applyConstraints();
  };

  viewer.addOnceHandler("open", () => {
    viewer.addOverlay({ element: zones, location: new OpenSeadragon.Rect(0, 0, 1, height / width) });
  });
  const wayBack = document.querySelector("a.way-back") ?? "";
  dialog.append(label, wayBack);
  // The picture takes the pointer, to be dragged by it, so that a click does not reach the links by itself; and
  // it stops what a click does, which would stop the Enter key on a link as well.
  viewer.innerTracker.preProcessEventHandler = (info) => {
    if (info.eventType === "click") info.preventDefault = false;
  };
  viewer.addHandler("canvas-click", (event) => {
    const zone = event.quick && event.originalTarget.closest?.("a.zone");
    if (!zone) return;
    event.preventDefaultAction = true;
    const { ctrlKey, metaKey, shiftKey } = event.originalEvent;
    const click = { bubbles: true, cancelable: true, view: window, ctrlKey, metaKey, shiftKey };
    zone.dispatchEvent(new MouseEvent("click", click));
  });
  dialog.addEventListener(
    "focusin", // an SVG that listens for it itself would be a stop of the Tab key
    (event) => {
      for (const box of [viewer.canvas, viewer.container]) box.scrollTo(0, 0); // the zoom brings it into view
      const zone = event.target.closest("a.zone:focus-visible");
      if (zone) show(zone, false);
    },
    listening,
  );
  addEventListener(
    "hashchange",
    () => {
      const zone = document.getElementById(location.hash.slice(1));
      if (zone?.matches(".zone")) show(zone, true);
    },
    listening,
  );
  dialog.addEventListener(
    "click",
    (event) => {
      if (event.target.closest(".zone-out, .zone-in, .way-back, [rel]")) sessionStorage.setItem(STAYS, "");
    },
    listening,
  );
  return {
    back() {
      listening.abort();
      viewer.removeOverlay(zones);
      zones.removeAttribute("style");
      label.hidden = true;
      figure.append(zones, label);
      document.body.append(dialog.querySelector("a.way-back") ?? "");
    },
  };
}

function act(what, viewer, dialog) {
  const { viewport } = viewer;
  const step = viewport.getBounds().width / 8;
  const pan = { left: [-step, 0], right: [step, 0], up: [0, -step], down: [0, step] }[what];
  if (what === "close") return dialog.close();
  if (what === "in" || what === "out") viewport.zoomBy(what === "in" ? 1.6 : 1 / 1.6);
  if (what === "whole") viewport.goHome();
  if (pan) viewport.panBy(new window.OpenSeadragon.Point(...pan));
  viewport.applyConstraints();
}

/** Keep in the address what is shown. */
function remember(viewer) {
  const { width, height } = document.querySelector("svg.zones").viewBox.baseVal;
  const shown = viewer.viewport.getBounds();
  const ratio = height / width;
  const [left, right] = [Math.max(0, shown.x), Math.min(1, shown.x + shown.width)];
  const [top, bottom] = [Math.max(0, shown.y / ratio), Math.min(1, (shown.y + shown.height) / ratio)];
  const numbers = [left, top, right - left, bottom - top].map((share) => (share * 100).toFixed(2));
  history.replaceState(null, "", `#xywh=percent:${numbers.join(",")}`);
}
