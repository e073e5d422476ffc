import { day, hour, noon, programOf } from '../../test/support/programs';
import { type CommandName, decide } from './commands';
import { editProgram } from './create';
import { settle } from './due';
import { runningFreeze, unfrozenUntil } from './freeze';
import type { Program } from './program';

const freezing = { onPause: { freezeExpiry: true } };
const after = (program: Program, name: CommandName, at: number): Program =>
  decide(program, { name, actor: 'user:owner', commandId: `${name} ${at}`, at }).change.program;
const edited = (program: Program, freezeExpiry: boolean, at: number): Program =>
  editProgram(
    program,
    { ...program, onPause: { freezeExpiry } },
    { actor: 'user:owner', commandId: null, at },
  ).program;

test('a pause that freezes is remembered once it is over', () => {
  const paused = after(programOf(freezing), 'pause', noon + hour);
  expect(paused).toMatchObject({ freezes: [], frozenSince: noon + hour });
  const resumed = after(paused, 'resume', noon + day);
  expect(resumed).toMatchObject({ freezes: [{ from: noon + hour, to: noon + day }], frozenSince: null });
  const again = after(after(resumed, 'pause', noon + 2 * day), 'resume', noon + 3 * day);
  expect(again.freezes).toEqual([...resumed.freezes, { from: noon + 2 * day, to: noon + 3 * day }]);
});

test('a pause that does not freeze leaves nothing', () => {
  const resumed = after(after(programOf(), 'pause', noon + hour), 'resume', noon + day);
  expect(resumed).toMatchObject({ freezes: [], frozenSince: null });
});

test.each(['end', 'delete'] as const)('%s stops the freeze', (name) => {
  const stopped = after(after(programOf(freezing), 'pause', noon + hour), name, noon + day);
  expect(stopped).toMatchObject({ freezes: [{ from: noon + hour, to: noon + day }], frozenSince: null });
});

test('a restored program that is paused goes on freezing from then on', () => {
  const deleted = after(after(programOf(freezing), 'pause', noon + hour), 'delete', noon + day);
  expect(after(deleted, 'restore', noon + 2 * day).frozenSince).toBe(noon + 2 * day);
});

test('an end that comes while it is paused stops the freeze at that instant, settled or not', () => {
  const paused = after(programOf({ ...freezing, endsAt: noon + 3 * hour }), 'pause', noon + hour);
  const freeze = { from: noon + hour, to: noon + 3 * hour };
  expect(runningFreeze(paused, noon + day)).toEqual(freeze);
  expect(unfrozenUntil(paused, noon + day)).toBe(noon + day);
  expect(settle(paused, noon + day).program).toMatchObject({
    lifecycle: 'ENDED',
    freezes: [freeze],
    frozenSince: null,
  });
});

test('changing one’s mind during a pause begins or stops the freeze', () => {
  const paused = after(programOf(), 'pause', noon + hour);
  const frozen = edited(paused, true, noon + 2 * hour);
  expect(frozen.frozenSince).toBe(noon + 2 * hour);
  const named = editProgram(
    frozen,
    { ...frozen, name: 'Another' },
    { actor: 'user:owner', commandId: null, at: noon + 3 * hour },
  );
  expect(named.program).toMatchObject({ freezes: [], frozenSince: noon + 2 * hour });
  expect(edited(named.program, false, noon + 4 * hour)).toMatchObject({
    freezes: [{ from: noon + 2 * hour, to: noon + 4 * hour }],
    frozenSince: null,
  });
});

test('a freeze of no length is none', () => {
  const resumed = after(after(programOf(freezing), 'pause', noon + hour), 'resume', noon + hour);
  expect(resumed.freezes).toEqual([]);
});

test('while it runs, only what came before counts as unfrozen', () => {
  const paused = after(programOf(freezing), 'pause', noon + hour);
  expect([unfrozenUntil(paused, noon), unfrozenUntil(paused, noon + day)]).toEqual([noon, noon + hour]);
  expect(runningFreeze(paused, noon + hour)).toBeNull();
});
