import { fail, ok, type Result } from '../../../core/base/result.ts';

/** Numbers apart by spaces, commas, semicolons, brackets or lines, as they are printed and pasted. Names the first thing that is none. */
export function parseNumbers(text: string): Result<Float32Array> {
  const words = text.split(/[\s,;[\](){}]+/).filter((word) => word !== '');
  const bad = words.find((word) => !Number.isFinite(Number(word)));
  return bad === undefined ? ok(Float32Array.from(words, Number)) : fail(`"${bad}" is not a number`);
}
