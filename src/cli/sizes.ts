/** Numbers as the command line takes them: "64K", "1.5 MiB", "50ms", "2mJ". K is 1024 throughout. */
import { fail, ok, type Result } from '../core/base/result.ts';

const SIZE = /^\s*(\d+(?:\.\d+)?)\s*([KMG]?)(?:i?B)?\s*$/i;
const FACTOR: Readonly<Record<string, number>> = { '': 1, K: 1024, M: 1024 ** 2, G: 1024 ** 3 };

/** Bytes of "64K", "64KiB", "64 KB", "65536". */
export function parseBytes(text: string, what: string): Result<number> {
  const match = SIZE.exec(text);
  if (!match) return fail(`${what}: expected a size such as 64K or 65536, got "${text}"`);
  return ok(Math.floor(Number(match[1]) * FACTOR[(match[2] ?? '').toUpperCase()]!));
}

function parseUnit(text: string, what: string, units: Readonly<Record<string, number>>, example: string): Result<number> {
  const match = /^\s*(\d+(?:\.\d+)?)\s*([a-zµ]*)\s*$/i.exec(text);
  const factor = match ? units[match[2]!.toLowerCase()] : undefined;
  if (!match || factor === undefined) return fail(`${what}: expected a figure such as ${example}, got "${text}"`);
  return ok(Number(match[1]) * factor);
}

/** Milliseconds of "50ms", "1.5s", "800us"; a bare number is milliseconds. */
export function parseMilliseconds(text: string, what: string): Result<number> {
  return parseUnit(text, what, { '': 1, ms: 1, s: 1000, us: 1e-3, µs: 1e-3 }, '50ms or 1.5s');
}

/** Microjoules of "200uJ", "2mJ"; a bare number is microjoules. */
export function parseMicrojoules(text: string, what: string): Result<number> {
  return parseUnit(text, what, { '': 1, uj: 1, µj: 1, mj: 1e3, j: 1e6, nj: 1e-3 }, '200uJ or 2mJ');
}
