/* The layout being edited: what is selected, and the verbs that change it, each one step that can be undone. */

import { Drawing } from "./drawing.js";
import { History } from "./history.js";
import { Model } from "./model.js";
import * as shapes from "./shapes.js";
import { Snapper } from "./snapping.js";

export class Editor {
  constructor(root, data) {
    this.root = root;
    this.words = data.words;
    this.data = data;
    this.mayChange = data.mayChange;
    this.model = new Model(data);
    this.history = new History(this.model.stateOf(data));
    this.drawing = new Drawing(root.querySelector(".layout-zones"), data.words);
    const [wide, high] = data.drawn;
    this.snapper = new Snapper(data.lines.map(([x0, y0, x1, y1]) => [(x0 / 1e4) * wide, (y0 / 1e4) * high, (x1 / 1e4) * wide, (y1 / 1e4) * high]));
    this.selected = null; // a zone's id
    this.owner = null; // the key of the row that new zones belong to
    this.tool = "select";
    this.listeners = [];
  }

  get state() {
    return this.history.now;
  }

  get zone() {
    return this.state.zones.find(({ id }) => id === this.selected) ?? null;
  }

  /** Whether the zone may be changed by this user now. */
  open(zone) {
    return this.mayChange && Boolean(zone) && !this.model.isLocked(this.state, zone.owner);
  }

  say(text) {
    this.root.querySelector("[data-says]").textContent = text;
  }

  render() {
    if (this.selected && !this.zone) this.selected = null;
    this.drawing.render(this.model, this.state, this);
    for (const listener of this.listeners) listener();
  }

  select(id) {
    this.selected = id;
    if (this.zone?.owner) this.owner = this.zone.owner;
    if (this.zone && this.mayChange && !this.open(this.zone)) {
      this.say(`${this.model.owner(this.state, this.zone.owner).name}: ${this.words.locked}`);
    }
    this.render();
  }

  pick(owner) {
    this.owner = owner;
    if (this.zone && this.zone.owner !== owner) this.selected = null;
    this.render();
  }

  setTool(tool) {
    this.tool = tool;
    this.root.dataset.tool = tool;
    this.drawing.guide();
    if (tool === "box") this.say(this.words.drawBox);
    if (tool === "polygon") this.say(this.words.drawPolygon);
    this.render();
  }

  commit(state, what, key = "") {
    this.history.push(state, what, key);
    this.render();
  }

  /** A polygon on the page and of a shape that can be kept; else null, and the user reads why. */
  kept(points) {
    const [wide, high] = this.model.size;
    const inside = points.map(([x, y]) => [Math.min(wide, Math.max(0, x)), Math.min(high, Math.max(0, y))]);
    const [x0, y0, x1, y1] = shapes.bounds(inside);
    if (x1 - x0 < 4 || y1 - y0 < 4) this.say(this.words.tooSmall);
    else if (!shapes.isSimple(inside)) this.say(this.words.crossed);
    else return inside;
    return null;
  }

  reshape(id, points, what, key = "") {
    const inside = this.kept(points);
    if (inside) this.commit(this.model.changed(this.state, id, { points: inside }), what, key);
    else this.render();
    return Boolean(inside);
  }

  /** Move a zone whole; it stops at the edge of the page. */
  move(id, dx, dy, key = "") {
    const zone = this.state.zones.find((one) => one.id === id);
    const [x0, y0, x1, y1] = shapes.bounds(zone.points);
    const [wide, high] = this.model.size;
    const by = [Math.min(wide - x1, Math.max(-x0, dx)), Math.min(high - y1, Math.max(-y0, dy))];
    if (by[0] || by[1]) this.reshape(id, shapes.shifted(zone.points, ...by), this.words.moved, key);
  }

  add(points) {
    const inside = this.kept(points);
    if (!inside) return this.drawing.guide();
    const owner = this.owner && !this.model.isLocked(this.state, this.owner) ? this.owner : "";
    const zone = { id: this.model.newId(), owner, role: "zone", points: inside, given: null };
    this.selected = zone.id;
    this.commit({ ...this.state, zones: [...this.state.zones, zone] }, this.words.drawn);
    this.setTool("select");
    this.drawing.made.get(zone.id)?.focus({ preventScroll: true });
  }

  remove() {
    const zone = this.zone;
    if (!this.open(zone)) return;
    const next = this.model.of(this.state, zone.owner).find(({ id }) => id !== zone.id);
    this.selected = next?.id ?? null;
    this.commit({ ...this.state, zones: this.state.zones.filter(({ id }) => id !== zone.id) }, this.words.deleted);
    if (next) this.drawing.made.get(next.id)?.focus({ preventScroll: true });
  }

  /** Give a zone to an owner; `key` may be `new:story`, `new:advert`, … */
  assign(id, key, role = "zone") {
    const zone = this.state.zones.find((one) => one.id === id);
    if (!this.open(zone) || (key && this.model.isLocked(this.state, key))) return;
    let state = this.state;
    if (key.startsWith("new:")) [state, key] = this.withFresh(state, key.slice(4));
    const fit = !key || (this.model.owner(state, key).roles ?? ["zone"]).includes(role) ? role : "zone";
    const taken = fit !== "zone" && state.zones.some((one) => one.owner === key && one.role === fit && one.id !== id);
    const changed = this.model.changed(state, id, { owner: key, role: taken ? "zone" : fit });
    const moved = changed.zones.find((one) => one.id === id);
    this.owner = key || this.owner;
    const name = this.model.owner(state, key)?.name ?? this.words.nobody;
    this.commit({ ...changed, zones: [...changed.zones.filter((one) => one !== moved), moved] }, this.words.assigned.replace("{name}", name));
    this.say(this.words.assigned.replace("{name}", name));
  }

