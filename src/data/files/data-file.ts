/** A file of a data set wherever it lies: in memory, on disk, dropped on the page, inside an archive. */
export interface DataFile {
  /** Within the folder or archive, parts separated by '/'. */
  readonly path: string;
  /** Bytes. */
  readonly size: number;
  /** The bytes from `from` up to, not including, `to`; all of them unless told. Rejects when they cannot be had. */
  readonly read: (from?: number, to?: number) => Promise<Uint8Array>;
}

export function memoryFile(path: string, bytes: Uint8Array): DataFile {
  return { path, size: bytes.length, read: async (from = 0, to = bytes.length) => bytes.subarray(from, to) };
}

/** A file the browser holds: its bytes are read when asked for, so that it may be larger than memory. */
export function blobFile(path: string, blob: Blob): DataFile {
  return {
    path,
    size: blob.size,
    read: async (from = 0, to = blob.size) => new Uint8Array(await blob.slice(from, to).arrayBuffer()),
  };
}

/** Lower-case ending of a path, without its dot; '' where there is none. */
export function extensionOf(path: string): string {
  return /\.([^./]+)$/.exec(path)?.[1]?.toLowerCase() ?? '';
}

export function fileNameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** The folder a path lies in, '' at the top. */
export function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

/** True for what systems leave in folders and archives: hidden files, resource forks, thumbnails. */
export function isClutter(path: string): boolean {
  return path.split('/').some((part) => part.startsWith('.') || part === '__MACOSX' || part === 'Thumbs.db');
}
