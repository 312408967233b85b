/** Inputs made from a seed, the same for every runtime they are compared with. */
import type { DeployedGraph, DeployedTensor } from '../graph/deployed.ts';
import type { Elements } from './elements.ts';
import { viewElements, entryBytes } from './elements.ts';
import { assert } from '../base/assert.ts';

/**
 * Fills inputs with bytes of x = (x * 1664525 + 1013904223) mod 2^32 from x = `seed`, the top byte of each step, running on from call to
 * call. An element of one byte is that byte; of float32, (byte - 128) / 128; of any other type, its bytes in order, low first.
 */
export function createInputGenerator(seed: number): (graph: DeployedGraph) => Elements[] {
  let x = seed >>> 0;
  const next = (): number => {
    x = (Math.imul(x, 1664525) + 1013904223) >>> 0;
    return x >>> 24;
  };
  return (graph) => graph.inputs.map((index) => generate(graph.tensors[index]!, next));
}

function generate({ shape, type }: DeployedTensor, next: () => number): Elements {
  const buffer = new ArrayBuffer(entryBytes(shape, type));
  const elements = viewElements(buffer, 0, shape, type);
  assert(elements !== undefined, `${type} has no elements`);
  if (elements instanceof Float32Array) for (let i = 0; i < elements.length; i++) elements[i] = (next() - 128) / 128;
  else new Uint8Array(buffer).forEach((_, i, bytes) => (bytes[i] = next()));
  return elements;
}
