import { gunzipSync } from 'fflate';
import { memoryFile, type DataFile } from './data-file.ts';

/** A file unpacked in memory may hold so much. */
const MAX_BYTES = 2 ** 30;

/** True for bytes that begin as gzip does. */
function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

/** The file, unpacked into memory where it is gzip. Rejects when it is damaged or unpacks to more than 1 GiB. */
export async function ungzipped(file: DataFile): Promise<DataFile> {
  if (!isGzip(await file.read(0, Math.min(2, file.size)))) return file;
  const end = await file.read(Math.max(0, file.size - 4));
  const size = end.length < 4 ? 0 : new DataView(end.buffer, end.byteOffset).getUint32(0, true);
  if (size > MAX_BYTES) throw new Error(`it unpacks to ${size} bytes; unpack it first and open the folder`);
  return memoryFile(file.path.replace(/\.gz$/i, ''), gunzipSync(await file.read()));
}
