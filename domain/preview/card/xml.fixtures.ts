/** The elements of a document, if it is well-formed as far as our own documents go: Error otherwise. */
export function elementsOf(
  xml: string,
): { name: string; attributes: Record<string, string>; text: string }[] {
  const elements: { name: string; attributes: Record<string, string>; text: string }[] = [];
  const open: (typeof elements)[number][] = [];
  let at = 0;
  for (const match of xml.matchAll(/<(\/?)([a-zA-Z]+)((?: [a-zA-Z][\w-]*="[^"<>]*")*)(\/?)>/g)) {
    const between = xml.slice(at, match.index);
    if (/[<>]|&(?!(?:amp|lt|gt|quot|#39);)/.test(between)) throw new Error(`not escaped: ${between}`);
    if (open.length > 0) (open.at(-1) as { text: string }).text += between;
    else if (between.trim() !== '') throw new Error(`text outside: ${between}`);
    at = match.index + match[0].length;
    const [, closing, name = '', attributes = '', empty] = match;
    if (closing === '/') {
      if (open.pop()?.name !== name) throw new Error(`${name} is closed and not open`);
      continue;
    }
    const read = [...attributes.matchAll(/ ([a-zA-Z][\w-]*)="([^"]*)"/g)].map(([, key = '', value = '']) => [
      key,
      value,
    ]);
    const element = { name, attributes: Object.fromEntries(read) as Record<string, string>, text: '' };
    elements.push(element);
    if (empty !== '/') open.push(element);
  }
  if (open.length > 0 || at !== xml.length) throw new Error('the document does not end where it should');
  return elements;
}
