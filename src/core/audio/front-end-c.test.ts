/** The exported C, compiled by the host's gcc where there is one, against the TypeScript that training uses. */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { referenceSignal } from '../../testing/reference-signal.ts';
import { createExtract } from './extract.ts';
import { FRONT_ENDS, frontEndById, type FrontEnd } from './front-end.ts';
import { frontEndBytes, frontEndC } from './front-end-c.ts';

const hasGcc = spawnSync('gcc', ['--version']).status === 0;
if (!hasGcc) console.warn('SKIPPED: there is no gcc, so the exported C front ends were not compiled.');

const folder = mkdtempSync(join(tmpdir(), 'tinyscape-front-end-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Feeds standard input in pieces of 777 samples and writes the frames; its last two words are sizes. */
const MAIN = `#include <stdio.h>
#include "tinyscape_front_end.h"
static tinyscape_front_end state;
int main(void) {
  int16_t samples[777];
  int16_t features[TINYSCAPE_FEATURES];
  size_t count, taken;
  tinyscape_front_end_reset(&state);
  while ((count = fread(samples, 2, 777, stdin)) > 0)
    for (size_t at = 0; at < count; at += taken)
      if (tinyscape_front_end_feed(&state, samples + at, count - at, &taken, features)) fwrite(features, 2, TINYSCAPE_FEATURES, stdout);
  fprintf(stderr, "%u", (unsigned)sizeof state);
  return 0;
}
`;

function compiled(frontEnd: FrontEnd, rate: number): string {
  for (const [name, text] of Object.entries(frontEndC(frontEnd, rate))) writeFileSync(join(folder, name), text);
  writeFileSync(join(folder, 'main.c'), MAIN);
  const program = join(folder, 'program');
  const warnings = ['-Wall', '-Wextra', '-Werror', '-fsanitize=undefined', '-fno-sanitize-recover'];
  execFileSync('gcc', ['-std=c99', '-O1', ...warnings, 'main.c', 'tinyscape_front_end.c', '-o', program], { cwd: folder });
  return program;
}

describe.skipIf(!hasGcc)('the C source of a front end', () => {
  it.each([
    ...FRONT_ENDS.flatMap((frontEnd) => [8000, 16_000].map((rate) => ({ ...frontEnd, rate }))),
    { ...frontEndById('mfcc-49x10'), rate: 44_100 },
  ])('gives the bits of $id at $rate Hz that training reads', ({ rate, ...frontEnd }) => {
    const program = compiled(frontEnd, rate);
    const extract = createExtract(frontEnd, rate);
    for (const signal of [0, 1, 2, 3]) {
      const samples = referenceSignal(signal, rate);
      const { stdout, stderr } = spawnSync(program, { input: new Uint8Array(samples.buffer) });
      const features = new Int16Array(stdout.buffer, stdout.byteOffset, stdout.length / 2);
      expect(features.length).toBe(frontEnd.frames * frontEnd.features);
      expect(Array.from(features)).toEqual(Array.from(extract(samples)));
      expect(Number(String(stderr))).toBe(frontEndBytes(frontEnd, rate).state);
    }
  });
});
