/** How a data set is opened; options of other kinds of data do nothing. */
import type { FrontEndId } from '../audio/front-end.ts';

/** Shares of all samples, 0 to 1; the rest is for training. */
export interface SplitShares {
  readonly validation: number;
  readonly test: number;
}

export interface SplitOptions {
  /** Of the choice; 1 unless given. */
  readonly seed?: number;
  readonly shares?: SplitShares;
  /** A single class will do: for a network that learns what is usual. */
  readonly oneClass?: boolean;
}

export interface OpenOptions extends SplitOptions {
  /** Of MNIST: `first` needs 2 MB of the 11, and holds 10,000 samples for training and validation, 2,000 to test. */
  readonly samples?: 'all' | 'first';
  /** Of sound; the usual one unless given. */
  readonly frontEnd?: FrontEndId;
  /** Hz; that of the first recording unless given, at most 16 kHz. */
  readonly sampleRate?: number;
  /** Changed copies of each recording that are added to the training part; none unless given. */
  readonly copies?: number;
  /** Pixels; the size of the first picture unless given, at most 96 x 96. */
  readonly width?: number;
  readonly height?: number;
  /** Colour where the first picture has it, unless given. */
  readonly channels?: 1 | 3;
  /** Columns of a table that the network reads; all of numbers but class and time unless given. */
  readonly columns?: readonly string[];
  /** Column with the class; one called label, class, activity, gesture or target unless given, else the last that is not of numbers. */
  readonly labelColumn?: string;
  /** Rows of a window, and from one window to the next; 128 and half a window unless given. */
  readonly window?: number;
  readonly hop?: number;
}
