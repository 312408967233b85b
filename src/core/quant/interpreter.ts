/** Runs a deployed graph as the chip does: bit for bit the reference kernels of TensorFlow Lite Micro, tensor by tensor. */
import { assert } from '../base/assert.ts';
import { fail, ok } from '../base/result.ts';
import type { Problem, Result } from '../base/result.ts';
import type { DeployedGraph, DeployedOp, DeployedTensor } from '../graph/deployed.ts';
import type { Elements } from './elements.ts';
import { Refusal } from './kernels/kernel.ts';
import type { Kernel, Site, Value } from './kernels/kernel.ts';
import type { Kernels } from './kernels/registry.ts';
import { CLEAR_KERNELS, prepareWith } from './kernels/registry.ts';
import type { DeployedModel, Memory } from './memory.ts';
import { createMemory } from './memory.ts';

export interface Interpreter {
  readonly graph: DeployedGraph;
  /**
   * Runs every operator once and returns the graph's outputs, in its order: views that the next run overwrites.
   * `inputs` are in the graph's order, of the type and length of `tensor(graph.inputs[i])`. Variables keep their value to the next run.
   * Fails when an operator meets a value it cannot use, such as an index out of range.
   */
  readonly run: (inputs: readonly Elements[]) => Result<readonly Elements[]>;
  /** Variables as before the first run. */
  readonly reset: () => void;
  /** Contents of a tensor: of an activation, as the last run left it. A view, to be read only. */
  readonly tensor: (index: number) => Elements;
}

export interface InterpreterOptions {
  /** The clear ones unless faster ones that give the same bits are passed in. */
  readonly kernels?: Kernels;
}

/**
 * Prepares a model once, for many runs; operators of constants alone (weights kept as float16) run here and now, and give constants.
 * Fails with what cannot be run and at which operator or tensor.
 */
export function createInterpreter(model: DeployedModel, { kernels = CLEAR_KERNELS }: InterpreterOptions = {}): Result<Interpreter> {
  const memory = createMemory(model);
  if (!memory.ok) return memory;
  const { graph } = model;
  const tensors = [...graph.tensors];
  const plan: Step[] = [];
  for (const [at, op] of graph.ops.entries()) {
    const isFixed = op.inputs.every((index) => tensors[index]?.role === 'constant');
    const kernel = guard(op, at, () => {
      const prepared = prepareWith(kernels, siteOf(op, tensors, memory.value));
      if (isFixed) prepared();
      return prepared;
    });
    if (!kernel.ok) return kernel;
    if (isFixed) for (const index of op.outputs) tensors[index] = { ...tensors[index]!, role: 'constant' };
    else plan.push({ op, at, kernel: kernel.value });
  }
  return ok(interpreterOf(graph, memory.value, plan));
}

interface Step {
  readonly op: DeployedOp;
  readonly at: number;
  readonly kernel: Kernel;
}

/** The result of `work`, or the Problem of an operator that refused. */
function guard<T>(op: DeployedOp, at: number, work: () => T): Result<T> {
  try {
    return ok(work());
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return fail(`${nameOf(op)} ${error.message}`, `operator ${at}`);
  }
}

function nameOf(op: DeployedOp): string {
  return op.code === 'OPAQUE' ? op.options.name : op.code;
}

function siteOf(op: DeployedOp, tensors: readonly DeployedTensor[], { elements }: Memory): Site {
  const valueOf = (index: number): Value => {
    const [tensor, own] = [tensors[index], elements[index]];
    assert(tensor !== undefined && own !== undefined, `tensor ${index} has no elements`);
    return { index, tensor, elements: own };
  };
  return {
    code: op.code,
    options: op.options,
    inputs: op.inputs.map((index) => (index < 0 ? undefined : valueOf(index))),
    outputs: op.outputs.map(valueOf),
  };
}

function interpreterOf(graph: DeployedGraph, { elements, reset }: Memory, plan: readonly Step[]): Interpreter {
  const tensor = (index: number): Elements => {
    const own = elements[index];
    assert(own !== undefined, `tensor ${index} has no elements`);
    return own;
  };
  const run = (inputs: readonly Elements[]): Result<readonly Elements[]> => {
    setInputs(graph.inputs.map(tensor), inputs);
    const problem = runAll(plan);
    return problem === undefined ? ok(graph.outputs.map(tensor)) : { ok: false, error: problem };
  };
  return { graph, run, reset, tensor };
}

function runAll(plan: readonly Step[]): Problem | undefined {
  for (const { op, at, kernel } of plan) {
    const done = guard(op, at, kernel);
    if (!done.ok) return done.error;
  }
  return undefined;
}

function setInputs(targets: readonly Elements[], inputs: readonly Elements[]): void {
  assert(inputs.length === targets.length, `${inputs.length} inputs are given for ${targets.length}`);
  targets.forEach((target, i) => {
    const given = inputs[i]!;
    const fits = given.constructor === target.constructor && given.length === target.length;
    assert(fits, `input ${i} is ${given.length} elements of ${given.constructor.name} in place of ${target.length}`);
    (target as Int8Array).set(given as Int8Array);
  });
}
