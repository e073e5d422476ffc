import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir, totalmem } from 'node:os';
import { dirname, join } from 'node:path';
import { type BenchArguments, readArguments, usage } from './arguments';
import type { Bench } from './case';
import { cases, chosen } from './cases';
import { openBench } from './open-bench';
import { figure, type Figure } from './report/figure';
import { progress } from './report/progress';
import { table } from './report/table';
import { productSettings } from './stack/product';
import { stopChildren } from './stack/child';
import { summarize } from './load/summary';

/** Runs the chosen cases and reports. Returns the exit code: 1 when a case had errors, or missed a target under --strict. */
async function run(options: BenchArguments): Promise<number> {
  const selected = chosen(options.only);
  const logDir = mkdtempSync(join(tmpdir(), 'loyalty-bench-'));
  const { bench, close } = await openBench(options, logDir);
  const figures: Figure[] = [];
  try {
    for (const [index, one] of selected.entries()) {
      progress(`${one.name} (${index + 1} of ${selected.length})`);
      figures.push(...(await one.run(bench).catch((error: unknown) => [failed(one.name, error)])));
      await keepNotes(bench, figures);
    }
  } finally {
    await close();
    rmSync(logDir, { recursive: true, force: true });
  }
  report(options, figures);
  const errors = figures.some((one) => one.product.errors > 0);
  const missed = figures.some((one) => !one.met);
  return errors || (options.strict && missed) ? 1 : 0;
}

/** The work a case leaves behind is not the next case's to pay for; what does not finish is noted. */
async function keepNotes(bench: Bench, figures: Figure[]): Promise<void> {
  const notes = await bench.settle();
  const last = figures.pop();
  if (last) figures.push({ ...last, notes: [...last.notes, ...notes] });
}

function failed(name: string, error: unknown): Figure {
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  progress(`  ${name} failed: ${text}`);
  const product = summarize({ latencies: [], errors: 1, firstError: text, elapsedMs: 0 });
  return figure({ case: name, product, targets: [] });
}

function report(options: BenchArguments, figures: readonly Figure[]): void {
  const setting = {
    at: new Date().toISOString(),
    node: process.version,
    cores: cpus().length,
    cpu: cpus()[0]?.model ?? 'unknown',
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    programs: options.programs,
    rounds: options.rounds,
    secondsPerRound: options.seconds,
    settings: productSettings,
  };
  mkdirSync(dirname(options.json), { recursive: true });
  writeFileSync(options.json, `${JSON.stringify({ setting, figures }, null, 2)}\n`);
  const { cores, cpu, node, programs } = setting;
  const given = Object.entries(productSettings).map(([name, value]) => `${name}=${value}`);
  process.stdout.write(
    [
      `${cores} x ${cpu}, Node ${node}; load, API, worker, Postgres, Redis and Temporal all on them`,
      `${programs} live programs of one business, put in by SQL, without workflows; rate limit off (${given.join(', ')})`,
      '',
      table(figures),
      '',
      `written to ${options.json}`,
      '',
    ].join('\n'),
  );
}

async function main(): Promise<void> {
  const argv = process.argv.slice(2);
  if (argv.includes('--help')) {
    process.stdout.write(`${usage}\ncases: ${cases.map((one) => one.name).join(', ')}\n`);
    return;
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void stopChildren().then(() => process.exit(130)));
  }
  process.exitCode = await run(readArguments(argv));
}

main().catch(async (error: unknown) => {
  process.stderr.write(`bench: ${error instanceof Error ? error.message : String(error)}\n`);
  await stopChildren();
  process.exit(1);
});
