import { copyFileSync, mkdirSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { inRoot } from './paths.mjs';

const compile = { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' }, module: { type: 'es6' } };

/** Calls `work(dir)` with a copy of the sources from which the imports of mere types are gone; then removes it. */
export async function withoutTypes(folders, work) {
  const { default: swc } = await import('@swc/core');
  const mirror = inRoot(`.cache/walls-${process.pid}`);
  try {
    for (const file of folders.flatMap(sourcesIn)) {
      const { code } = swc.transformFileSync(inRoot(file), compile);
      const target = join(mirror, file); // named .ts, as the rules know it
      mkdirSync(dirname(target), { recursive: true });
      writeFileSync(target, code);
    }
    copyFileSync(inRoot('package.json'), join(mirror, 'package.json'));
    symlinkSync(inRoot('node_modules'), join(mirror, 'node_modules'));
    return await work(mirror);
  } finally {
    rmSync(mirror, { recursive: true, force: true });
  }
}

const sourcesIn = (folder) =>
  readdirSync(inRoot(folder), { recursive: true })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => join(folder, file));
