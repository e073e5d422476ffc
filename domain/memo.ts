/** A map that computes what it lacks, and forgets everything when it grows too large. Nothing depends on what it holds. */
export class Memo<Key, Value> {
  private readonly known = new Map<Key, Value>();

  constructor(private readonly most: number) {}

  get(key: Key, compute: () => Value): Value {
    const found = this.known.get(key);
    if (found !== undefined) return found;
    const value = compute();
    if (this.known.size >= this.most) this.known.clear();
    this.known.set(key, value);
    return value;
  }
}
