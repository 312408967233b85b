/** A trained network that another one learns from. */
import { reshape, type Tensor } from '@tensorflow/tfjs-core';
import { fail, ok, type Result } from '../../core/base/result.ts';
import { elementCount, shapeText } from '../../core/graph/tensor.ts';
import type { Pruned } from '../../core/training/remove-channels.ts';
import { createNetwork, type Network } from '../model/network.ts';
import type { Distillation } from './distillation-loss.ts';
import type { Lesson } from './loss.ts';

export interface Teacher {
  /** What it makes of a batch; the tensor belongs to the caller's tidy. */
  readonly teach: (input: Tensor) => NonNullable<Lesson['teacher']>;
  readonly dispose: () => void;
}

/** Fails where the teacher takes or names something else than `pupil`. */
export function createTeacher({ graph, weights }: Pruned, pupil: Network, distillation: Distillation): Result<Teacher> {
  const created = createNetwork(graph, weights);
  if (!created.ok) return fail(`The teacher cannot be used: ${created.error.message}`, created.error.where);
  const network = created.value;
  const dispose = (): void => network.dispose();
  const problem = mismatch(network, pupil);
  if (problem !== undefined) {
    dispose();
    return fail(problem);
  }
  const [, ...shape] = shapeOf(network, network.graph.inputs[0]!);
  const run = { mode: 'evaluate', kernel: (kernel: Tensor) => kernel, random: () => 0 } as const;
  const teach: Teacher['teach'] = (input) => {
    const [samples = 1] = input.shape;
    const frames = input.size / samples / elementCount(shape);
    const values = network.forward([reshape(input, [samples, ...(frames > 1 ? [frames] : []), ...shape])], run);
    return { logits: values[network.logits]!, distillation };
  };
  return ok({ teach, dispose });
}

const shapeOf = ({ graph }: Network, tensor: number): readonly number[] => graph.tensors[tensor]!.shape;

function mismatch(teacher: Network, pupil: Network): string | undefined {
  const inputs = [teacher, pupil].map((each) => shapeOf(each, each.graph.inputs[0]!));
  if (teacher.graph.inputs.length !== 1 || elementCount(inputs[0]!) !== elementCount(inputs[1]!))
    return `The teacher takes ${shapeText(inputs[0]!)}, this network ${shapeText(inputs[1]!)}`;
  const classes = [teacher, pupil].map((each) => elementCount(shapeOf(each, each.logits)));
  return classes[0] === classes[1] ? undefined : `The teacher names ${classes[0]} classes, this network ${classes[1]}`;
}
