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
  count: (op, graph) => {
    const g = convGeometry(op, graph);
    const outputs = g.pixels * g.outputChannels;
    return [1, g.pixels, g.pixels * g.inputChannels, outputs, outputs * g.y.kernel, outputs * g.taps, g.inside * g.outputChannels];
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
  count: (op, graph) => {
    const g = convGeometry(op, graph);
    const fours = g.inputChannels >> 2;
    const rest = g.inputChannels & 3;
    const rows = g.batches * g.rows * g.x.output;
    return [1, g.pixels, g.pixels * fours, rows * fours, g.inside * fours, g.pixels * rest, rows * rest, g.inside * rest];
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
  count: (op, graph) => {
    const g = convGeometry(op, graph);
    const fours = g.inputChannels >> 2;
    const rest = g.inputChannels & 3;
    const outside = g.batches * g.rows * g.x.output * g.x.kernel - g.inside;
    return [
      1,
      g.pixels,
      g.batches * g.rows * g.x.output,
      g.inside,
      g.inside * fours,
      g.inside * rest,
      outside,
      (g.pixels * g.taps - g.inside) * g.inputChannels,
      g.pixels * fours,
      g.pixels * fours * (g.taps >> 1),
      g.pixels * fours * (g.taps & 1),
      g.pixels * rest,
      g.pixels * rest * g.taps,
    ];
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
  count: (op, graph) => {
    const g = convGeometry(op, graph);
    const blocks = Math.ceil(g.inputChannels / 124);
    const lastChannels = g.inputChannels - (blocks - 1) * 124;
    const vectors16 = (blocks - 1) * 8 + ((lastChannels + 15) >> 4);
    const vectors4 = (blocks - 1) * 31 + ((lastChannels + 3) >> 2);
    const outside = g.pixels * g.taps - g.inside;
    const quads = g.batches * ((g.y.output * g.x.output) >> 2);
    const odd = g.batches * ((g.y.output * g.x.output) & 3);
    return [
      1,
      blocks * g.pixels,
      blocks * g.pixels * g.y.kernel,
      blocks * outside,
      blocks * g.inside,
      g.inside * vectors16,
      outside * vectors16,
      blocks * quads,
      quads * vectors4,
      quads * vectors4 * g.taps,
      blocks * odd,
      odd * vectors4,
      odd * vectors4 * g.taps,
    ];
  },
};

/** A channel multiplier of 4, 8, ...: four outputs of a channel at a time (arm_depthwise_conv_s8, its first branch). */
export const depthwiseMultiple4: Depthwise = {
  name: 'depthwise multiplier 4',
  terms: ['call', 'pixels', 'pixels x channels', 'blocks', 'blocks x rows inside', 'blocks x cells inside'],
  count: (op, graph) => {
    const g = convGeometry(op, graph);
    const blocks = g.outputChannels >> 2;
    return [1, g.pixels, g.pixels * g.inputChannels, g.pixels * blocks, g.batches * g.rows * g.x.output * blocks, g.inside * blocks];
  },
};

/** Everything else, output by output: other multipliers, dilation, several images (arm_depthwise_conv_s8, its last branch). */
export const depthwiseGeneric: Depthwise = {
  name: 'depthwise generic',
  terms: ['call', 'pixels', 'pixels x channels', 'outputs', 'dilated outputs', 'outputs x rows inside', 'outputs x cells inside'],
  count: (op, graph) => {
    const g = convGeometry(op, graph);
    const outputs = g.pixels * g.outputChannels;
    const dilated = op.options.dilationH > 1 || op.options.dilationW > 1 ? outputs : 0;
    return [
      1,
      g.pixels,
      g.pixels * g.inputChannels,
      outputs,
      dilated,
      g.batches * g.rows * g.x.output * g.outputChannels,
      g.inside * g.outputChannels,
    ];
  },
};
