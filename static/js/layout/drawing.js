/* Draws the state on the sheet. Elements stay while their zone does, so that the keyboard's place is kept. */

import { bounds } from "./shapes.js";

const SVG = "http://www.w3.org/2000/svg";

export function make(name, attributes = {}, parent = null) {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  parent?.append(element);
  return element;
}

const listed = (points) => points.map(([x, y]) => `${x.toFixed(2)},${y.toFixed(2)}`).join(" ");

export class Drawing {
  constructor(svg, words) {
    this.svg = svg;
    this.words = words;
    svg.replaceChildren();
    this.zones = make("g", { class: "zones" }, svg);
    this.handles = make("g", { class: "handles" }, svg);
    this.guides = make("g", { class: "guides", "aria-hidden": "true" }, svg);
    this.made = new Map();
  }

  /** How many units of the drawing one pixel of the screen is. */
  get unit() {
    return this.svg.viewBox.baseVal.width / (this.svg.getBoundingClientRect().width || 1);
  }

  /** Where on the drawing an event happened. */
  at(event) {
    const { left, top } = this.svg.getBoundingClientRect();
    return [(event.clientX - left) * this.unit, (event.clientY - top) * this.unit];
  }

  render(model, state, { selected, owner, mayChange }) {
    const keys = [...model.keys(state), ""];
    const wanted = keys.flatMap((key) => model.of(state, key));
    const order = wanted.map(({ id }) => id);
    for (const [id, element] of this.made) {
      if (!order.includes(id)) {
        element.remove();
        this.made.delete(id);
      }
    }
    const focused = document.activeElement;
    wanted.forEach((zone, at) => {
      const element = this.made.get(zone.id) ?? this.zone(zone);
      if (this.zones.children[at] !== element) this.zones.insertBefore(element, this.zones.children[at] ?? null);
      this.show(element, model, state, zone, { selected, owner, mayChange });
    });
    if (focused?.isConnected && focused !== document.activeElement) focused.focus({ preventScroll: true });
    const zone = mayChange ? state.zones.find(({ id }) => id === selected) : null;
    this.corners(zone && !model.isLocked(state, zone.owner) ? zone : null);
  }

  zone(zone) {
    const element = make("g", { tabindex: "0", role: "button", "data-zone-id": zone.id });
    make("polygon", {}, element);
    make("text", { "aria-hidden": "true" }, element);
    this.made.set(zone.id, element);
    return element;
  }

  show(element, model, state, zone, { selected, owner }) {
    const own = model.owner(state, zone.owner);
    const kind = zone.role !== "zone" ? zone.role : own ? own.kind : "nobody";
    const [x0, y0, x1] = bounds(zone.points);
    const tag = model.tag(state, zone);
    element.setAttribute("class", `zone zone-${kind}${zone.id === selected ? " is-selected" : ""}${zone.owner && zone.owner === owner ? " is-owned" : ""}${own?.locked ? " is-locked" : ""}`);
    element.setAttribute("aria-pressed", String(zone.id === selected));
    const name = own?.name ?? this.words.nobody;
    const label = this.words.zoneLabel.replace("{tag}", tag).replace("{name}", name);
    element.setAttribute("aria-label", own?.locked ? `${label}, ${this.words.locked}` : label);
    element.firstChild.setAttribute("points", listed(zone.points));
    const text = element.lastChild;
    const size = Math.min((this.unit > 2 ? 10 : 13) * this.unit, 24, Math.max(9, x1 - x0));
    text.setAttribute("x", x0 + size * 0.6);
    text.setAttribute("y", Math.max(size * 0.8, y0 + size * 0.4)); // on the upper edge, where nothing is printed
    text.setAttribute("font-size", size);
    text.textContent = tag;
  }

  /** The corners and edges of the selected zone, to be dragged or gone to by Tab. */
  corners(zone) {
    const focused = document.activeElement?.dataset?.corner;
    if (!zone) {
      this.handles.replaceChildren();
      return;
    }
    const n = zone.points.length;
    const r = (matchMedia("(pointer: coarse)").matches ? 8 : 5) * this.unit;
    if (this.handles.dataset.zone !== zone.id || this.handles.querySelectorAll("[data-corner]").length !== n) {
      this.handles.replaceChildren();
      this.handles.dataset.zone = zone.id;
      make("polygon", { class: "grab", "aria-hidden": "true" }, this.handles); // over all, for the finger
      zone.points.forEach((_point, at) => make("line", { "data-edge": at, "aria-hidden": "true" }, this.handles));
      zone.points.forEach((_point, at) => {
        const label = this.words.corner.replace("{n}", at + 1).replace("{all}", n);
        make("circle", { "data-corner": at, tabindex: "0", role: "button", "aria-label": label }, this.handles);
      });
      if (focused !== undefined) this.handles.querySelector(`[data-corner="${Math.min(focused, n - 1)}"]`)?.focus({ preventScroll: true });
    }
    this.handles.querySelector(".grab").setAttribute("points", listed(zone.points));
    zone.points.forEach(([x, y], at) => {
      const circle = this.handles.querySelector(`[data-corner="${at}"]`);
      for (const [key, value] of [["cx", x], ["cy", y], ["r", r]]) circle.setAttribute(key, value);
      const [nx, ny] = zone.points[(at + 1) % n];
      const edge = this.handles.querySelector(`[data-edge="${at}"]`);
      for (const [key, value] of [["x1", x], ["y1", y], ["x2", nx], ["y2", ny]]) edge.setAttribute(key, value);
      edge.setAttribute("class", Math.abs(x - nx) < 0.01 ? "upright" : Math.abs(y - ny) < 0.01 ? "level" : "slanted");
    });
  }

  /** Lines and shapes that show what is being done; none where nothing is given. */
  guide(shapes = []) {
    this.guides.replaceChildren();
    for (const { points, line, closed } of shapes) {
      if (points) make(closed ? "polygon" : "polyline", { points: listed(points) }, this.guides);
      if (line) make("line", { x1: line[0], y1: line[1], x2: line[2], y2: line[3] }, this.guides);
    }
  }
}
