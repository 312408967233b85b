import { assert } from '../../base/assert.ts';
import { fail, ok } from '../../base/result.ts';
import type { Result } from '../../base/result.ts';
import { FlatWriter } from './flat-writer.ts';
import * as layout from './layout.ts';
import { modelOf } from './model-table.ts';
import { OFFLINE_ALLOCATION, SCHEMA_VERSION, SLOTS } from './schema.ts';
import type { FlatTable } from './table.ts';
import { offlineAllocation } from './write.ts';

const { model: MODEL, buffer: BUFFER, metadata: METADATA } = SLOTS;

/** Parts of the old model that the new one refers to; -1 where the old one has none. */
interface OldParts {
  readonly operatorCodes: number;
  readonly subgraphs: number;
  readonly description: number;
  readonly signatures: number;
  /** Entries other than the offline allocation. */
  readonly metadata: readonly number[];
  readonly buffers: readonly number[];
}

/**
 * The file with these addresses as its "OfflineMemoryAllocation": in place of those it has, or else put in front. Fails for a file that
 * keeps data behind its tables, where nothing can be put in front.
 */
export function withOfflineAllocation(bytes: Uint8Array, offsets: readonly number[]): Result<Uint8Array> {
  const root = modelOf(bytes);
  const content = offlineAllocation(offsets);
  const place = allocationPlace(root);
  if (place?.length === content.length) {
    const copy = bytes.slice();
    copy.set(content, place.byteOffset - bytes.byteOffset);
    return ok(copy);
  }
  const outside = root.tables(MODEL.buffers, 'buffer', Infinity).find((buffer) => buffer.uint64(BUFFER.offset) > 1);
  if (outside !== undefined) return fail(`The file keeps ${outside.what} behind its tables; addresses cannot be added to it`);
  return ok(inFront(bytes, content));
}

/** The file's own addresses. */
function allocationPlace(root: FlatTable): Uint8Array | undefined {
  const entry = root.tables(MODEL.metadata, 'metadata entry', Infinity).find(isAllocation);
  const buffers = root.tables(MODEL.buffers, 'buffer', Infinity);
  return entry === undefined ? undefined : buffers[entry.uint32(METADATA.buffer)]?.data(BUFFER.data, 'data');
}

const isAllocation = (entry: FlatTable): boolean => entry.text(METADATA.name, 'name') === OFFLINE_ALLOCATION;

/**
 * The file with `content` as its allocation. A new model table, with new lists of metadata and buffers, is put in
 * front of the file, whose bytes follow unchanged at a multiple of 16; the old model table stays there unused.
 */
function inFront(bytes: Uint8Array, content: Uint8Array): Uint8Array {
  const old = oldParts(modelOf(bytes));
  const model = layout.MODEL_LAYOUTS[old.signatures < 0 ? 1 : 3];
  const used = [model, layout.METADATA_LAYOUT, layout.BUFFER_LAYOUT];
  const vtables = new Uint8Array(layout.VTABLES.length);
  for (const { vtable } of used) vtables[vtable] = 1;
  const size = prefixBytes(used, old, content.length);
  const out = new FlatWriter(size + bytes.length, vtables);
  writePrefix(out, model, old, size, content);
  assert(layout.align(out.position, 16) === size, 'the new model table is not as long as laid out');
  out.bytes.set(bytes, size);
  return out.bytes;
}

function oldParts(root: FlatTable): OldParts {
  const target = (slot: number): number => root.target(slot, 'the model') ?? -1;
  const entries = root.tables(MODEL.metadata, 'metadata entry', Infinity);
  return {
    operatorCodes: target(MODEL.operatorCodes),
    subgraphs: target(MODEL.subgraphs),
    description: target(MODEL.description),
    signatures: target(MODEL.signatures),
    metadata: entries.filter((entry) => !isAllocation(entry)).map(({ position }) => position),
    buffers: root.tables(MODEL.buffers, 'buffer', Infinity).map(({ position }) => position),
  };
}

function prefixBytes(used: readonly layout.TableLayout[], { metadata, buffers }: OldParts, contentBytes: number): number {
  const tables = used.reduce((sum, { vtable, bytes }) => sum + bytes + layout.vtableBytes(layout.VTABLES[vtable]!), layout.HEADER_BYTES);
  const lists = layout.wordsBytes(metadata.length + 1) + layout.wordsBytes(buffers.length + 1);
  const absent = layout.textBytes(0);
  return layout.align(layout.afterData(tables + lists + layout.textBytes(OFFLINE_ALLOCATION.length) + absent, contentBytes), 16);
}

function writePrefix(out: FlatWriter, modelLayout: layout.TableLayout, old: OldParts, oldStart: number, content: Uint8Array): void {
  const model = out.table(modelLayout);
  const keep = (slot: number, target: number): void => {
    if (target < 0) out.child(model, slot);
    else out.refer(out.place(model, slot), oldStart + target);
  };
  out.int(model, MODEL.version, SCHEMA_VERSION);
  keep(MODEL.operatorCodes, old.operatorCodes);
  keep(MODEL.subgraphs, old.subgraphs);
  keep(MODEL.description, old.description);
  if (old.signatures >= 0) keep(MODEL.signatures, old.signatures);
  out.text('');
  out.child(model, MODEL.metadata);
  const entries = references(out, old.metadata, oldStart);
  out.child(model, MODEL.buffers);
  const buffers = references(out, old.buffers, oldStart);
  out.link(entries);
  const entry = out.table(layout.METADATA_LAYOUT);
  out.int(entry, METADATA.buffer, old.buffers.length);
  out.child(entry, METADATA.name);
  out.text(OFFLINE_ALLOCATION);
  out.link(buffers);
  const buffer = out.table(layout.BUFFER_LAYOUT);
  out.data(buffer, BUFFER.data, content.length, content);
}

/** A list of old tables and one more, which is written later; returns where that one is referred to from. */
function references(out: FlatWriter, targets: readonly number[], oldStart: number): number {
  const start = out.references(targets.length + 1);
  targets.forEach((target, i) => out.refer(start + 4 * i, oldStart + target));
  return start + 4 * targets.length;
}
