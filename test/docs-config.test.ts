import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const read = (file: string) => readFileSync(join(__dirname, '..', file), 'utf8');
const variable = /[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+/g;

/** The variables that a process reads: the fields of its `interface Environment`. */
function variablesOf(file: string): string[] {
  const [, fields = ''] = /interface Environment \{\n([\s\S]*?)\n\}/.exec(read(file)) ?? [];
  return [...fields.matchAll(/^ {2}(\w+)\??:/gm)].map(([, name = '']) => name);
}

/** The variables in the first column of a part of the README's table. */
function documented(parts: readonly string[]): string[] {
  const table = read('README.md').split('## Configuration')[1]?.split('## Folders')[0] ?? '';
  return table
    .split(/^\| \*\*/m)
    .filter((part) => parts.some((name) => part.startsWith(`${name}**`)))
    .flatMap((part) => part.split('\n').flatMap((row) => row.split('|')[1]?.match(variable) ?? []));
}

describe('the configuration table', () => {
  it.each([
    ['API', 'api/config.ts'],
    ['Worker', 'worker/config.ts'],
  ])('names what the %s reads, and nothing else', (process, file) => {
    const wanted = variablesOf(file);
    expect(wanted.length).toBeGreaterThan(5);
    expect(documented([process, 'API and worker']).toSorted()).toEqual(wanted.toSorted());
  });
});

describe('docker-compose.yml', () => {
  it('asks for no variable that .env.example does not name', () => {
    const named = new Set(read('.env.example').match(/^[A-Z_]+(?==)/gm));
    const asked = [...read('docker-compose.yml').matchAll(/\$\{([A-Z_]+)/g)].map(([, name = '']) => name);
    expect(asked.length).toBeGreaterThan(5);
    expect(asked.filter((name) => !named.has(name))).toEqual([]);
  });
});
