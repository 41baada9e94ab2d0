/* The layout as the script holds it: zones with their owners, the order of the stories, owners yet to be made. */

/** `{zones: [{id, owner, role, points}], order: [key], fresh: [{key, kind, name}]}`; points in units of the drawing. */
export class Model {
  constructor(data) {
    this.size = data.drawn;
    this.count = 0;
    this.take(data);
  }

  /** Take what the server says is stored. */
  take(data) {
    this.owners = new Map(data.owners.map((owner) => [owner.key, owner]));
    this.seen = Object.fromEntries(data.owners.map((owner) => [owner.key, owner.mark]));
  }

  stateOf(data) {
    const zones = data.zones.map((zone) => ({
      id: this.newId(),
      owner: zone.owner,
      role: zone.role,
      points: zone.points.map(([x, y]) => [x * this.size[0], y * this.size[1]]),
      given: zone.points, // sent back as it came while nobody touches it
    }));
    return { zones, order: data.order, fresh: [] };
  }

  newId() {
    return `z${++this.count}`;
  }

  /** What is sent to be saved. */
  sent(state) {
    const keys = [...state.order, ...this.owners.keys(), ...state.fresh.map(({ key }) => key), ""];
    const zones = [...state.zones].sort((a, b) => keys.indexOf(a.owner) - keys.indexOf(b.owner));
    return { seen: this.seen, order: state.order, zones: zones.map((zone) => this.plain(zone)) };
  }

  plain({ owner, role, points, given }) {
    const part = (value, whole) => Math.round(Math.min(1, Math.max(0, value / whole)) * 1e5) / 1e5;
    return { owner, role, points: given ?? points.map(([x, y]) => [part(x, this.size[0]), part(y, this.size[1])]) };
  }

  owner(state, key) {
    return this.owners.get(key) ?? state.fresh.find((one) => one.key === key);
  }

  isLocked(state, key) {
    return Boolean(this.owner(state, key)?.locked);
  }

  /** The keys of all owners as the list shows them, stories in their order. */
  keys(state) {
    const rest = [...this.owners.keys(), ...state.fresh.map(({ key }) => key)].filter((key) => !state.order.includes(key));
    return [...state.order, ...rest];
  }

  /** The zones of an owner in the order in which they are read; those that are no text come last. */
  of(state, key) {
    const own = state.zones.filter((zone) => zone.owner === key);
    return [...own.filter(({ role }) => role === "zone"), ...own.filter(({ role }) => role !== "zone")];
  }

  /** What stands on a zone: the number of its story and its own. */
  tag(state, zone) {
    const own = this.of(state, zone.owner);
    const at = own.indexOf(zone) + 1;
    const kind = this.owner(state, zone.owner)?.kind;
    const place = state.order.indexOf(zone.owner) + 1;
    if (place) return zone.role === "zone" ? (own.length > 1 ? `${place}.${at}` : `${place}`) : zone.role === "jump" ? `${place}↷` : `${place}↶`;
    if (!zone.owner) return "?";
    const alike = this.keys(state).filter((key) => this.owner(state, key)?.kind === kind);
    return `${kind === "photo" ? "◩" : "·"}${alike.indexOf(zone.owner) + 1}`;
  }

  /** A state in which a zone is another one. */
  changed(state, id, change) {
    const zones = state.zones.map((zone) => (zone.id === id ? { ...zone, ...change, given: change.points ? null : zone.given } : zone));
    return { ...state, zones };
  }

  /** Mine put into theirs: where both touched an owner mine stands, so that nothing drawn is lost. */
  merged(base, mine, theirs) {
    const shape = (state, key) => JSON.stringify(state.zones.filter((zone) => zone.owner === key).map((zone) => this.plain(zone)));
    const touched = new Set([...base.zones, ...mine.zones].map(({ owner }) => owner).filter((key) => shape(base, key) !== shape(mine, key)));
    const fresh = new Set(mine.fresh.map(({ key }) => key));
    const own = mine.zones
      .filter(({ owner }) => touched.has(owner) || fresh.has(owner) || !owner)
      .map((zone) => (fresh.has(zone.owner) || this.owners.has(zone.owner) ? zone : { ...zone, owner: "", role: "zone" }));
    const zones = [...theirs.zones.filter(({ owner }) => !touched.has(owner)), ...own];
    const moved = JSON.stringify(base.order) !== JSON.stringify(mine.order);
    const kept = mine.order.filter((key) => theirs.order.includes(key) || fresh.has(key));
    const order = moved ? [...kept, ...theirs.order.filter((key) => !kept.includes(key))] : [...theirs.order, ...kept.filter((key) => fresh.has(key))];
    return { zones, order, fresh: mine.fresh };
  }
}
