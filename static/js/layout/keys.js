/* The keyboard: on a zone, on a corner, while cutting or drawing, and the keys that work everywhere on the page. */

import * as shapes from "./shapes.js";

const STEP = 4; // units of the drawing: 0.4 % of the page's width
const WAYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

export function listenToKeys(editor, pointer, verbs) {
  const { drawing, words } = editor;
  let line = null; // the line to cut along: { upright, at }

  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented) return;
    const key = event.key.toLowerCase();
    if ((event.ctrlKey || event.metaKey) && !event.altKey && { z: 1, y: 1, s: 1 }[key]) {
      if (inField(event.target) && key !== "s") return;
      event.preventDefault();
      if (key === "s") verbs.save();
      else if (key === "y" || event.shiftKey) editor.redo();
      else editor.undo();
      return;
    }
    if (!editor.mayChange || inField(event.target)) return;
    if (line && cutting(event)) return event.preventDefault();
    if (editor.tool === "polygon" && drawingKeys(event)) return event.preventDefault();
    const onSheet = drawing.svg.contains(event.target) || event.target === document.body;
    const inside = onSheet || editor.root.contains(event.target);
    const isLetter = event.key.length === 1 && event.key !== " " && !event.ctrlKey && !event.metaKey && !event.altKey;
    if (onSheet ? sheet(event) : inside && (isLetter || event.key === "Escape") && letter(event.key)) event.preventDefault();
  });

  const inField = (target) => target.closest?.("input:not([type=checkbox]):not([type=radio]), textarea, select") !== null;

  function sheet(event) {
    const way = WAYS[event.key];
    const corner = event.target.dataset?.corner;
    if (way && editor.open(editor.zone)) {
      if (corner !== undefined) moveCorner(Number(corner), way, event);
      else if (event.shiftKey) resize(way, event);
      else move(way, event);
      return true;
    }
    if (event.ctrlKey || event.metaKey || event.altKey) return false;
    if (corner !== undefined && (event.key === "Delete" || event.key === "Backspace")) {
      editor.removeCorner(editor.zone, Number(corner));
      return true;
    }
    if (corner !== undefined && event.key === "Insert") {
      editor.insertCorner(editor.zone, Number(corner));
      return true;
    }
    return letter(event.key);
  }

  function letter(key) {
    const zone = editor.zone;
    switch (key.length === 1 ? key.toLowerCase() : key) {
      case "v": verbs.tool("select"); break;
      case "b": verbs.tool("box"); break;
      case "p": verbs.tool("polygon"); break;
      case "n": newBox(); break;
      case "Escape":
        pointer.cancel();
        if (editor.tool !== "select") verbs.tool("select");
        else if (zone) editor.select(null);
        else editor.pick(null); // what is drawn next is nobody's
        break;
      case "Enter":
      case " ": return enter();
      case "Delete":
      case "Backspace": if (!zone) return false; editor.remove(); break;
      case "c": if (!zone) return false; startCutting(); break;
      case "j": if (!zone) return false; editor.startUniting(); break;
      case "t": if (!zone) return false; verbs.take(); break;
      case "g": if (!zone) return false; editor.root.querySelector("[data-owner-choice]").focus(); break;
      default: return false;
    }
    return true;
  }

  /** Enter on a zone: selects it, joins with it, or goes to its corners. */
  function enter() {
    const id = document.activeElement?.dataset?.zoneId;
    const zone = editor.state.zones.find((one) => one.id === id);
    if (!zone) return false;
    if (editor.tool === "unite" && editor.zone && zone.id !== editor.selected) editor.unite(editor.zone, zone);
    else if (zone.id !== editor.selected) editor.select(zone.id);
    else drawing.handles.querySelector("[data-corner]")?.focus();
    return true;
  }

  function say(points) {
    const [wide, high] = editor.model.size;
    const [x0, y0, x1, y1] = shapes.bounds(points);
    const numbers = { x: x0 / wide, y: y0 / high, w: (x1 - x0) / wide, h: (y1 - y0) / high };
    editor.say(words.where.replace(/\{([xywh])\}/g, (_all, name) => Math.round(1000 * numbers[name]) / 10));
  }

  /** How far a key moves these edges along an axis. */
  function far(values, axis, sign, event, span) {
    const by = sign * (event.ctrlKey ? 1 : STEP);
    if (event.ctrlKey) return by;
    const others = editor.state.zones.filter(({ id }) => id !== editor.selected).map(({ points }) => points);
    return editor.snapper.step(values, editor.snapper.edges(axis, ...span, others), by);
  }

  function move(way, event) {
    const zone = editor.zone;
    const [x0, y0, x1, y1] = shapes.bounds(zone.points);
    const dx = way[0] && far([x0, x1], 0, way[0], event, [y0, y1]);
    const dy = way[1] && far([y0, y1], 1, way[1], event, [x0, x1]);
    editor.move(zone.id, dx, dy, `move ${zone.id}`);
    say(editor.zone.points);
  }

  function resize(way, event) {
    const zone = editor.zone;
    const box = shapes.bounds(zone.points);
    const axis = way[0] ? 0 : 1;
    const edge = event.altKey ? axis : axis + 2;
    const span = axis ? [box[0], box[2]] : [box[1], box[3]];
    box[edge] += far([box[edge]], axis, way[axis], event, span);
    box[edge] = Math.min(editor.model.size[axis], Math.max(0, box[edge]));
    if (box[2] - box[0] < 4 || box[3] - box[1] < 4) return editor.say(words.tooSmall);
    editor.reshape(zone.id, shapes.stretched(zone.points, box), words.reshaped, `size ${zone.id}`);
    return say(editor.zone.points);
  }

  function moveCorner(at, way, event) {
    const zone = editor.zone;
    const [x, y] = zone.points[at];
    const dx = way[0] && far([x], 0, way[0], event, [y - 40, y + 40]);
    const dy = way[1] && far([y], 1, way[1], event, [x - 40, x + 40]);
    if (editor.reshape(zone.id, zone.points.with(at, [x + dx, y + dy]), words.reshaped, `corner ${zone.id} ${at}`)) say(editor.zone.points);
  }

  /** A new box in the middle of what is seen of the sheet. */
  function newBox() {
    const seen = drawing.svg.getBoundingClientRect();
    const top = Math.max(0, seen.top);
    const foot = Math.min(innerHeight, seen.bottom);
    const y = ((top + foot) / 2 - seen.top) * drawing.unit;
    const [wide, high] = editor.model.size;
    const half = Math.min(80, high / 4);
    const middle = Math.min(high - half, Math.max(half, y));
    editor.add(shapes.corners([wide / 2 - 120, middle - half, wide / 2 + 120, middle + half]));
  }

  /* --- cutting ------------------------------------------------------------------------------------- */

  function startCutting() {
    if (!editor.open(editor.zone)) return;
    if (!shapes.canClip()) return editor.say(words.noClipping);
    const [x0, y0, x1, y1] = shapes.bounds(editor.zone.points);
    const upright = x1 - x0 > y1 - y0;
    line = { upright, at: upright ? (x0 + x1) / 2 : (y0 + y1) / 2 };
    verbs.tool("cut");
    editor.say(words.dragCut);
    return showLine();
  }

  function ends() {
    const [x0, y0, x1, y1] = shapes.bounds(editor.zone.points);
    return line.upright ? [[line.at, y0 - 8], [line.at, y1 + 8]] : [[x0 - 8, line.at], [x1 + 8, line.at]];
  }

  const showLine = () => drawing.guide([{ line: ends().flat() }]);

  function cutting(event) {
    if (editor.tool !== "cut" || !editor.zone) {
      line = null;
      return false;
    }
    const way = WAYS[event.key];
    const [x0, y0, x1, y1] = shapes.bounds(editor.zone.points);
    if (event.key === "Escape") {
      line = null;
      verbs.tool("select");
    } else if (event.key === "Enter") {
      const [from, to] = ends();
      line = null;
      editor.cut(editor.zone, from, to);
    } else if (event.key.toLowerCase() === "r") {
      line = { upright: !line.upright, at: line.upright ? (y0 + y1) / 2 : (x0 + x1) / 2 };
      showLine();
    } else if (way && way[line.upright ? 0 : 1]) {
      const axis = line.upright ? 0 : 1;
      const [low, top] = line.upright ? [x0, x1] : [y0, y1];
      const by = far([line.at], axis, way[axis], event, line.upright ? [y0, y1] : [x0, x1]);
      line.at = Math.min(top, Math.max(low, line.at + by));
      showLine();
    } else return Boolean(way);
    return true;
  }

  function drawingKeys(event) {
    if (event.key === "Enter") pointer.close();
    else if (event.key === "Backspace") pointer.back();
    else if (event.key === "Escape" && pointer.isDrawing) pointer.cancel();
    else return false;
    return true;
  }

  drawing.svg.addEventListener("focusin", (event) => {
    const id = event.target.dataset?.zoneId;
    if (id && id !== editor.selected && editor.tool === "select") editor.select(id);
  });

  return { startCutting };
}
