import { describe, expect, it } from 'vitest';
import { quantizedNetwork } from '../../testing/quantized-network.ts';
import { frontEndById } from '../audio/front-end.ts';
import { frontEndC } from '../audio/front-end-c.ts';
import { sha256 } from '../base/sha256.ts';
import { newDesign } from '../document/new-design.ts';
import { writeTflite } from '../formats/tflite/write.ts';
import { bundleFiles } from './bundle.ts';

function bundled(presets: readonly string[]): ReadonlyMap<string, string | Uint8Array> {
  const { graph, data } = quantizedNetwork(2, 'int8').model;
  const model = writeTflite(graph, data);
  if (!model.ok) throw new Error(model.error.message);
  const design = newDesign('words');
  const application = { ...design.application, presets };
  const files = bundleFiles({ model: model.value, design: { ...design, application }, hash: sha256(model.value), page: '' });
  if (!files.ok) throw new Error(files.error.message);
  return files.value;
}

describe('the bundle of a design with an audio front end', () => {
  it('holds its C source and says so', () => {
    const files = bundled(['audio-ring-one-second', 'front-end-mfcc-49x10']);
    const expected = frontEndC(frontEndById('mfcc-49x10'), 16_000);
    for (const name of ['tinyscape_front_end.h', 'tinyscape_front_end.c']) expect(files.get(name)).toBe(expected[name]);
    expect(String(files.get('README.md'))).toContain('`tinyscape_front_end.c` | the audio front end');
  });

  it('holds none for a design without one', () => {
    const files = bundled(['audio-ring-one-second']);
    expect([...files.keys()].filter((name) => name.includes('front_end'))).toEqual([]);
    expect(String(files.get('README.md'))).not.toContain('front_end');
  });
});
