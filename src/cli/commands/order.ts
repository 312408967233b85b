import { writeFile } from 'node:fs/promises';
import { formatBytes } from '../../core/base/format.ts';
import { chipOf } from '../../core/cost/chip-of.ts';
import { exportTflite } from '../../core/formats/tflite/export.ts';
import { lower } from '../../core/lower/lower.ts';
import type { Core } from '../../core/mcu/chip.ts';
import type { RuntimeId } from '../../core/runtime/runtimes.ts';
import { planArena } from '../../core/schedule/arena.ts';
import { planWithFixedAddresses } from '../../core/schedule/offline.ts';
import { bestPlacedOrder } from '../../core/schedule/order/best-placed-order.ts';
import type { DeployedGraph } from '../../core/graph/deployed.ts';
import { type Command, textOf, unusable } from '../command.ts';
import { openSource } from '../sources.ts';
import { onChip, parseTarget, TARGET_OPTIONS } from '../targets.ts';

/** Finds the operator order of least memory, and writes the file in that order: same operators, same weights, same results. */
export const orderCommand: Command = {
  name: 'order',
  usage: 'order FILE [-o OUT.tflite] [--addresses] [--chip ID] [--runtime ID] [--json]',
  summary: 'the operator order of least memory, proven where it can be; --addresses fixes where each tensor lies',
  options: { ...TARGET_OPTIONS, output: { type: 'string', short: 'o' }, addresses: { type: 'boolean' } },
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
    const graph = file?.graph ?? lower(design.graph, design.quantize, design.origin).deployed;
    const { offsets, ...plans } = plansOf(graph, design.runtime, chipOf(design).core, values['addresses'] === true);
    if (output !== undefined && file !== undefined) {
      const written = exportTflite(file, { order: plans.bestOrder.order, ...(offsets === undefined ? {} : { offlineOffsets: offsets }) });
      if (!written.ok) return unusable(`${output}: ${written.error.message}`);
      await writeFile(output, written.value);
    }
    return { status: 0, json: { ...plans, written: output }, text: plansText(plans) };
  },
};

/** Bytes of planned activations in the file's order, in the best one, and in that one with every tensor at a fixed address. */
function plansOf(graph: DeployedGraph, runtime: RuntimeId, core: Core, fixed: boolean) {
  const fileOrder = { activations: planArena(graph, runtime, core).activations };
  const bestOrder = bestPlacedOrder(graph, runtime, core);
  if (!fixed) return { fileOrder, bestOrder };
  const { offsets, plan } = planWithFixedAddresses(graph, runtime, core, bestOrder.order);
  return { fileOrder, bestOrder, fixedAddresses: { activations: plan.activations }, offsets };
}

function plansText({ fileOrder, bestOrder, fixedAddresses }: Omit<ReturnType<typeof plansOf>, 'offsets'>): string {
  const proof = bestOrder.placementExact ? 'proven least' : `lower bound ${formatBytes(bestOrder.lowerBound)}`;
  const orders = `file order ${formatBytes(fileOrder.activations)}, best order ${formatBytes(bestOrder.activations)} (${proof})`;
  return fixedAddresses === undefined ? orders : `${orders}, at fixed addresses ${formatBytes(fixedAddresses.activations)}`;
}
