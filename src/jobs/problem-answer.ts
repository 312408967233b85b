import * as v from 'valibot';

/** A worker's answer that says in words why there is no other: the failed half of a `Result`. */
export const PROBLEM_ANSWER = v.object({
  ok: v.literal(false),
  error: v.object({ message: v.string(), where: v.exactOptional(v.string()) }),
});
