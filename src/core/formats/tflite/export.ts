/**
 * Writes an opened file again with its operators in another order or its tensors at fixed addresses. Nothing else is touched: every tensor,
 * option, name and weight keeps its bytes, also those Tinyscape does not understand.
 */
import { fail, ok } from '../../base/result.ts';
import type { Result } from '../../base/result.ts';
import { withOfflineAllocation } from './export-offsets.ts';
import { modelOf } from './model-table.ts';
import { readTflite } from './read.ts';
import { SLOTS } from './schema.ts';
import type { TfliteFile } from './tflite-file.ts';

const { model: MODEL, subgraph: SUBGRAPH } = SLOTS;

export interface ExportChanges {
  /** For each place in the new running order the operator's index in the file; left out: as it is. */
  readonly order?: readonly number[];
  /**
   * Address of each tensor in the arena, -1 where the chip's planner decides. Left out: the file's own addresses stay, unless the order
   * changes, for which they do not hold; the chip then plans.
   */
  readonly offlineOffsets?: readonly number[];
}

/** The changed file; a Problem when the order is no permutation, or runs an operator before what it needs. */
export function exportTflite(file: TfliteFile, changes: ExportChanges): Result<Uint8Array> {
  const { graph } = file;
  const order = changes.order ?? graph.ops.map((_, i) => i);
  if (!isPermutation(order, graph.ops.length)) return fail(`The order must name each of the ${graph.ops.length} operators once`);
  const offsets = changes.offlineOffsets ?? offsetsAfter(file, order);
  if (offsets !== undefined && offsets.length !== graph.tensors.length) {
    return fail(`The addresses must be ${graph.tensors.length}, one a tensor, not ${offsets.length}`);
  }
  const ordered = reordered(file.bytes, order);
  const written = offsets === undefined || offsets === graph.offlineOffsets ? ok(ordered) : withOfflineAllocation(ordered, offsets);
  if (!written.ok) return written;
  const check = readTflite(written.value, 'the file in this order');
  return check.ok ? written : check;
}

function offsetsAfter({ graph }: TfliteFile, order: readonly number[]): readonly number[] | undefined {
  const isSame = order.every((op, i) => op === i);
  return isSame ? graph.offlineOffsets : graph.offlineOffsets?.map(() => -1);
}

function isPermutation(order: readonly number[], count: number): boolean {
  const seen = new Set(order.filter((index) => Number.isInteger(index) && index >= 0 && index < count));
  return order.length === count && seen.size === count;
}

/** A copy whose list of operators refers to the same operators in another order. */
function reordered(bytes: Uint8Array, order: readonly number[]): Uint8Array {
  const copy = bytes.slice();
  const root = modelOf(copy);
  const subgraph = root.file.table(root.file.follow(root.vector(MODEL.subgraphs, 4, 'subgraphs').start, 'subgraph'), 'subgraph');
  const { start } = subgraph.vector(SUBGRAPH.operators, 4, 'operators');
  const targets = order.map((_, i) => root.file.follow(start + 4 * i, 'operator'));
  order.forEach((op, i) => root.file.view.setUint32(start + 4 * i, targets[op]! - (start + 4 * i), true));
  return copy;
}
