import type { Figure } from './figure';

const heads = [
  'case',
  'p50 ms',
  'p95 ms',
  'p99 ms',
  'rate/s',
  'errors',
  'ceiling p95',
  'ceiling/s',
  'ratio',
  'target',
  'met',
];

/** The figures as an aligned text table, notes below it. */
export function table(figures: readonly Figure[]): string {
  const rows = [heads, ...figures.map(cells)];
  const widths = heads.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]): string =>
    row
      .map((cell, column) =>
        isText(column) ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join('  ')
      .trimEnd();
  const rule = widths.map((width) => '-'.repeat(width)).join('  ');
  const [head = [], ...body] = rows;
  return [line(head), rule, ...body.map(line), ...notes(figures)].join('\n');
}

const isText = (column: number): boolean => column === 0 || column >= heads.length - 2;

function cells(figure: Figure): string[] {
  const { product, ceiling } = figure;
  return [
    figure.case,
    number(product.p50),
    number(product.p95),
    number(product.p99),
    number(product.rate),
    String(product.errors),
    ceiling === null ? '-' : number(ceiling.p95),
    ceiling === null ? '-' : number(ceiling.rate),
    figure.ratio === null ? '-' : number(figure.ratio),
    figure.target,
    figure.met ? 'yes' : 'NO',
  ];
}

function notes(figures: readonly Figure[]): string[] {
  const lines = figures.flatMap((figure) => [
    ...(figure.ceiling === null ? [] : [`${figure.case}: ceiling is ${figure.ceiling.name}`]),
    ...(figure.product.firstError === null
      ? []
      : [`${figure.case}: first error: ${figure.product.firstError}`]),
    ...(figure.ceiling?.firstError ? [`${figure.case}: ceiling's error: ${figure.ceiling.firstError}`] : []),
    ...figure.notes.map((note) => `${figure.case}: ${note}`),
  ]);
  return lines.length === 0 ? [] : ['', ...lines];
}

/** Three significant digits, more only for what is large: 0.0412, 3.17, 56.3, 4710. */
function number(value: number): string {
  if (!Number.isFinite(value)) return '-';
  if (Math.abs(value) >= 100) return String(Math.round(value));
  return String(Number(value.toPrecision(3)));
}
