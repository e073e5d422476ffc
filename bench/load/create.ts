import { programsPath } from '../stack/product';
import type { ProgramBody } from '../sample-programs';
import type { Target } from './request';

/** Creates one program, outside of any measurement; returns its id. Error with the API's answer when it is refused. */
export async function create(api: Target, body: ProgramBody): Promise<string> {
  const response = await fetch(`http://${api.host}:${api.port}${programsPath}`, {
    method: 'POST',
    headers: { ...api.headers, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (response.status !== 201)
    throw new Error(`create answered ${response.status}: ${await response.text()}`);
  return ((await response.json()) as { id: string }).id;
}
