/** A .tflite as read: its graph, and what the graph does not say but writing it again needs. */
import type { DeployedGraph } from '../../graph/deployed.ts';

/** Caps on what is opened; beyond them the reader refuses with a message. */
export const MAX_FILE_BYTES = 64 * 1024 * 1024;
export const MAX_TENSORS = 20_000;
export const MAX_OPERATORS = 10_000;
export const MAX_RANK = 8;
/** Elements of one tensor. */
export const MAX_ELEMENTS = 2 ** 30;
/** Metadata entries, signatures and entries of a signature. */
export const MAX_ENTRIES = 1_000;

export interface MetadataEntry {
  readonly name: string;
  readonly data: Uint8Array;
}

/** A named entry point: the names a program knows the inputs and outputs by, and their tensor indices. */
export interface Signature {
  readonly key: string;
  readonly inputs: readonly SignatureEntry[];
  readonly outputs: readonly SignatureEntry[];
}

export interface SignatureEntry {
  readonly name: string;
  readonly tensor: number;
}

/** What a written file carries beside the graph and its data. */
export interface FileExtras {
  readonly description?: string;
  /** Without the offline allocation, which belongs to the graph. */
  readonly metadata?: readonly MetadataEntry[];
  readonly signatures?: readonly Signature[];
}

export interface TfliteFile {
  readonly graph: DeployedGraph;
  /** Contents of each tensor that has any, little-endian, as views on `bytes`. */
  readonly data: readonly (Uint8Array | undefined)[];
  /** Version of each operator, in running order. */
  readonly versions: readonly number[];
  readonly extras: FileExtras;
  readonly fileBytes: number;
  /** The file itself. */
  readonly bytes: Uint8Array;
}
