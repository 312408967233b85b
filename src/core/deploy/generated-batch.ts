import { createRandom } from '../base/random.ts';
import { fail, ok, type Result } from '../base/result.ts';
import type { Graph } from '../graph/graph.ts';
import { elementCount } from '../graph/tensor.ts';
import { lower } from '../lower/lower.ts';
import { elementsOfReals } from '../quant/elements-of-reals.ts';
import type { Elements } from '../quant/elements.ts';
import type { Batch } from '../quant/post-training/observe.ts';

const SAMPLES = 8;

/** Samples as the float network takes them; made from a seed where there are none. Fails when they are of another network. */
export function batchFor(graph: Graph, batch: Batch | undefined): Result<Batch> {
  if (batch === undefined) return generatedBatch(graph);
  const { deployed } = lower(graph, { scheme: 'float32', io: 'float32' });
  const tensors = deployed.inputs.map((index) => deployed.tensors[index]!);
  const counts = tensors.map(({ shape }) => elementCount(shape));
  const isFitting = (sample: readonly Elements[]): boolean =>
    sample.length === counts.length && sample.every(({ length }, i) => length === counts[i]);
  if (!batch.samples.every(isFitting))
    return fail(`The calibration samples are of another network: this one takes ${counts.join(' and ')} values`);
  const samples = batch.samples.map((sample) => sample.map((values, i) => elementsOfReals(Array.from(values, Number), tensors[i]!)));
  return ok({ ...batch, samples });
}

/** Inputs between -1 and 1 from a seed, integers 0: enough to give every tensor a range. Fails with what is wrong with the graph. */
export function generatedBatch(graph: Graph, seed = 2): Result<Batch> {
  const { deployed, problems } = lower(graph, { scheme: 'float32', io: 'float32' });
  if (problems[0] !== undefined) return fail(problems[0].message, `node ${problems[0].node}`);
  const random = createRandom(seed);
  const sample = (): Elements[] =>
    deployed.inputs.map((index) => {
      const { shape, type } = deployed.tensors[index]!;
      const count = elementCount(shape);
      return type === 'float32' ? Float32Array.from({ length: count }, () => 2 * random.next() - 1) : new Int32Array(count);
    });
  return ok({ samples: Array.from({ length: SAMPLES }, sample) });
}
