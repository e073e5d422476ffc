import type { Unit } from '../../rules/rule-type';
import { element, group, type Markup, words } from './svg';
import { face, type Standing } from './standing';

/** A card with one spot for each punch, stamp or visit; the last one is the reward's. */
export function spots({ unit, current, required }: Standing & { readonly required: number }): Markup {
  const { columns, size } = gridOf(required);
  const radius = Math.min(34, size * 0.4);
  const rows = Math.ceil(required / columns);
  const drawn = Array.from({ length: required }, (_, index) => {
    const row = Math.floor(index / columns);
    const inRow = row === rows - 1 ? required - row * columns : columns;
    const x = face.x + face.width / 2 + (index - row * columns - (inRow - 1) / 2) * size;
    const y = face.y + face.height / 2 + (row - (rows - 1) / 2) * size;
    const place = { x, y, radius };
    if (index < current) return filled[unit]?.(place) ?? punched(place);
    return index === required - 1 ? gift(place) : empty(place, unit, index + 1);
  });
  return group(...drawn);
}

interface Spot {
  readonly x: number;
  readonly y: number;
  readonly radius: number;
}

/** As many columns as make the spots largest. */
function gridOf(count: number): { columns: number; size: number } {
  const sizes = Array.from({ length: count }, (_, index) => {
    const columns = index + 1;
    return { columns, size: Math.min(face.width / columns, face.height / Math.ceil(count / columns)) };
  });
  return sizes.reduce((best, one) => (one.size > best.size ? one : best));
}

function empty({ x, y, radius }: Spot, unit: Unit, number: number): Markup {
  const line = { fill: 'none', stroke: '#fff', 'stroke-opacity': 0.6, 'stroke-width': 2 };
  const label = words(x, y + radius * 0.28, radius * 0.8, String(number), {
    'text-anchor': 'middle',
    'fill-opacity': 0.75,
  });
  return group(unit === 'visits' ? box({ x, y, radius }, line) : circle({ x, y, radius }, line), label);
}

const filled: Partial<Record<Unit, (spot: Spot) => Markup>> = { stamps: stamped, visits: ticked };

/** A hole in the card. */
function punched({ x, y, radius }: Spot): Markup {
  return group(
    circle({ x, y, radius }, { fill: '#fff' }),
    circle({ x, y, radius: radius * 0.55 }, { fill: '#111', 'fill-opacity': 0.55 }),
  );
}

/** A star. */
function stamped({ x, y, radius }: Spot): Markup {
  const points = Array.from({ length: 10 }, (_, index) => {
    const length = radius * (index % 2 === 0 ? 0.72 : 0.32);
    const angle = (index * Math.PI) / 5 - Math.PI / 2;
    return `${round(x + length * Math.cos(angle))},${round(y + length * Math.sin(angle))}`;
  });
  const star = element('polygon', { points: points.join(' '), fill: '#b4520a' });
  return group(circle({ x, y, radius }, { fill: '#fff' }), star);
}

/** A day that is ticked off. */
function ticked(spot: Spot): Markup {
  const { x, y, radius } = spot;
  const [near, far] = [radius * 0.25, radius * 0.5];
  return group(
    box(spot, { fill: '#fff' }),
    element('path', {
      d: `M${round(x - far)} ${round(y)}L${round(x - near * 0.4)} ${round(y + far)}L${round(x + far)} ${round(y - far)}`,
      fill: 'none',
      stroke: '#0f5132',
      'stroke-width': radius * 0.2,
      'stroke-linecap': 'round',
    }),
  );
}

/** The reward at the end: a parcel. */
function gift({ x, y, radius }: Spot): Markup {
  const [half, band] = [radius * 0.45, radius * 0.14];
  const lid = { x: x - half * 1.15, y: y - half * 0.7, width: half * 2.3, height: half * 0.5, fill: '#fff' };
  return group(
    circle({ x, y, radius }, { fill: '#fff', 'fill-opacity': 0.18, stroke: '#ffd54a', 'stroke-width': 3 }),
    element('rect', { x: x - half, y: y - half * 0.2, width: half * 2, height: half * 1.2, fill: '#fff' }),
    element('rect', lid),
    element('rect', { x: x - band, y: y - half * 0.7, width: band * 2, height: half * 1.7, fill: '#b4520a' }),
  );
}

function circle({ x, y, radius }: Spot, look: Record<string, string | number>): Markup {
  return element('circle', { cx: x, cy: y, r: radius, ...look });
}

function box({ x, y, radius }: Spot, look: Record<string, string | number>): Markup {
  const side = radius * 1.8;
  return element('rect', {
    x: x - side / 2,
    y: y - side / 2,
    width: side,
    height: side,
    rx: radius * 0.3,
    ...look,
  });
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
