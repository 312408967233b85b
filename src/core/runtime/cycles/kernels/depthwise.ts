/** DEPTHWISE_CONV_2D, int8. */
import type { Kernel } from '../kernel.ts';
import { convGeometry } from './geometry.ts';

type Depthwise = Kernel<'DEPTHWISE_CONV_2D'>;

/** TFLM's nested loops: every channel of every pixel walks its window, cells outside included. */
export const depthwiseReference: Depthwise = {
  name: 'depthwise reference',
  terms: [
    'call',
    'pixels',
    'pixels x input channels',
    'outputs',
    'outputs x window rows',
    'outputs x window cells',
    'outputs x cells inside',
  ],
  count: (op, graph, counts) => {
    const g = convGeometry(op, graph);
    const outputs = g.pixels * g.outputChannels;
    counts
      .add(1)
      .add(g.pixels)
      .add(g.pixels * g.inputChannels)
      .add(outputs)
      .add(outputs * g.y.kernel)
      .add(outputs * g.taps)
      .add(g.inside * g.outputChannels);
  },
};

/** 3x3, one output a channel, without MVE: four channels at a time, only rows and columns inside (arm_depthwise_conv_3x3_s8). */
export const depthwise3x3: Depthwise = {
  name: 'depthwise 3x3',
  terms: [
    'call',
    'pixels',
    'pixels x channels / 4',
    'rows inside x channels / 4',
    'cells inside x channels / 4',
    'pixels x channels % 4',
    'rows inside x channels % 4',
    'cells inside x channels % 4',
  ],
  count: (op, graph, counts) => {
    const g = convGeometry(op, graph);
    const fours = g.inputChannels >> 2;
    const rest = g.inputChannels & 3;
    const rows = g.batches * g.rows * g.x.output;
    counts
      .add(1)
      .add(g.pixels)
      .add(g.pixels * fours)
      .add(rows * fours)
      .add(g.inside * fours)
      .add(g.pixels * rest)
      .add(rows * rest)
      .add(g.inside * rest);
  },
};

/** Any window, one output a channel, with DSP: the window is widened to 16 bits first (arm_depthwise_conv_s8_opt). */
export const depthwiseOptDsp: Depthwise = {
  name: 'depthwise opt dsp',
  terms: [
    'call',
    'pixels',
    'pixels x rows inside',
    'cells inside',
    'cells inside x channels / 4',
    'cells inside x channels % 4',
    'cells outside',
    'cells outside x channels',
    'pixels x channels / 4',
    'pixels x channels / 4 x cells / 2',
    'pixels x channels / 4 x cells % 2',
    'pixels x channels % 4',
    'pixels x channels % 4 x cells',
  ],
  count: (op, graph, counts) => {
    const g = convGeometry(op, graph);
    const fours = g.inputChannels >> 2;
    const rest = g.inputChannels & 3;
    const outside = g.batches * g.rows * g.x.output * g.x.kernel - g.inside;
    counts
      .add(1)
      .add(g.pixels)
      .add(g.batches * g.rows * g.x.output)
      .add(g.inside)
      .add(g.inside * fours)
      .add(g.inside * rest)
      .add(outside)
      .add((g.pixels * g.taps - g.inside) * g.inputChannels)
      .add(g.pixels * fours)
      .add(g.pixels * fours * (g.taps >> 1))
      .add(g.pixels * fours * (g.taps & 1))
      .add(g.pixels * rest)
      .add(g.pixels * rest * g.taps);
  },
};

/** Blocks of 124 channels, four columns at a time, in vectors of four channels (arm_depthwise_conv_s8_opt with MVE). */
export const depthwiseOptMve: Depthwise = {
  name: 'depthwise opt mve',
  terms: [
    'call',
    'blocks x pixels',
    'blocks x pixels x window rows',
    'blocks x cells outside',
    'blocks x cells inside',
    'cells inside x channels / 16',
    'cells outside x channels / 16',
    'blocks x four pixels',
    'four pixels x channels / 4',
    'four pixels x channels / 4 x cells',
    'odd pixels',
    'odd pixels x channels / 4',
    'odd pixels x channels / 4 x cells',
  ],
  count: (op, graph, counts) => {
    const g = convGeometry(op, graph);
    const blocks = Math.ceil(g.inputChannels / 124);
    const lastChannels = g.inputChannels - (blocks - 1) * 124;
    const vectors16 = (blocks - 1) * 8 + ((lastChannels + 15) >> 4);
    const vectors4 = (blocks - 1) * 31 + ((lastChannels + 3) >> 2);
    const outside = g.pixels * g.taps - g.inside;
    const quads = g.batches * ((g.y.output * g.x.output) >> 2);
    const odd = g.batches * ((g.y.output * g.x.output) & 3);
    counts
      .add(1)
      .add(blocks * g.pixels)
      .add(blocks * g.pixels * g.y.kernel)
      .add(blocks * outside)
      .add(blocks * g.inside)
      .add(g.inside * vectors16)
      .add(outside * vectors16)
      .add(blocks * quads)
      .add(quads * vectors4)
      .add(quads * vectors4 * g.taps)
      .add(blocks * odd)
      .add(odd * vectors4)
      .add(odd * vectors4 * g.taps);
  },
};

/** A channel multiplier of 4, 8, ...: four outputs of a channel at a time (arm_depthwise_conv_s8, its first branch). */
export const depthwiseMultiple4: Depthwise = {
  name: 'depthwise multiplier 4',
  terms: ['call', 'pixels', 'pixels x channels', 'blocks', 'blocks x rows inside', 'blocks x cells inside'],
  count: (op, graph, counts) => {
    const g = convGeometry(op, graph);
    const blocks = g.outputChannels >> 2;
    counts
      .add(1)
      .add(g.pixels)
      .add(g.pixels * g.inputChannels)
      .add(g.pixels * blocks)
      .add(g.batches * g.rows * g.x.output * blocks)
      .add(g.inside * blocks);
  },
};

/** Everything else, output by output: other multipliers, dilation, several images (arm_depthwise_conv_s8, its last branch). */
export const depthwiseGeneric: Depthwise = {
  name: 'depthwise generic',
  terms: ['call', 'pixels', 'pixels x channels', 'outputs', 'dilated outputs', 'outputs x rows inside', 'outputs x cells inside'],
  count: (op, graph, counts) => {
    const g = convGeometry(op, graph);
    const outputs = g.pixels * g.outputChannels;
    const dilated = op.options.dilationH > 1 || op.options.dilationW > 1 ? outputs : 0;
    counts
      .add(1)
      .add(g.pixels)
      .add(g.pixels * g.inputChannels)
      .add(outputs)
      .add(dilated)
      .add(g.batches * g.rows * g.x.output * g.outputChannels)
      .add(g.inside * g.outputChannels);
  },
};
