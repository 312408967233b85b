/** What every command of the command line is made of. */
import type { ParseArgsConfig } from 'node:util';

/** 0 done; 1 the answer is "no"; 2 unusable input. */
export type ExitStatus = 0 | 1 | 2;

export interface Outcome {
  readonly status: ExitStatus;
  /** The one value `--json` prints on stdout. */
  readonly json: unknown;
  /** What a person reads without `--json`. */
  readonly text: string;
  /** Lines for stderr: what is wrong with which input. */
  readonly complaints?: readonly string[];
}

export type Options = NonNullable<ParseArgsConfig['options']>;
export type Values = Readonly<Record<string, string | boolean | (string | boolean)[] | undefined>>;

export interface Command {
  readonly name: string;
  /** As the help prints it: "estimate FILE|LINK... --chip ID|all". */
  readonly usage: string;
  readonly summary: string;
  readonly options: Options;
  readonly run: (operands: readonly string[], values: Values) => Promise<Outcome>;
}

/** Input that cannot be used: one line on stderr, exit status 2. */
export function unusable(message: string, json?: unknown): Outcome {
  return { status: 2, json: json ?? { error: message }, text: '', complaints: [message] };
}

/** The option's text, or undefined when it was not given. */
export function textOf(values: Values, name: string): string | undefined {
  const value = values[name];
  return typeof value === 'string' ? value : undefined;
}
