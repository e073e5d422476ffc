import { cut, element, group, type Markup, words } from './svg';
import { face } from './standing';

/** One tier of a ladder. */
export interface Rung {
  readonly name: string;
  /** What it takes. */
  readonly takes: string;
}

/** More rungs than this are only counted. */
const mostRungs = 4;

/** Tiers from the lowest to the highest, the one that is held standing out. */
export function ladder(rungs: readonly Rung[], held: string | null): Markup {
  const first = Math.max(
    0,
    Math.min(
      rungs.findIndex(({ name }) => name === held),
      rungs.length - mostRungs,
    ),
  );
  const shown = rungs.slice(first, first + mostRungs);
  const height = Math.min(48, face.height / shown.length);
  const drawn = shown.map((rung, index) => {
    const y = face.y + index * height;
    const isHeld = rung.name === held;
    const ink = isHeld ? '#1b1b1b' : '#fff';
    const look = isHeld ? { fill: '#ffd54a' } : { fill: '#fff', 'fill-opacity': 0.14 };
    const middle = y + height / 2 + 4;
    return group(
      element('rect', { x: face.x, y, width: face.width, height: height - 6, rx: 10, ...look }),
      words(face.x + 18, middle, 20, cut(rung.name, 20), { fill: ink, 'font-weight': 700 }),
      words(face.x + face.width - 18, middle, 16, cut(rung.takes, 38), { fill: ink, 'text-anchor': 'end' }),
    );
  });
  const more = rungs.length - shown.length;
  const note = words(face.x + face.width, face.y - 8, 16, `${more} more`, { 'text-anchor': 'end' });
  return group(...drawn, ...(more > 0 ? [note] : []));
}
