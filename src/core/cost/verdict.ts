/** Does it fit: each total against its limit, and which limit binds. */
import type { Limit } from './estimate-types.ts';

/** One total against its limit; an undefined limit never binds, an undefined actual is a figure we do not have. */
export interface Comparison {
  readonly what: Limit;
  readonly actual: number | undefined;
  readonly limit: number | undefined;
}

export interface Verdict {
  readonly fits: boolean | 'unknown';
  /** The limit exceeded by the largest factor; undefined when nothing binds. */
  readonly binding: Limit | undefined;
}

/** A total over its limit is "no"; without any such, a limited total that we do not know makes the answer "unknown". */
export function verdictOf(comparisons: readonly Comparison[]): Verdict {
  let binding: Limit | undefined;
  let worst = 1;
  let unknown = false;
  for (const { what, actual, limit } of comparisons) {
    if (limit === undefined) continue;
    if (actual === undefined) unknown = true;
    else if (actual > limit && (binding === undefined || actual / limit > worst)) {
      binding = what;
      worst = actual / limit;
    }
  }
  if (binding !== undefined) return { fits: false, binding };
  return { fits: unknown ? 'unknown' : true, binding: undefined };
}
