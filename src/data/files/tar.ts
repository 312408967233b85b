/** Tar archives: ustar, with the long names of GNU tar and pax. */
import { fail, ok, type Result } from '../../core/base/result.ts';
import { isClutter, type DataFile } from './data-file.ts';

const BLOCK = 512;
const MAX_NAME_BYTES = 65_536;
const TEXT = new TextDecoder();

/** The files of an archive, without folders, links and clutter. */
export async function readTar(archive: DataFile): Promise<Result<DataFile[]>> {
  const files: DataFile[] = [];
  let longName: string | undefined;
  for (let at = 0; at + BLOCK <= archive.size;) {
    const header = await archive.read(at, at + BLOCK);
    if (header.every((byte) => byte === 0)) break;
    const size = sizeOf(header);
    if (size === undefined || !hasChecksum(header)) return fail(`${archive.path}: the tar is damaged at byte ${at}`);
    const start = at + BLOCK;
    if (start + size > archive.size) return fail(`${archive.path}: the tar ends too early`);
    const kind = String.fromCharCode(header[156]!);
    if ((kind === 'L' || kind === 'x') && size <= MAX_NAME_BYTES) longName = nameIn(await archive.read(start, start + size), kind);
    else {
      const path = longName ?? nameOf(header);
      longName = undefined;
      if ((kind === '0' || kind === '\0') && !isClutter(path.replace(/^\.\//, '')))
        files.push(part(archive, path.replace(/^\.\//, ''), start, size));
    }
    at = start + Math.ceil(size / BLOCK) * BLOCK;
  }
  return files.length === 0 ? fail(`${archive.path}: there are no files in the tar`) : ok(files);
}

function part(archive: DataFile, path: string, start: number, size: number): DataFile {
  return { path, size, read: async (from = 0, to = size) => archive.read(start + from, start + Math.min(to, size)) };
}

function text(header: Uint8Array, from: number, length: number): string {
  const field = header.subarray(from, from + length);
  const end = field.indexOf(0);
  return TEXT.decode(end < 0 ? field : field.subarray(0, end));
}

function nameOf(header: Uint8Array): string {
  const prefix = text(header, 257, 5) === 'ustar' ? text(header, 345, 155) : '';
  return prefix === '' ? text(header, 0, 100) : `${prefix}/${text(header, 0, 100)}`;
}

/** Octal digits. */
function sizeOf(header: Uint8Array): number | undefined {
  const digits = text(header, 124, 12).trim();
  return /^[0-7]+$/.test(digits) ? Number.parseInt(digits, 8) : undefined;
}

/** The sum of the header's bytes, its own field taken as spaces. */
function hasChecksum(header: Uint8Array): boolean {
  const sum = header.reduce((total, byte, i) => total + (i >= 148 && i < 156 ? 32 : byte), 0);
  return Number.parseInt(text(header, 148, 8).trim(), 8) === sum;
}

/** The name a GNU or pax record gives the file that follows. */
function nameIn(record: Uint8Array, kind: 'L' | 'x'): string | undefined {
  return kind === 'L' ? text(record, 0, record.length) : /^\d+ path=(.*)$/m.exec(TEXT.decode(record))?.[1];
}
