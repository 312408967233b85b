import type { Result } from '../src/core/base/result.ts';

/** The value; a failure ends the bench with its message. */
export function valueOf<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
}
