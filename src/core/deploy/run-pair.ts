/** Runs the network of the chip and the float network beside it on one input, and keeps every tensor of both. */
import { fail, ok, type Result } from '../base/result.ts';
import type { DeployedGraph } from '../graph/deployed.ts';
import { elementCount } from '../graph/tensor.ts';
import { elementsOfReals } from '../quant/elements-of-reals.ts';
import type { Elements } from '../quant/elements.ts';
import { createInterpreter, type Interpreter } from '../quant/interpreter.ts';
import type { Kernels } from '../quant/kernels/registry.ts';
import { layerErrors, realsOf, type LayerError } from '../quant/layer-errors.ts';
import { createUsableInputs } from '../quant/usable-inputs.ts';
import type { SideBySide } from './side-by-side.ts';

/** What goes in. `seed`: bytes made from it, the same as `run --seed`. `values`: reals for each input in its order; one left out is 0. */
export type RunInput =
  | { readonly kind: 'seed'; readonly seed: number }
  | { readonly kind: 'values'; readonly values: readonly (Float32Array | undefined)[] };

export interface PairRun {
  /** Milliseconds that the interpreter took. */
  readonly ms: number;
  /** By tensor index: what it holds after the run; copies. */
  readonly tensors: readonly (Elements | undefined)[];
  readonly realTensors: readonly (Elements | undefined)[];
  readonly errors: readonly LayerError[];
}

export interface PairRunner {
  /** From a fresh state. Fails with what the input or an operator does not allow. */
  readonly run: (input: RunInput) => Result<PairRun>;
}

/** `createKernels` is called for each interpreter: kernels may hold its weights. `now`: milliseconds. */
export function createPairRunner({ model, real, pairs }: SideBySide, createKernels: () => Kernels, now: () => number): Result<PairRunner> {
  const integer = createInterpreter(model, { kernels: createKernels() });
  if (!integer.ok) return integer;
  const float = real === undefined ? undefined : createInterpreter(real, { kernels: createKernels() });
  const beside = float?.ok === true ? float.value : undefined;
  return ok({
    run: (input) => {
      const inputs = inputsOf(integer.value.graph, input);
      if (!inputs.ok) return inputs;
      integer.value.reset();
      const start = now();
      const outputs = integer.value.run(inputs.value);
      const ms = now() - start;
      if (!outputs.ok) return outputs;
      const ran = beside !== undefined && runReal(beside, integer.value.graph, input, inputs.value);
      return ok({
        ms,
        tensors: tensorsOf(integer.value),
        realTensors: ran ? tensorsOf(beside) : [],
        errors: ran ? layerErrors(integer.value, beside, pairs) : [],
      });
    },
  });
}

function inputsOf(graph: DeployedGraph, input: RunInput): Result<readonly Elements[]> {
  if (input.kind === 'seed') return ok(createUsableInputs(graph, input.seed)());
  const all: Elements[] = [];
  for (const [i, index] of graph.inputs.entries()) {
    const tensor = graph.tensors[index]!;
    const count = elementCount(tensor.shape);
    const values = input.values[i] ?? new Float32Array(count);
    if (values.length !== count) return fail(`Input ${i + 1} takes ${count} values; ${values.length} are given`);
    all.push(elementsOfReals(values, tensor));
  }
  return ok(all);
}

/** The float network gets the reals that were given; for a generated input, what its integers stand for. */
function runReal(interpreter: Interpreter, { inputs, tensors }: DeployedGraph, input: RunInput, given: readonly Elements[]): boolean {
  interpreter.reset();
  const reals = interpreter.graph.inputs.map((index, i) => {
    const values = input.kind === 'values' ? input.values[i] : undefined;
    return elementsOfReals(values ?? realsOf(given[i]!, tensors[inputs[i]!]!), interpreter.graph.tensors[index]!);
  });
  return interpreter.run(reals).ok;
}

function tensorsOf({ graph, tensor }: Interpreter): readonly (Elements | undefined)[] {
  const used = new Set([...graph.inputs, ...graph.ops.flatMap(({ inputs, outputs }) => [...inputs, ...outputs])]);
  return graph.tensors.map((_, index) => (used.has(index) ? tensor(index).slice() : undefined));
}
