import { createdProgram, day, definitionOf, noon, programOf } from '../../test/support/programs';
import { decide } from './commands';
import { editProgram } from './create';
import { settle } from './due';
import type { Program, ProgramDefinition } from './program';

const kinds = ({ revisions }: { revisions: readonly { kind: string }[] }) =>
  revisions.map(({ kind }) => kind);

function edit(program: Program, differing: Partial<ProgramDefinition>, at = noon + 1_000) {
  return editProgram(program, definitionOf(differing), { actor: 'user:bob', commandId: 'e1', at });
}

describe('creating', () => {
  test('a draft is created and nothing else', () => {
    const change = createdProgram({ isActive: false, startsAt: noon - day });
    expect(kinds(change)).toEqual(['created']);
    expect(change.program).toMatchObject({ lifecycle: 'DRAFT', version: 1, activatedAt: null });
    expect(change.revisions[0]).toMatchObject({ number: 1, previousStatus: null, actor: 'user:owner' });
  });

  test('a draft without a start keeps none', () => {
    expect(createdProgram({ isActive: false }).program.startsAt).toBeNull();
  });

  test('live without a start starts at once', () => {
    const change = createdProgram();
    expect(kinds(change)).toEqual(['created', 'activated']);
    expect(change.program).toMatchObject({ startsAt: noon, activatedAt: noon, version: 2 });
  });

  test('live with a planned start waits for it', () => {
    const change = createdProgram({ startsAt: noon + day });
    expect(kinds(change)).toEqual(['created']);
    expect(change.program).toMatchObject({ lifecycle: 'LIVE', activatedAt: null });
  });
});

describe('editing', () => {
  test('replaces the definition under a new version', () => {
    const { program, revisions } = edit(programOf(), { name: 'Tea card' });
    expect(program).toMatchObject({ name: 'Tea card', version: 3, lifecycle: 'LIVE', startsAt: noon });
    expect(revisions).toMatchObject([
      { kind: 'updated', actor: 'user:bob', commandId: 'e1', previousStatus: 'ACTIVE', number: 3 },
    ]);
  });

  test('records first what was due before it', () => {
    expect(kinds(edit(programOf({ startsAt: noon + 1 }), {}))).toEqual(['activated', 'updated']);
  });

  test('records after it what the new dates make due at once', () => {
    const scheduled = programOf({ startsAt: noon + day });
    expect(kinds(edit(scheduled, { startsAt: noon }))).toEqual(['updated', 'activated']);
  });

  test('takes the start of a draft away, but never that of a live program', () => {
    expect(edit(programOf({ isActive: false, startsAt: noon + day }), {}).program.startsAt).toBeNull();
    const live = edit(programOf({ startsAt: noon + day }), {});
    expect(live.program.startsAt).toBe(noon + 1_000);
    expect(kinds(live)).toEqual(['updated', 'activated']);
  });

  test('moving the start of a running program within the past activates it no second time', () => {
    const { program, revisions } = edit(programOf({ startsAt: noon - day }), { startsAt: noon + 500 });
    expect(revisions.map(({ kind }) => kind)).toEqual(['updated']);
    expect(program.activatedAt).toBe(noon + 500);
  });

  test('a running program without a recorded activation gets that of its new start', () => {
    const odd = programOf({}, { startsAt: null, activatedAt: null });
    const { program, revisions } = edit(odd, { startsAt: noon + 500 });
    expect(revisions.map(({ kind }) => kind)).toEqual(['updated']);
    expect(program.activatedAt).toBe(noon + 500);
  });

  test('moving the start of a running program into the future makes it wait again', () => {
    const { program } = edit(programOf(), { startsAt: noon + day });
    expect(settle(program, noon + day).revisions).toMatchObject([{ kind: 'activated' }]);
  });

  test('gives a program that was activated from a draft its end', () => {
    const activate = { name: 'activate', actor: 'operator', commandId: 'c', at: noon } as const;
    const live = decide(programOf({ isActive: false }), activate).change.program;
    expect(kinds(edit(live, { endsAt: noon + 1_000 }))).toEqual(['updated', 'ended']);
  });

  test('a program without any start that is no draft starts with the edit', () => {
    const odd = programOf({}, { startsAt: null, lifecycle: 'PAUSED', pausedAt: noon });
    expect(edit(odd, {}).program.startsAt).toBe(noon + 1_000);
  });
});
