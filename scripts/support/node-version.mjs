import { readFileSync } from 'node:fs';
import { Failure } from './failure.mjs';
import { inRoot } from './paths.mjs';

/** Fails with one line when this Node is older than package.json's `engines` asks for. */
export function checkNodeVersion() {
  const wanted = JSON.parse(readFileSync(inRoot('package.json'), 'utf8')).engines.node;
  const [major, minor] = wanted.replace('>=', '').split('.').map(Number);
  const [haveMajor, haveMinor] = process.versions.node.split('.').map(Number);
  if (haveMajor < major || (haveMajor === major && haveMinor < minor)) {
    throw new Failure(
      `Node ${wanted} is needed, this is ${process.versions.node}: install a newer one from nodejs.org`,
    );
  }
}
