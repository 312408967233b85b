/** Reads one scan into the coefficients: sequential (annex F) or a step of a progressive picture (annex G), with Huffman codes. */
import { createBitReader, JpegProblem, signed, type BitReader } from './bit-reader.ts';
import { ZIGZAG, type Component, type Frame } from './frame.ts';
import { readSymbol, type HuffmanTable } from './huffman.ts';

export interface ScanComponent {
  readonly component: Component;
  readonly dc: HuffmanTable | undefined;
  readonly ac: HuffmanTable | undefined;
}

export interface Scan {
  readonly components: readonly ScanComponent[];
  /** First and last coefficient in the order of the file, and the bits already known and still missing. */
  readonly first: number;
  readonly last: number;
  readonly high: number;
  readonly low: number;
  readonly restartInterval: number;
}

/** What goes on from block to block. */
interface Progress {
  readonly reader: BitReader;
  /** The last first coefficient of each component. */
  readonly dc: Int32Array;
  /** Blocks that are known to hold nothing more. */
  empty: number;
}

type ReadBlock = (progress: Progress, scan: Scan, which: number, at: number) => void;

/** Returns where the scan ends. */
export function readScan(bytes: Uint8Array, from: number, frame: Frame, scan: Scan): number {
  const progress: Progress = { reader: createBitReader(bytes, from), dc: new Int32Array(scan.components.length), empty: 0 };
  const readBlock = blockReader(frame, scan);
  const units = unitsOf(frame, scan);
  for (let unit = 0; unit < units.count; unit++) {
    if (scan.restartInterval > 0 && unit > 0 && unit % scan.restartInterval === 0) {
      progress.reader.restart();
      progress.dc.fill(0);
      progress.empty = 0;
    }
    units.each(unit, (which, at) => readBlock(progress, scan, which, at));
  }
  return progress.reader.at();
}

interface Units {
  readonly count: number;
  /** Calls with the component and the place of each block's coefficients. */
  readonly each: (unit: number, read: (which: number, at: number) => void) => void;
}

/** A single component comes block by block, several come in units of some blocks of each. */
function unitsOf({ units }: Frame, { components }: Scan): Units {
  const [only] = components;
  if (components.length === 1) {
    const { columns, rows, stride } = only!.component;
    return { count: columns * rows, each: (unit, read) => read(0, 64 * (Math.floor(unit / columns) * stride + (unit % columns))) };
  }
  const each: Units['each'] = (unit, read) => {
    for (const [which, { component }] of components.entries()) {
      const { across, down, stride } = component;
      const row = Math.floor(unit / units.columns) * down;
      const column = (unit % units.columns) * across;
      for (let i = 0; i < across * down; i++) read(which, 64 * ((row + Math.floor(i / across)) * stride + column + (i % across)));
    }
  };
  return { count: units.columns * units.rows, each };
}

function blockReader({ isProgressive }: Frame, { first, high }: Scan): ReadBlock {
  if (!isProgressive) return readSequential;
  if (first === 0) return high === 0 ? readFirstDc : refineDc;
  return high === 0 ? readFirstAc : refineAc;
}

function tableOf(table: HuffmanTable | undefined): HuffmanTable {
  if (table === undefined) throw new JpegProblem('one of its Huffman tables is missing');
  return table;
}

function readDc({ reader, dc }: Progress, { components }: Scan, which: number): number {
  const length = readSymbol(reader, tableOf(components[which]!.dc));
  if (length > 15) throw new JpegProblem('its pixels are damaged');
  dc[which]! += signed(reader, length);
  return dc[which]!;
}

const readSequential: ReadBlock = (progress, scan, which, at) => {
  const { component, ac } = scan.components[which]!;
  const { coefficients } = component;
  coefficients[at] = readDc(progress, scan, which);
  for (let k = 1; k < 64; k++) {
    const symbol = readSymbol(progress.reader, tableOf(ac));
    if (symbol === 0) return;
    k += symbol >> 4;
    if (k > 63) throw new JpegProblem('its pixels are damaged');
    if ((symbol & 15) !== 0) coefficients[at + ZIGZAG[k]!] = signed(progress.reader, symbol & 15);
  }
};

const readFirstDc: ReadBlock = (progress, scan, which, at) => {
  scan.components[which]!.component.coefficients[at] = readDc(progress, scan, which) << scan.low;
};

const refineDc: ReadBlock = ({ reader }, { components, low }, which, at) => {
  components[which]!.component.coefficients[at]! |= reader.bit() << low;
};

const readFirstAc: ReadBlock = (progress, { components, first, last, low }, which, at) => {
  if (progress.empty > 0) {
    progress.empty--;
    return;
  }
  const { component, ac } = components[which]!;
  for (let k = first; k <= last; k++) {
    const symbol = readSymbol(progress.reader, tableOf(ac));
    const [run, length] = [symbol >> 4, symbol & 15];
    if (length === 0 && run < 15) {
      progress.empty = 2 ** run - 1 + progress.reader.bits(run);
      return;
    }
    k += run;
    if (k > last) throw new JpegProblem('its pixels are damaged');
    if (length > 0) component.coefficients[at + ZIGZAG[k]!] = signed(progress.reader, length) * 2 ** low;
  }
};

/** One more bit of each coefficient that is not zero, and the coefficients that become so (figure G.7). */
const refineAc: ReadBlock = (progress, { components, first, last, low }, which, at) => {
  const { component, ac } = components[which]!;
  const { coefficients } = component;
  const { reader } = progress;
  const refine = (place: number): void => {
    const value = coefficients[place]!;
    if (reader.bit() === 1 && (Math.abs(value) & (1 << low)) === 0) coefficients[place] = value + (value > 0 ? 1 : -1) * 2 ** low;
  };
  let k = first;
  while (k <= last && progress.empty === 0) {
    const symbol = readSymbol(reader, tableOf(ac));
    let run = symbol >> 4;
    if ((symbol & 15) === 0 && run < 15) {
      progress.empty = 2 ** run + reader.bits(run);
      break;
    }
    const value = (symbol & 15) === 0 ? 0 : (reader.bit() === 1 ? 1 : -1) * 2 ** low;
    for (; k <= last; k++) {
      const place = at + ZIGZAG[k]!;
      if (coefficients[place] !== 0) refine(place);
      else if (run-- === 0) break;
    }
    if (value !== 0 && k <= last) coefficients[at + ZIGZAG[k]!] = value;
    k++;
  }
  if (progress.empty === 0) return;
  for (; k <= last; k++) if (coefficients[at + ZIGZAG[k]!] !== 0) refine(at + ZIGZAG[k]!);
  progress.empty--;
};
