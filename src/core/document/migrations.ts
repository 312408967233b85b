import { fail, ok, type Result } from '../base/result.ts';
import { shown } from './shown.ts';

type Stored = Readonly<Record<string, unknown>>;
/** Turns a document of version n into one of version n + 1; what it finds is not checked yet. */
export type Migration = (stored: Stored) => Stored;

const CURRENT_VERSION = 1;

/** By the version they start from. Old documents open for ever: entries are never removed. */
const MIGRATIONS: ReadonlyMap<number, Migration> = new Map();

/** The value in the current version's form, unchecked otherwise. `table` and `current` are for tests. */
export function migrate(
  stored: Stored,
  table: ReadonlyMap<number, Migration> = MIGRATIONS,
  current: number = CURRENT_VERSION,
): Result<Stored> {
  const version = stored['version'];
  if (typeof version !== 'number') return wrongVersion(version, current);
  if (version > current) return fail(`version: ${version} is newer than this Tinyscape reads (${current}); reload the page to update it`);
  let value = stored;
  for (let from = version; from < current; from++) {
    const step = table.get(from);
    if (step === undefined) return wrongVersion(version, current);
    value = { ...step(value), version: from + 1 };
  }
  return ok(value);
}

function wrongVersion(version: unknown, current: number): Result<never> {
  return fail(`version: expected ${current}, got ${shown(version)}`);
}
