import { strToU8, zipSync } from 'fflate';

/** All dates are the same, so that the same design gives the same bytes. */
const DATE = '1980-01-02T00:00:00';

/** The files of a bundle as a zip, in one folder. */
export function zipBundle(folder: string, files: ReadonlyMap<string, string | Uint8Array>): Uint8Array {
  const entries = [...files].map(([name, content]) => [`${folder}/${name}`, typeof content === 'string' ? strToU8(content) : content]);
  return zipSync(Object.fromEntries(entries) as Record<string, Uint8Array>, { level: 6, mtime: DATE });
}
