/* Mouse, pen and finger on the sheet: selecting, moving, reshaping, drawing, cutting, and dragging a zone away. */

import * as shapes from "./shapes.js";

const FAR = 4; // pixels: less is a click

export function listenToPointer(editor, dropped) {
  const { drawing } = editor;
  const svg = drawing.svg;
  let doing = null;
  let polygon = [];

  /** The smallest zone there: one that lies around others, as the hull of a folio does, hides none of them. */
  const zoneAt = (event) => {
    const at = drawing.at(event);
    const here = editor.state.zones.filter(({ points }) => shapes.contains(points, at));
    return here.sort((a, b) => shapes.area(a.points) - shapes.area(b.points))[0] ?? null;
  };
  const others = (id) => editor.state.zones.filter((zone) => zone.id !== id).map(({ points }) => points);
  const reach = () => 7 * drawing.unit;

  /** A point brought onto the edges of the text near it. */
  const snapped = ([x, y], id = null) => {
    const near = 40;
    const across = editor.snapper.edges(0, y - near, y + near, others(id));
    const down = editor.snapper.edges(1, x - near, x + near, others(id));
    return [x + editor.snapper.pull([x], across, reach()), y + editor.snapper.pull([y], down, reach())];
  };

  function begin(event) {
    const at = drawing.at(event);
    if (editor.tool === "box") return { kind: "box", from: snapped(at) };
    if (editor.tool === "cut") return { kind: "cut", from: at };
    if (editor.tool === "polygon") return { kind: "point" };
    const handle = event.target.closest?.("[data-corner], [data-edge]");
    if (handle && editor.open(editor.zone)) {
      const { corner, edge } = handle.dataset;
      return { kind: corner === undefined ? "edge" : "corner", index: Number(corner ?? edge), zone: editor.zone, from: at, free: event.altKey };
    }
    const zone = zoneAt(event);
    if (editor.tool === "unite") {
      if (zone && editor.zone && zone.id !== editor.selected) editor.unite(editor.zone, zone);
      return null;
    }
    // A finger moves what is selected already, so that a page can be scrolled through its zones.
    const may = zone && editor.open(zone) && (event.pointerType !== "touch" || editor.selected === zone.id);
    if (zone?.id !== editor.selected) editor.select(zone?.id ?? null);
    return may ? { kind: "move", zone: editor.state.zones.find(({ id }) => id === zone.id), from: at } : null;
  }

  svg.addEventListener("pointerdown", (event) => {
    if (event.button || !event.isPrimary) return;
    doing = begin(event);
    if (!doing) return;
    doing.start = [event.clientX, event.clientY];
    svg.setPointerCapture(event.pointerId);
  });

  // A finger that moves a zone does not scroll; touch-action is not heeded on every shape of a drawing.
  svg.addEventListener("touchstart", (event) => doing && event.preventDefault(), { passive: false });

  svg.addEventListener("pointermove", (event) => {
    if (editor.tool === "polygon" && polygon.length) drawing.guide([{ points: [...polygon, snapped(drawing.at(event))] }]);
    if (!doing) return hover(event);
    if (!doing.moved && Math.hypot(event.clientX - doing.start[0], event.clientY - doing.start[1]) < FAR) return;
    doing.moved = true;
    if (doing.kind === "move") dropped.over(event, outside(event));
    doing.points = shape(event);
    const line = doing.kind === "cut" ? { line: [...doing.from, ...drawing.at(event)] } : { points: doing.points, closed: true };
    drawing.guide(doing.points || doing.kind === "cut" ? [line] : []);
  });

  function hover(event) {
    const id = editor.tool === "select" || editor.tool === "unite" ? zoneAt(event)?.id : null;
    for (const element of drawing.zones.querySelectorAll(".is-hovered")) element.classList.remove("is-hovered");
    if (id) drawing.made.get(id).classList.add("is-hovered");
  }

  const outside = (event) => {
    const under = document.elementFromPoint(event.clientX, event.clientY);
    return under && !svg.contains(under) ? under : null;
  };

  /** The polygon that what is being done would give now. */
  function shape(event) {
    const at = drawing.at(event);
    const { zone, from, kind } = doing;
    if (kind === "box") {
      const [x, y] = snapped(at);
      return shapes.corners([Math.min(from[0], x), Math.min(from[1], y), Math.max(from[0], x), Math.max(from[1], y)]);
    }
    if (kind === "move") return moved(zone, at[0] - from[0], at[1] - from[1]);
    if (kind === "corner") return cornered(zone, doing.index, snapped(at, zone.id), doing.free);
    if (kind === "edge") return edged(zone, doing.index, snapped(at, zone.id));
    return null;
  }

  function moved(zone, dx, dy) {
    const [x0, y0, x1, y1] = shapes.bounds(zone.points);
    const [a, b, c, d] = [x0 + dx, y0 + dy, x1 + dx, y1 + dy];
    const across = editor.snapper.edges(0, b, d, others(zone.id));
    const down = editor.snapper.edges(1, a, c, others(zone.id));
    return shapes.shifted(zone.points, dx + editor.snapper.pull([a, c], across, reach()), dy + editor.snapper.pull([b, d], down, reach()));
  }

  /** A box stays one when a corner is dragged, except with Alt. */
  function cornered(zone, index, [x, y], free) {
    if (free || !shapes.isBox(zone.points)) return zone.points.with(index, [x, y]);
    const [fx, fy] = zone.points[(index + 2) % 4];
    return zone.points.map(([px, py], at) => {
      if (at === index) return [x, y];
      if (at === (index + 2) % 4) return [fx, fy];
      return [px === fx ? fx : x, py === fy ? fy : y];
    });
  }

  /** An upright or level edge moves along; a slanted one is bent where it is taken. */
  function edged(zone, index, [x, y]) {
    const next = (index + 1) % zone.points.length;
    const [[ax, ay], [bx, by]] = [zone.points[index], zone.points[next]];
    if (ax === bx) return zone.points.map((point, at) => (at === index || at === next ? [x, point[1]] : point));
    if (ay === by) return zone.points.map((point, at) => (at === index || at === next ? [point[0], y] : point));
    return zone.points.toSpliced(index + 1, 0, [x, y]);
  }

  svg.addEventListener("pointerup", (event) => {
    const done = doing;
    doing = null;
    if (!done) return;
    if (done.kind === "point") return point(event);
    drawing.guide();
    const target = done.kind === "move" && done.moved ? outside(event) : null;
    dropped.over(null, null);
    if (target && dropped.on(done.zone, target)) return;
    if (!done.moved) return;
    if (done.kind === "cut") editor.cut(editor.zone, done.from, drawing.at(event));
    else if (done.kind === "box") editor.add(done.points);
    else if (done.kind === "move") {
      const [[x, y]] = done.points;
      editor.move(done.zone.id, x - done.zone.points[0][0], y - done.zone.points[0][1]);
    } else editor.reshape(done.zone.id, done.points, editor.words.reshaped);
  });

  svg.addEventListener("pointercancel", () => cancel());
  svg.addEventListener("dblclick", (event) => {
    const edge = event.target.closest?.("[data-edge]");
    if (edge && editor.open(editor.zone)) editor.insertCorner(editor.zone, Number(edge.dataset.edge), drawing.at(event));
  });

  /** One more corner of the polygon that is being drawn; near the first one it is closed. */
  function point(event) {
    const at = snapped(drawing.at(event));
    const [first] = polygon;
    if (first && polygon.length > 2 && Math.hypot(at[0] - first[0], at[1] - first[1]) < 12 * drawing.unit) return close();
    const last = polygon.at(-1);
    if (!last || Math.hypot(at[0] - last[0], at[1] - last[1]) > 1) polygon.push(at);
    drawing.guide([{ points: polygon }]);
    return null;
  }

  function close() {
    const points = polygon;
    polygon = [];
    drawing.guide();
    if (points.length > 2) editor.add(points);
  }

  function cancel() {
    doing = null;
    polygon = [];
    drawing.guide();
    dropped.over(null, null);
  }

  return {
    close,
    cancel,
    get isDrawing() {
      return polygon.length > 0;
    },
    back() {
      polygon.pop();
      drawing.guide(polygon.length ? [{ points: polygon }] : []);
    },
  };
}
