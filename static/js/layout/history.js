/* What was done, step by step. A state is never changed, only followed by another one. */

const MERGED_WITHIN = 900; // ms: so soon after each other, steps of one kind are undone as one

export class History {
  constructor(state) {
    this.restart(state);
  }

  restart(state) {
    [this.past, this.now, this.future, this.stored] = [[], state, [], state];
    this.last = { key: "", at: 0 };
  }

  /** Go on to another state; `key` names steps that belong together, such as the taps of an arrow key. */
  push(state, what, key = "") {
    const together = key && key === this.last.key && Date.now() - this.last.at < MERGED_WITHIN && this.now !== this.stored;
    if (!together) this.past.push({ state: this.now, what });
    this.now = state;
    this.future = [];
    this.last = { key, at: Date.now() };
  }

  undo() {
    const step = this.past.pop();
    if (!step) return null;
    this.future.push({ state: this.now, what: step.what });
    this.now = step.state;
    this.last.key = "";
    return step.what;
  }

  redo() {
    const step = this.future.pop();
    if (!step) return null;
    this.past.push({ state: this.now, what: step.what });
    this.now = step.state;
    this.last.key = "";
    return step.what;
  }

  /** Change every remembered state alike: what was saved has a new name. */
  rename(change) {
    const known = new Map();
    const once = (state) => known.get(state) ?? known.set(state, change(state)).get(state);
    for (const step of [...this.past, ...this.future]) step.state = once(step.state);
    this.now = once(this.now);
    this.stored = once(this.stored);
  }

  get isDirty() {
    return this.now !== this.stored;
  }

  /** How many steps lead from what is stored to now, or back. */
  get unsaved() {
    if (!this.isDirty) return 0;
    const back = this.past.findLastIndex((step) => step.state === this.stored);
    if (back >= 0) return this.past.length - back;
    const ahead = this.future.findLastIndex((step) => step.state === this.stored);
    return ahead >= 0 ? this.future.length - ahead : this.past.length + 1;
  }
}
