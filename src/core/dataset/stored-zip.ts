/**
 * Zip archives whose files are stored as they are (PKWARE APPNOTE 6.3.10): pictures are packed already, and a writer that packs would be
 * part of the page's first load.
 */

const LOCAL_BYTES = 30;
const CENTRAL_BYTES = 46;
const END_BYTES = 22;
/** What a reader must know, 2.0, and that names are UTF-8. */
const VERSION = 20;
const UTF8 = 0x0800;
/** 2 January 1980: the same files give the same bytes. */
const DATE = 0x22;
const CRC_POLYNOMIAL = 0xedb88320;

/** The archive in pieces, to be put one behind the other. At most 65,535 files, and 4 GiB. */
export function storedZip(files: ReadonlyMap<string, Uint8Array>): readonly Uint8Array[] {
  const locals: Uint8Array[] = [];
  const centrals: Uint8Array[] = [];
  let offset = 0;
  for (const [path, bytes] of files) {
    const name = new TextEncoder().encode(path);
    const facts = factsOf(name, bytes);
    const local = header(0x04034b50, LOCAL_BYTES, 4, facts, name);
    const central = header(0x02014b50, CENTRAL_BYTES, 6, facts, name);
    const view = new DataView(central.buffer);
    view.setUint16(4, VERSION, true);
    view.setUint32(42, offset, true);
    locals.push(local, bytes);
    centrals.push(central);
    offset += local.length + bytes.length;
  }
  return [...locals, ...centrals, endOf(files.size, centrals, offset)];
}

/** The fields that a file's own header and its entry in the directory share: version, flags, method, time, date, sum, sizes, name length. */
function factsOf(name: Uint8Array, bytes: Uint8Array): Uint8Array {
  const facts = new DataView(new ArrayBuffer(24));
  facts.setUint16(0, VERSION, true);
  facts.setUint16(2, UTF8, true);
  facts.setUint16(8, DATE, true);
  facts.setUint32(10, crc32(bytes), true);
  facts.setUint32(14, bytes.length, true);
  facts.setUint32(18, bytes.length, true);
  facts.setUint16(22, name.length, true);
  return new Uint8Array(facts.buffer);
}

function header(signature: number, length: number, factsAt: number, facts: Uint8Array, name: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(length + name.length);
  new DataView(bytes.buffer).setUint32(0, signature, true);
  bytes.set(facts, factsAt);
  bytes.set(name, length);
  return bytes;
}

function endOf(count: number, directory: readonly Uint8Array[], offset: number): Uint8Array {
  const end = new DataView(new ArrayBuffer(END_BYTES));
  end.setUint32(0, 0x06054b50, true);
  end.setUint16(8, count, true);
  end.setUint16(10, count, true);
  end.setUint32(
    12,
    directory.reduce((sum, { length }) => sum + length, 0),
    true,
  );
  end.setUint32(16, offset, true);
  return new Uint8Array(end.buffer);
}

const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit++) value = (value >>> 1) ^ ((value & 1) * CRC_POLYNOMIAL);
  return value;
});

function crc32(bytes: Uint8Array): number {
  let sum = ~0;
  for (const byte of bytes) sum = (sum >>> 8) ^ CRC_TABLE[(sum ^ byte) & 0xff]!;
  return ~sum >>> 0;
}
