import type { AffectedProgram } from '../../db/locations/location-use';

/** What an owner should know who archives a location. */
export interface LocationWarning {
  readonly code: 'location_in_use' | 'no_location_left';
  readonly message: string;
  readonly programs: readonly { readonly id: string; readonly name: string }[];
}

/** The warnings about the programs that a location's archiving affects, those that go on elsewhere apart. Pure. */
export function removalWarnings(programs: readonly AffectedProgram[]): LocationWarning[] {
  const named = programs.filter((program) => program.named);
  const stranded = programs.filter(({ others }) => others === 0);
  return [
    ...warning('location_in_use', named, 'Customers no longer earn or redeem here in'),
    ...warning('no_location_left', stranded, 'No open location is left that takes part in'),
  ];
}

function warning(
  code: LocationWarning['code'],
  programs: readonly AffectedProgram[],
  what: string,
): LocationWarning[] {
  if (programs.length === 0) return [];
  const count = programs.length === 1 ? 'one program' : `${programs.length} programs`;
  return [{ code, message: `${what} ${count}.`, programs: programs.map(({ id, name }) => ({ id, name })) }];
}
