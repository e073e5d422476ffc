/** Pieces of SVG. Everything that people wrote is escaped here, and nowhere else. */

/** Markup that is safe to put into a document. */
export type Markup = { readonly svg: string };

/** Characters that XML cannot hold, escaped or not. */
// oxlint-disable-next-line no-control-regex
const impossible = /\p{Surrogate}|[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ufffe\uffff]/gu;

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** A text as XML takes it, in content and in attributes. */
export function escaped(text: string): string {
  return text.replaceAll(impossible, '').replaceAll(/[&<>"']/g, (character) => entities[character] ?? '');
}

/** An element. Attributes and texts are escaped; numbers have two decimals at most. */
export function element(
  name: string,
  attributes: Readonly<Record<string, string | number>>,
  ...children: readonly (Markup | string)[]
): Markup {
  const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${attribute(value)}"`);
  const content = children.map((child) => (typeof child === 'string' ? escaped(child) : child.svg)).join('');
  return { svg: `<${name}${written.join('')}${content === '' ? '/>' : `>${content}</${name}>`}` };
}

function attribute(value: string | number): string {
  return typeof value === 'string' ? escaped(value) : String(Math.round(value * 100) / 100);
}

/** Several pieces as one. */
export function group(...parts: readonly Markup[]): Markup {
  return { svg: parts.map(({ svg }) => svg).join('') };
}

/** A line of text. */
export function words(
  x: number,
  y: number,
  size: number,
  text: string,
  more: Readonly<Record<string, string | number>> = {},
): Markup {
  return element('text', { x, y, 'font-size': size, fill: '#fff', ...more }, text);
}

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** A text cut to `length` characters as people count them, so never within one. */
export function cut(text: string, length: number): string {
  const characters = Array.from(graphemes.segment(text), ({ segment }) => segment);
  if (characters.length <= length) return text;
  return `${characters
    .slice(0, length - 1)
    .join('')
    .trimEnd()}…`;
}

/** A text in lines of about `length` characters, at most `most` of them. */
export function wrapped(text: string, length: number, most: number): string[] {
  const lines: string[] = [''];
  for (const word of text.split(/\s+/)) {
    const line = lines.at(-1) ?? '';
    if (line === '' || line.length + 1 + word.length <= length)
      lines[lines.length - 1] = `${line} ${word}`.trim();
    else lines.push(word);
  }
  const shown = lines.slice(0, most);
  const last = shown.length - 1;
  if (lines.length > most) shown[last] = `${shown[last] ?? ''} …`;
  return shown.map((line) => cut(line, length + 4));
}
