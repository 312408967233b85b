/**
 * How sure a number is.
 * exact: arithmetic. measured: read off the real runtime, with its source. modelled: fitted, with an error.
 * quoted: from a data sheet or from memory, unchecked. unknown: no figure; a verdict that rests on it is "unknown".
 */
export type Evidence = 'exact' | 'measured' | 'modelled' | 'quoted' | 'unknown';

const RANK: Readonly<Record<Evidence, number>> = { exact: 0, measured: 1, modelled: 2, quoted: 3, unknown: 4 };

/** The weakest of several: a sum is only as sure as its least sure term. */
export function weakest(...all: readonly Evidence[]): Evidence {
  let worst: Evidence = 'exact';
  for (const evidence of all) if (RANK[evidence] > RANK[worst]) worst = evidence;
  return worst;
}

/** One line of a receipt: what was added up to a shown number. */
export interface ReceiptRow {
  readonly label: string;
  readonly value: number;
  /** How the value came about, e.g. "align16(4 x 64 channels) x 2". */
  readonly formula?: string;
  /** A paper, data sheet, or file of the public reference. */
  readonly source?: string;
  readonly evidence?: Evidence;
}

/** What a shown number opens to: its formula and the rows it sums. */
export interface Receipt {
  readonly title: string;
  readonly unit: string;
  readonly total: number;
  readonly formula: string;
  readonly rows: readonly ReceiptRow[];
}
