/* Polygons in the units of the drawing (the page is 1000 wide): pure functions, nothing of the page's document. */

export const bounds = (points) => {
  const xs = points.map(([x]) => x);
  const ys = points.map(([, y]) => y);
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
};

export const corners = ([x0, y0, x1, y1]) => [[x0, y0], [x1, y0], [x1, y1], [x0, y1]];

export const shifted = (points, dx, dy) => points.map(([x, y]) => [x + dx, y + dy]);

export const area = (points) =>
  Math.abs(points.reduce((sum, [x, y], at) => {
    const [nx, ny] = points[(at + 1) % points.length];
    return sum + x * ny - nx * y;
  }, 0)) / 2;

/** Whether a point lies inside. */
export function contains(points, [x, y]) {
  let inside = false;
  points.forEach(([x0, y0], at) => {
    const [x1, y1] = points[(at + 1) % points.length];
    if (y0 > y !== y1 > y && x < ((x1 - x0) * (y - y0)) / (y1 - y0) + x0) inside = !inside;
  });
  return inside;
}

/** Whether it is an upright box. */
export function isBox(points) {
  if (points.length !== 4) return false;
  const [x0, y0, x1, y1] = bounds(points);
  return points.every(([x, y], at) => {
    const [nx, ny] = points[(at + 1) % 4];
    return (x === x0 || x === x1) && (y === y0 || y === y1) && (x === nx) !== (y === ny);
  });
}

/** The polygon stretched so that it fills another box. */
export function stretched(points, [x0, y0, x1, y1]) {
  const [a, b, c, d] = bounds(points);
  return points.map(([x, y]) => [x0 + ((x - a) * (x1 - x0)) / (c - a), y0 + ((y - b) * (y1 - y0)) / (d - b)]);
}

const turn = ([ax, ay], [bx, by], [cx, cy]) => Math.sign(Math.round(((bx - ax) * (cy - ay) - (by - ay) * (cx - ax)) * 1e6));

function meet(a, b, c, d) {
  if (turn(a, b, c) !== turn(a, b, d) && turn(c, d, a) !== turn(c, d, b)) return true;
  const on = (s, e, p) =>
    turn(s, e, p) === 0 &&
    Math.min(s[0], e[0]) <= p[0] && p[0] <= Math.max(s[0], e[0]) &&
    Math.min(s[1], e[1]) <= p[1] && p[1] <= Math.max(s[1], e[1]);
  return on(a, b, c) || on(a, b, d) || on(c, d, a) || on(c, d, b);
}

/** Whether it neither crosses nor touches itself, and encloses something; the server asks the same. */
export function isSimple(points) {
  const n = points.length;
  if (n < 3 || area(points) < 1) return false;
  for (let i = 0; i < n; i++) {
    const [a, b] = [points[i], points[(i + 1) % n]];
    if (a[0] === b[0] && a[1] === b[1]) return false;
    const c = points[(i + 2) % n];
    const back = (a[0] - b[0]) * (c[0] - b[0]) + (a[1] - b[1]) * (c[1] - b[1]) > 0;
    if (turn(a, b, c) === 0 && back) return false;
    for (let j = i + 2; j < n; j++) {
      if (i === 0 && j === n - 1) continue;
      if (meet(a, b, points[j], points[(j + 1) % n])) return false;
    }
  }
  return true;
}

/** Without corners that stand twice or on a straight line. */
export function tidy(points) {
  const apart = points.filter((p, at) => {
    const [x, y] = points[(at + points.length - 1) % points.length];
    return Math.hypot(p[0] - x, p[1] - y) > 0.01;
  });
  return apart.filter((p, at) => {
    const n = apart.length;
    const [a, c] = [apart[(at + n - 1) % n], apart[(at + 1) % n]];
    const off = Math.abs((p[0] - a[0]) * (c[1] - a[1]) - (p[1] - a[1]) * (c[0] - a[0]));
    return off > 0.01 * Math.hypot(c[0] - a[0], c[1] - a[1]);
  });
}

const clipping = () => globalThis.polygonClipping;
export const canClip = () => Boolean(clipping());

const ring = (shape) => tidy(shape[0].slice(0, -1));

/** The pieces of a polygon on both sides of the line through two points; fewer than two where it misses. */
export function cut(points, [ax, ay], [bx, by]) {
  const length = Math.hypot(bx - ax, by - ay);
  if (length < 1) return [];
  const [ux, uy] = [((bx - ax) / length) * 9000, ((by - ay) / length) * 9000];
  const side = (s) => [
    [ax - ux, ay - uy],
    [ax + ux, ay + uy],
    [ax + ux - s * uy, ay + uy + s * ux],
    [ax - ux - s * uy, ay - uy + s * ux],
  ];
  try {
    const pieces = [1, -1].map((s) => clipping().intersection([points], [side(s)]).map(ring).filter((p) => area(p) > 4));
    return pieces.every((half) => half.length) ? pieces.flat() : [];
  } catch {
    return []; // the library gives up on a few twisted shapes
  }
}

/** One polygon of two that touch, overlap or face each other over a gap; null where that gives none without a hole. */
export function united(one, other, reach = 60) {
  try {
    let shapes = clipping().union([one], [other]);
    if (shapes.length === 2) {
      const bridge = between(bounds(one), bounds(other), reach);
      if (bridge) shapes = clipping().union([one], [other], [bridge]);
    }
    return shapes.length === 1 && shapes[0].length === 1 ? ring(shapes[0]) : null;
  } catch {
    return null;
  }
}

function between(a, b, reach) {
  const [left, right] = [Math.max(a[0], b[0]), Math.min(a[2], b[2])];
  const [top, foot] = [Math.max(a[1], b[1]), Math.min(a[3], b[3])];
  const wide = left - right;
  const high = top - foot;
  if (right > left && high >= 0 && high <= reach) return corners([left, foot - 0.5, right, top + 0.5]);
  if (foot > top && wide >= 0 && wide <= reach) return corners([right - 0.5, top, left + 0.5, foot]);
  return null;
}
