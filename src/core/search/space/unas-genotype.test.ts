import { describe, expect, it } from 'vitest';
import { createRandom } from '../../base/random.ts';
import { sampleUnas } from './sample-unas.ts';
import { parseUnasGenotype, unasGenotypeJson } from './unas-genotype.ts';

describe('parseUnasGenotype', () => {
  it('reads back what unasGenotypeJson wrote', () => {
    const random = createRandom(3);
    for (let i = 0; i < 200; i++) {
      const genotype = sampleUnas(random);
      expect(parseUnasGenotype(JSON.parse(JSON.stringify(unasGenotypeJson(genotype))))).toEqual({ ok: true, value: genotype });
    }
  });

  it.each([
    [7, 'A µNAS genotype must be an object', 'genotype'],
    [{ conv_blocks: {} }, 'Expected a list', 'conv_blocks'],
    [{ conv_blocks: [{ layers: [] }] }, 'A block needs at least one layer', 'conv_blocks[0]'],
    [
      { conv_blocks: [{ layers: [{ type: 'Conv3D' }] }] },
      'A layer\'s type must be Conv2D, 1x1Conv2D or DWConv2D, got "Conv3D"',
      'conv_blocks[0].layers[0]',
    ],
    [
      { conv_blocks: [{ layers: [{ type: 'Conv2D', ker_size: 0, filters: 3 }] }] },
      'ker_size must be a positive integer, got 0',
      'conv_blocks[0].layers[0]',
    ],
    [{ pooling: { type: 'min', pool_size: 2 } }, 'Pooling\'s type must be avg or max, got "min"', 'pooling'],
    [{ dense_blocks: [{ units: 1e9 }] }, 'units must be a positive integer, got 1000000000', 'dense_blocks[0]'],
  ])('names what is wrong with %j', (json, message, where) => {
    expect(parseUnasGenotype(json)).toEqual({ ok: false, error: { message, where } });
  });
});
