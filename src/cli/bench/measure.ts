/** One row of a bench: the median of several runs, with the spread. */
export interface BenchRow {
  readonly name: string;
  readonly unit: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly runs: number;
  readonly note?: string;
}

export interface Bench {
  readonly name: string;
  readonly run: () => readonly BenchRow[];
}

interface Measurement {
  readonly name: string;
  readonly unit: string;
  readonly runs: number;
  /** Turns the milliseconds of one run into the row's unit. */
  readonly figure: (milliseconds: number) => number;
  readonly note?: string;
}

/** Times `work` `runs` times after warming it up. */
export function measure({ name, unit, runs, figure, note }: Measurement, work: () => void): BenchRow {
  for (let i = 0; i < 2; i++) work();
  const figures = Array.from({ length: runs }, () => {
    const start = performance.now();
    work();
    return figure(performance.now() - start);
  }).toSorted((a, b) => a - b);
  const row = { name, unit, value: figures[runs >> 1]!, min: figures[0]!, max: figures.at(-1)!, runs };
  return note === undefined ? row : { ...row, note };
}
