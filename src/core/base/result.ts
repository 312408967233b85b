/** A mistake of the user as a value: what is wrong, where, and where possible how to mend it. Bugs throw; mistakes are returned. */
export interface Problem {
  /** One sentence that names what is wrong, ready to be shown. */
  readonly message: string;
  /** Where: a file name, a node name, a field path, a byte offset. */
  readonly where?: string;
}

export type Result<T, E = Problem> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: E };

export function ok<T>(value: T): Result<T, never> {
  return { ok: true, value };
}

export function fail(message: string, where?: string): Result<never> {
  return { ok: false, error: where === undefined ? { message } : { message, where } };
}
