import { writeFile } from 'node:fs/promises';
import { formatBytes } from '../../core/base/format.ts';
import { chipOf } from '../../core/cost/chip-of.ts';
import { exportTflite } from '../../core/formats/tflite/export.ts';
import { planArena } from '../../core/schedule/arena.ts';
import { bestPlacedOrder } from '../../core/schedule/order/best-placed-order.ts';
import { lower } from '../../core/lower/lower.ts';
import { type Command, textOf, unusable } from '../command.ts';
import { openSource } from '../sources.ts';
import { onChip, parseTarget, TARGET_OPTIONS } from '../targets.ts';

/** Finds the operator order of least memory, and writes the file in that order: same operators, same weights, same results. */
export const orderCommand: Command = {
  name: 'order',
  usage: 'order FILE [-o OUT.tflite] [--chip ID] [--runtime ID] [--json]',
  summary: 'the operator order of least memory, proven where it can be',
  options: { ...TARGET_OPTIONS, output: { type: 'string', short: 'o' } },
  run: async (operands, values) => {
    if (operands.length !== 1) return unusable('order: name one .tflite, .json design or link');
    const target = parseTarget(values);
    if (!target.ok) return unusable(target.error.message);
    const opened = await openSource(operands[0]!);
    if (!opened.ok) return unusable(opened.error.message);
    const { file, design: own } = opened.value;
    const output = textOf(values, 'output');
    if (output !== undefined && file === undefined)
      return unusable('order: -o needs a .tflite to reorder; convert writes one from a design');
    const design = onChip(own, target.value.chips?.[0], target.value);
    const { core } = chipOf(design);
    const graph = file?.graph ?? lower(design.graph, design.quantize, design.origin).deployed;
    const fileOrder = { activations: planArena(graph, design.runtime, core).activations };
    const bestOrder = bestPlacedOrder(graph, design.runtime, core);
    if (output !== undefined && file !== undefined) {
      const written = exportTflite(file, { order: bestOrder.order });
      if (!written.ok) return unusable(`${output}: ${written.error.message}`);
      await writeFile(output, written.value);
    }
    const proof = bestOrder.placementExact ? 'proven least' : `lower bound ${formatBytes(bestOrder.lowerBound)}`;
    return {
      status: 0,
      json: { fileOrder, bestOrder, written: output },
      text: `file order ${formatBytes(fileOrder.activations)}, best order ${formatBytes(bestOrder.activations)} (${proof})`,
    };
  },
};
