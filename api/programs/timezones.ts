const known = new Map<string, string | null>();
const mostRemembered = 2_000;
const form = /^[A-Za-z][A-Za-z0-9_+/-]{0,63}$/;

/** The IANA zone of this name, spelled as the zone database does; null if there is none. */
export function timezoneNamed(name: string): string | null {
  if (!form.test(name)) return null;
  const remembered = known.get(name);
  if (remembered !== undefined) return remembered;
  const zone = lookUp(name);
  if (known.size < mostRemembered) known.set(name, zone);
  return zone;
}

function lookUp(name: string): string | null {
  try {
    const { timeZone } = new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions();
    // An alias is kept as it was sent; only the spelling of the name itself is mended.
    return timeZone.toLowerCase() === name.toLowerCase() ? timeZone : name;
  } catch {
    return null;
  }
}
