/** Compared with ../shared/reference/microfrontend.csv: TensorFlow Lite Micro's own front end on four signals at two sample rates. */
import { describe, expect, it } from 'vitest';
import { hasReference, referenceRows } from '../../testing/reference-files.ts';
import { referenceSignal } from '../../testing/reference-signal.ts';
import { createExtract } from './extract.ts';
import { frontEndById } from './front-end.ts';

describe.skipIf(!hasReference)('the micro_speech front end', () => {
  const rows = hasReference ? referenceRows('microfrontend.csv') : [];
  const cases = [...new Set(rows.map((row) => `${row['signal']} ${row['sample_rate']}`))].map((key) => key.split(' ').map(Number));

  it('is compared on eight recordings', () => expect(cases).toHaveLength(8));

  it.each(cases)('gives the features of TensorFlow Lite Micro on signal %i at %i Hz, to the bit', (signal, rate) => {
    const own = rows.filter((row) => Number(row['signal']) === signal && Number(row['sample_rate']) === rate);
    const features = createExtract(frontEndById('micro-speech'), rate)(referenceSignal(signal, rate));
    expect(Array.from(features)).toEqual(own.flatMap((row) => row['features']!.split(' ').map(Number)));
  });
});
