/* Snapping: to the edges of the printed lines that the text layer knows, and to the edges of other zones. */

import { bounds } from "./shapes.js";

export class Snapper {
  /** `boxes` are those of the printed lines, in the units of the drawing. */
  constructor(boxes) {
    this.boxes = boxes;
    this.on = true;
  }

  /** Where edges may snap along an axis (0 across, 1 down), beside what spans `from` to `to` on the other one. */
  edges(axis, from, to, others = []) {
    if (!this.on) return [];
    const margin = 12;
    const found = new Set();
    for (const box of [...this.boxes, ...others.map(bounds)]) {
      if (box[3 - axis] < from - margin || box[1 - axis] > to + margin) continue;
      found.add(box[axis]).add(box[axis + 2]);
    }
    return [...found].sort((a, b) => a - b);
  }

  /** The shift that brings one of the values onto the nearest edge within `reach`; 0 where there is none. */
  pull(values, edges, reach) {
    let best = null;
    for (const value of values) {
      for (const edge of edges) {
        const by = edge - value;
        if (Math.abs(by) <= reach && (best === null || Math.abs(by) < Math.abs(best))) best = by;
      }
    }
    return best ?? 0;
  }

  /** How far a step goes: to the first edge that one of the values meets on the way, else all of it. */
  step(values, edges, by) {
    let far = by;
    for (const value of values) {
      for (const edge of edges) {
        const way = edge - value;
        if (way * by > 0 && Math.abs(way) > 0.05 && Math.abs(way) < Math.abs(far)) far = way;
      }
    }
    return far;
  }
}
