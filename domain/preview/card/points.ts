import { group, type Markup, words } from './svg';
import { face, type Standing } from './standing';

/** A balance that can be spent, and what it is worth. */
export function points({ current, worth }: Standing): Markup {
  const middle = face.y + face.height / 2;
  const number = String(current).replace(/\B(?=(?:\d{3})+$)/g, ',');
  return group(
    words(face.x, middle + 16, 84, number, { 'font-weight': 700 }),
    words(face.x, middle + 58, 26, worth === null ? 'points' : `points, worth ${worth}`),
  );
}
