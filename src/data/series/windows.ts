/** Windows cut from recordings of several channels. */
import type { SplitName } from '../dataset.ts';

/** Rows of one class that follow each other without a gap. */
export interface Run {
  readonly className: string;
  /** File and first line. */
  readonly name: string;
  /** Row after row, one value a column. */
  readonly values: Float32Array;
  readonly columns: number;
  /** Where the folders say it. */
  readonly split?: SplitName;
}

export interface Window {
  readonly className: string;
  readonly name: string;
  /** Windows that may overlap are of one group. */
  readonly group: string;
  readonly values: Float32Array;
  readonly split?: SplitName;
}

/** Blocks of so many windows' length are dealt to the splits as a whole; no window reaches over the end of a block. */
const BLOCK_WINDOWS = 8;

/** Windows of `window` rows every `hop`; a run shorter than a window gives none. */
export function windowsOf(run: Run, window: number, hop: number): Window[] {
  const { className, name, values, columns, split } = run;
  const rows = values.length / columns;
  const blocks = Math.max(1, Math.floor(rows / (window * BLOCK_WINDOWS)));
  const windows: Window[] = [];
  for (let block = 0; block < blocks; block++) {
    const end = Math.floor((rows * (block + 1)) / blocks);
    for (let row = Math.floor((rows * block) / blocks); row + window <= end; row += hop)
      windows.push({
        className,
        name: `${name}+${row}`,
        group: `${name}/${block}`,
        values: values.subarray(row * columns, (row + window) * columns),
        ...(split && { split }),
      });
  }
  return windows;
}
