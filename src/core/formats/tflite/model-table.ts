import { FlatFile } from './table.ts';
import type { FlatTable } from './table.ts';

/** The root table of a file that has been read before, so that nothing is checked against a budget again. */
export function modelOf(bytes: Uint8Array): FlatTable {
  const file = new FlatFile(bytes, Infinity);
  return file.table(file.follow(0, 'the model'), 'the model');
}
