import { parseArgs } from 'node:util';

/** What the command line asks for. */
export interface BenchArguments {
  /** Names of cases; null for all. */
  readonly only: readonly string[] | null;
  /** Live programs of one business that are there before anything is measured. */
  readonly programs: number;
  /** Path of the JSON report. */
  readonly json: string;
  /** Missed targets fail the run. */
  readonly strict: boolean;
  readonly rounds: number;
  readonly seconds: number;
  /** Folder for CPU profiles of API and worker, or null. */
  readonly profile: string | null;
}

export const usage = `npm run bench -- [options]
  --only get-one,list   these cases only
  --programs 10000      live programs of one business to begin with (100000 is the large setting)
  --rounds 3            rounds of product and ceiling, in turns; the median counts
  --seconds 5           length of a closed-loop round
  --json FILE           where the report goes (bench/results/latest.json)
  --strict              a missed target is a failure
  --profile FOLDER      write CPU profiles of API and worker there`;

/** Reads the command line. TypeError for an unknown option, RangeError for a number that is none. */
export function readArguments(argv: readonly string[]): BenchArguments {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      only: { type: 'string' },
      programs: { type: 'string', default: '10000' },
      json: { type: 'string', default: 'bench/results/latest.json' },
      strict: { type: 'boolean', default: false },
      rounds: { type: 'string', default: '3' },
      seconds: { type: 'string', default: '5' },
      profile: { type: 'string' },
    },
  });
  return {
    only: values.only?.split(',').filter((name) => name !== '') ?? null,
    programs: positive('programs', values.programs),
    json: values.json,
    strict: values.strict,
    rounds: positive('rounds', values.rounds),
    seconds: positive('seconds', values.seconds),
    profile: values.profile ?? null,
  };
}

function positive(name: string, text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1)
    throw new RangeError(`--${name} takes a whole number above 0, not ${text}`);
  return value;
}