  withFresh(state, kind) {
    const n = (this.model.made = (this.model.made ?? 0) + 1);
    const name = kind === "story" ? this.words.newStory.replace("{n}", n) : this.words.newKind.replace("{kind}", this.data.kinds[kind]);
    const fresh = { key: `${kind}-${n}`, kind: kind === "story" ? "part" : "left", name };
    const order = kind === "story" ? [...state.order, fresh.key] : state.order;
    return [{ ...state, fresh: [...state.fresh, fresh], order }, fresh.key];
  }

  addCorner() {
    const zone = this.zone;
    if (!this.open(zone)) return;
    const long = zone.points.map(([x, y], at) => {
      const [nx, ny] = zone.points[(at + 1) % zone.points.length];
      return Math.hypot(nx - x, ny - y);
    });
    this.insertCorner(zone, long.indexOf(Math.max(...long)));
  }

  insertCorner(zone, after, point = null) {
    const [x, y] = zone.points[after];
    const [nx, ny] = zone.points[(after + 1) % zone.points.length];
    const points = zone.points.toSpliced(after + 1, 0, point ?? [(x + nx) / 2, (y + ny) / 2]);
    if (this.reshape(zone.id, points, this.words.reshaped)) {
      this.drawing.handles.querySelector(`[data-corner="${after + 1}"]`)?.focus({ preventScroll: true });
    }
  }

  removeCorner(zone, at) {
    if (zone.points.length > 3) this.reshape(zone.id, zone.points.toSpliced(at, 1), this.words.reshaped);
  }

  /** Cut a zone in two along a line; both pieces are read one after the other. */
  cut(zone, from, to) {
    if (!shapes.canClip()) return this.say(this.words.noClipping);
    const pieces = shapes.cut(zone.points, from, to);
    if (pieces.length < 2) return this.say(this.words.notCut);
    pieces.sort((a, b) => {
      const [p, q] = [shapes.bounds(a), shapes.bounds(b)];
      return Math.abs(p[0] - q[0]) > Math.abs(p[1] - q[1]) ? p[0] - q[0] : p[1] - q[1];
    });
    const made = pieces.map((points, at) => ({ ...zone, id: at ? this.model.newId() : zone.id, role: at ? "zone" : zone.role, points, given: null }));
    const zones = this.state.zones.flatMap((one) => (one.id === zone.id ? made : [one]));
    this.commit({ ...this.state, zones }, this.words.split);
    this.say(this.words.split);
    this.setTool("select");
  }

  /** Join the selected zone with another one of the same owner. */
  unite(zone, other) {
    this.setTool("select");
    if (!shapes.canClip()) return this.say(this.words.noClipping);
    if (zone.owner !== other.owner) return this.say(this.words.otherOwner);
    const points = shapes.united(zone.points, other.points);
    const inside = points && this.kept(points);
    if (!inside) return this.say(this.words.notJoined);
    const own = this.model.of(this.state, zone.owner);
    const [first, second] = own.indexOf(zone) < own.indexOf(other) ? [zone, other] : [other, zone];
    const changed = this.model.changed(this.state, first.id, { points: inside });
    this.selected = first.id;
    this.commit({ ...changed, zones: changed.zones.filter(({ id }) => id !== second.id) }, this.words.united);
    this.say(this.words.united);
    this.drawing.made.get(first.id)?.focus({ preventScroll: true });
  }

  startUniting() {
    if (!this.open(this.zone)) return;
    const others = this.model.of(this.state, this.zone.owner).filter((one) => one.id !== this.selected && one.role === this.zone.role);
    if (others.length === 1) return this.unite(this.zone, others[0]);
    this.setTool("unite");
    this.say(this.words.pickOther);
  }

  /** Let a zone be read earlier (-1) or later (1) among those of its owner. */
  readEarlier(by) {
    const zone = this.zone;
    if (!this.open(zone)) return;
    const own = this.model.of(this.state, zone.owner);
    const other = own[own.indexOf(zone) + by];
    if (!other || other.role !== zone.role) return;
    const zones = this.state.zones.map((one) => (one === zone ? other : one === other ? zone : one));
    this.commit({ ...this.state, zones }, this.words.moved);
  }

  /** Move a story by a place in the page's order, or to the place of another one. */
  order(key, by, before = null) {
    const order = this.state.order.filter((one) => one !== key);
    const at = before === null ? this.state.order.indexOf(key) + by : order.indexOf(before);
    if (at < 0 || at > order.length) return;
    order.splice(at, 0, key);
    this.commit({ ...this.state, order }, this.words.ordered);
  }

  undo() {
    const what = this.history.undo();
    if (what) this.say(this.words.undone.replace("{what}", what));
    this.render();
  }

  redo() {
    const what = this.history.redo();
    if (what) this.say(this.words.redone.replace("{what}", what));
    this.render();
  }
}
