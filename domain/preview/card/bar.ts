import { element, group, type Markup, words } from './svg';
import { face } from './standing';

/** A bar that fills toward a goal. Both ends are texts for people, such as `$40` and `$100`. */
export function bar(share: number, current: string, required: string): Markup {
  const { x, width } = face;
  const y = face.y + face.height / 2 - 4;
  const height = 36;
  const length = Math.max(height, width * Math.min(1, Math.max(0, share)));
  return group(
    words(x, y - 26, 44, current, { 'font-weight': 700 }),
    words(x + width, y - 26, 24, `of ${required}`, { 'text-anchor': 'end', 'fill-opacity': 0.9 }),
    element('rect', { x, y, width, height, rx: height / 2, fill: '#fff', 'fill-opacity': 0.25 }),
    ...(share > 0 ? [element('rect', { x, y, width: length, height, rx: height / 2, fill: '#ffd54a' })] : []),
  );
}
