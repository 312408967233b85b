/** MAX_POOL_2D and AVERAGE_POOL_2D, int8. */
import type { Kernel } from '../kernel.ts';
import { poolGeometry } from './geometry.ts';

type Pool = Kernel<'MAX_POOL_2D' | 'AVERAGE_POOL_2D'>;

const POOL_TERMS = ['call', 'pixels', 'outputs', 'outputs x rows inside', 'outputs x cells inside'] as const;

/** TFLM's loops: channel by channel over the cells inside the image. */
function poolReference(name: string): Pool {
  return {
    name,
    terms: POOL_TERMS,
    count: (op, graph, counts) => {
      const g = poolGeometry(op, graph);
      counts
        .add(1)
        .add(g.pixels)
        .add(g.pixels * g.outputChannels)
        .add(g.batches * g.rows * g.x.output * g.outputChannels)
        .add(g.inside * g.outputChannels);
    },
  };
}

/** Cell by cell over all channels, four at a time (arm_max_pool_s8 and arm_avgpool_s8 without MVE). */
function poolByCell(name: string): Pool {
  return {
    name,
    terms: [
      'call',
      'pixels',
      'pixels x rows inside',
      'pixels x channels / 4',
      'pixels x channels % 4',
      'cells inside',
      'cells inside x channels / 4',
      'cells inside x channels % 4',
    ],
    count: (op, graph, counts) => {
      const g = poolGeometry(op, graph);
      const fours = g.outputChannels >> 2;
      const rest = g.outputChannels & 3;
      const rows = g.batches * g.rows * g.x.output;
      counts
        .add(1)
        .add(g.pixels)
        .add(rows)
        .add(g.pixels * fours)
        .add(g.pixels * rest)
        .add(g.inside)
        .add(g.inside * fours)
        .add(g.inside * rest);
    },
  };
}

/** In vectors of 16 channels (MVE). */
function poolByVector(name: string): Pool {
  return {
    name,
    terms: [
      'call',
      'pixels',
      'pixels x channels / 16',
      'pixels x rows inside x channels / 16',
      'cells inside x channels / 16',
      'pixels x channels % 16',
      'pixels x rows inside x channels % 16',
      'cells inside x channels % 16',
      'pixels x rows inside',
      'cells inside',
    ],
    count: (op, graph, counts) => {
      const g = poolGeometry(op, graph);
      const vectors = (g.outputChannels + 15) >> 4;
      const rest = g.outputChannels & 15;
      const rows = g.batches * g.rows * g.x.output;
      counts
        .add(1)
        .add(g.pixels)
        .add(g.pixels * vectors)
        .add(rows * vectors)
        .add(g.inside * vectors)
        .add(g.pixels * rest)
        .add(rows * rest)
        .add(g.inside * rest)
        .add(rows)
        .add(g.inside);
    },
  };
}

export const maxPoolReference = poolReference('max pool reference');
export const averagePoolReference = poolReference('average pool reference');
export const maxPoolByCell = poolByCell('max pool by cell');
export const averagePoolByCell = poolByCell('average pool by cell');
export const maxPoolMve = poolByVector('max pool mve');
export const averagePoolMve = poolByVector('average pool mve');
/** Without DSP the average is taken channel by channel, asking of every cell whether it lies inside. */
export const averagePoolScalar: Pool = {
  name: 'average pool scalar',
  terms: ['call', 'pixels', 'outputs', 'outputs x window rows', 'outputs x window cells', 'outputs x cells inside'],
  count: (op, graph, counts) => {
    const g = poolGeometry(op, graph);
    const outputs = g.pixels * g.outputChannels;
    counts
      .add(1)
      .add(g.pixels)
      .add(outputs)
      .add(outputs * g.y.kernel)
      .add(outputs * g.taps)
      .add(g.inside * g.outputChannels);
  },
};
