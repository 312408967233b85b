/** Read, write, read: what a reference model computes, and what its file holds, survives every way Tinyscape writes it. */
import { describe, expect, it } from 'vitest';
import { hasReference, referenceModels } from '../../testing/reference-files.ts';
import { createRandom, type Random } from '../base/random.ts';
import type { Result } from '../base/result.ts';
import type { DeployedGraph } from '../graph/deployed.ts';
import { exportTflite } from '../formats/tflite/export.ts';
import { readTflite } from '../formats/tflite/read.ts';
import type { TfliteFile } from '../formats/tflite/tflite-file.ts';
import { writeTflite } from '../formats/tflite/write.ts';
import { bytesOf } from '../quant/elements.ts';
import { fnv1a } from '../quant/fnv1a.ts';
import { createInputGenerator } from '../quant/generated-inputs.ts';
import { createInterpreter } from '../quant/interpreter.ts';
import { planWithFixedAddresses } from '../schedule/offline.ts';
import { bestPlacedOrder } from '../schedule/order/best-placed-order.ts';

const RUNS = 2;

function value<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
}

const read = (bytes: Uint8Array): TfliteFile => value(readTflite(bytes, 'model.tflite'));

/** What each output is, run after run; state is kept. Nothing is said of models that the interpreter refuses. */
function outputsOf(file: TfliteFile): readonly string[] | string {
  const interpreter = createInterpreter(file);
  if (!interpreter.ok) return interpreter.error.message;
  const inputs = createInputGenerator(1);
  return Array.from({ length: RUNS }, () => value(interpreter.value.run(inputs(file.graph))).map((each) => fnv1a(bytesOf(each)))).flat();
}

/** Operators and tensors as the file has them, whatever order the operators stand in. */
function contents({ graph, data, versions }: TfliteFile): readonly string[] {
  const ops = graph.ops.map((op, i) => JSON.stringify([op, versions[i]])).toSorted();
  const tensors = graph.tensors.map((tensor, i) => JSON.stringify(tensor) + (data[i] === undefined ? '' : fnv1a(data[i])));
  return [...ops, ...tensors, JSON.stringify([graph.inputs, graph.outputs])];
}

/** The order of least memory where that is not the file's, else one drawn from all that are possible. */
function otherOrder(random: Random, graph: DeployedGraph): readonly number[] {
  const { order } = bestPlacedOrder(graph, 'tflm-cmsis-nn', 'cortex-m4');
  return order.every((op, i) => op === i) ? randomOrder(random, graph) : order;
}

function randomOrder(random: Random, { ops }: DeployedGraph): readonly number[] {
  const left = new Set(ops.keys());
  const order: number[] = [];
  while (left.size > 0) {
    const open = new Set([...left].flatMap((op) => ops[op]!.outputs));
    const next = random.pick([...left].filter((op) => ops[op]!.inputs.every((index) => !open.has(index))));
    left.delete(next);
    order.push(next);
  }
  return order;
}

describe.runIf(hasReference)('every reference model', () => {
  const models = referenceModels().map(({ name, bytes }) => ({ name, bytes, file: read(bytes) }));

  it('written from what was read computes the same', () => {
    const outputs = models.map(({ file }) => outputsOf(file));
    const again = models.map(({ file: { graph, data, extras } }) => outputsOf(read(value(writeTflite(graph, data, extras)))));
    expect(again).toEqual(outputs);
    const run = outputs.filter((each) => typeof each !== 'string').length;
    console.log(`read, write, read: ${run} of ${models.length} reference models run, all with the same outputs`);
    expect(run).toBe(models.length);
  });

  it('exported without a change keeps every byte', () => {
    for (const { bytes, file, name } of models) expect(Buffer.compare(value(exportTflite(file, {})), bytes), name).toBe(0);
  });

  it('exported in another order and at fixed addresses keeps the bytes of each operator and tensor, and computes the same', () => {
    const random = createRandom(1);
    let moved = 0;
    for (const { file, name } of models) {
      const order = otherOrder(random, file.graph);
      const { offsets } = planWithFixedAddresses(file.graph, 'tflm-cmsis-nn', 'cortex-m4', order);
      const exported = read(value(exportTflite(file, { order, offlineOffsets: offsets })));
      expect(contents(exported), name).toEqual(contents(file));
      expect(exported.graph.offlineOffsets, name).toEqual(offsets);
      expect(outputsOf(exported), name).toEqual(outputsOf(file));
      if (order.some((op, i) => op !== i)) moved++;
    }
    console.log(`${moved} of ${models.length} models ran in another order`);
    expect(moved).toBeGreaterThan(20);
  });
});
