/** Zip archives (PKWARE APPNOTE 6.3.10, with zip64), read entry by entry: the archive itself may be larger than memory. */
import { inflateSync } from 'fflate';
import { fail, ok, type Result } from '../../core/base/result.ts';
import { isClutter, type DataFile } from './data-file.ts';

const END = 0x06054b50;
const END_64 = 0x06064b50;
const LOCATOR_64 = 0x07064b50;
const CENTRAL = 0x02014b50;
const LOCAL = 0x04034b50;
/** Of the end record with the longest comment, and the zip64 locator before it. */
const MAX_TAIL_BYTES = 22 + 65_535 + 20;
/** One file of a data set; archives of more than this in one piece are not read. */
const MAX_ENTRY_BYTES = 2 ** 30;
const MAX_DIRECTORY_BYTES = 2 ** 28;

interface Directory {
  readonly offset: number;
  readonly bytes: number;
}

/** The files of an archive, without folders and clutter. */
export async function readZip(file: DataFile): Promise<Result<DataFile[]>> {
  try {
    const directory = await directoryOf(file);
    if (directory === undefined) return fail(`${file.path}: it is not a zip, or its end is missing`);
    if (directory.bytes > MAX_DIRECTORY_BYTES || directory.offset + directory.bytes > file.size)
      return fail(`${file.path}: the zip is damaged: its directory lies outside it`);
    const bytes = await file.read(directory.offset, directory.offset + directory.bytes);
    const entries = entriesOf(file, bytes);
    return entries === undefined ? fail(`${file.path}: the zip is damaged: its directory ends too early`) : ok(entries);
  } catch (error) {
    return fail(`${file.path}: the zip could not be read (${error instanceof Error ? error.message : String(error)})`);
  }
}

async function directoryOf(file: DataFile): Promise<Directory | undefined> {
  const from = Math.max(0, file.size - MAX_TAIL_BYTES);
  const view = viewOf(await file.read(from));
  for (let at = view.byteLength - 22; at >= 0; at--) {
    if (view.getUint32(at, true) !== END) continue;
    const far =
      at >= 20 && view.getUint32(at - 20, true) === LOCATOR_64
        ? await directory64(file, Number(view.getBigUint64(at - 12, true)))
        : undefined;
    return far ?? { bytes: view.getUint32(at + 12, true), offset: view.getUint32(at + 16, true) };
  }
  return undefined;
}

async function directory64(file: DataFile, at: number): Promise<Directory | undefined> {
  if (at + 56 > file.size) return undefined;
  const view = viewOf(await file.read(at, at + 56));
  if (view.getUint32(0, true) !== END_64) return undefined;
  return { bytes: Number(view.getBigUint64(40, true)), offset: Number(view.getBigUint64(48, true)) };
}

function entriesOf(file: DataFile, directory: Uint8Array): DataFile[] | undefined {
  const view = viewOf(directory);
  const entries: DataFile[] = [];
  for (let at = 0; at + 46 <= directory.length && view.getUint32(at, true) === CENTRAL;) {
    const nameEnd = at + 46 + view.getUint16(at + 28, true);
    const end = nameEnd + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
    if (end > directory.length) return undefined;
    const path = new TextDecoder()
      .decode(directory.subarray(at + 46, nameEnd))
      .replaceAll('\\', '/')
      .replace(/^(\.\/)+/, '');
    if (!path.endsWith('/') && !isClutter(path)) entries.push(entryOf(file, path, view, at));
    at = end;
  }
  return entries;
}

function entryOf(file: DataFile, path: string, view: DataView, at: number): DataFile {
  const isEncrypted = (view.getUint16(at + 8, true) & 1) !== 0;
  const method = view.getUint16(at + 10, true);
  const [size, packed, offset] = placeOf(view, at);
  const unpack = async (): Promise<Uint8Array> => {
    if (isEncrypted) throw new Error('it is encrypted');
    if (size > MAX_ENTRY_BYTES) throw new Error(`it unpacks to ${size} bytes; at most ${MAX_ENTRY_BYTES} are read`);
    const local = viewOf(await file.read(offset, offset + 30));
    if (local.byteLength < 30 || local.getUint32(0, true) !== LOCAL) throw new Error('the zip is damaged where it should begin');
    const start = offset + 30 + local.getUint16(26, true) + local.getUint16(28, true);
    return unpacked(method, await file.read(start, start + packed), size);
  };
  return { path, size, read: async (from, to) => (await unpack()).subarray(from, to) };
}

/** Size, packed size and offset of an entry; those of 32 ones stand in its zip64 field, in this order. */
function placeOf(view: DataView, at: number): [number, number, number] {
  const place: [number, number, number] = [view.getUint32(at + 24, true), view.getUint32(at + 20, true), view.getUint32(at + 42, true)];
  const end = at + 46 + view.getUint16(at + 28, true) + view.getUint16(at + 30, true);
  for (let field = at + 46 + view.getUint16(at + 28, true); field + 4 <= end; field += 4 + view.getUint16(field + 2, true)) {
    if (view.getUint16(field, true) !== 1) continue;
    let value = field + 4;
    for (let i = 0; i < 3; i++) {
      if (place[i] !== 0xffffffff || value + 8 > end) continue;
      place[i] = Number(view.getBigUint64(value, true));
      value += 8;
    }
  }
  return place;
}

function unpacked(method: number, bytes: Uint8Array, size: number): Uint8Array {
  if (method !== 0 && method !== 8) throw new Error(`it is packed with method ${method}; stored and deflated files are read`);
  const all = method === 0 ? bytes : inflateSync(bytes, { out: new Uint8Array(size) });
  if (all.length !== size) throw new Error('it is damaged: its length is not what the zip says');
  return all;
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
