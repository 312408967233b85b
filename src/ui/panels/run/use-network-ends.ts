import { useMemo } from 'react';
import type { TensorType } from '../../../core/graph/tensor.ts';
import { lower } from '../../../core/lower/lower.ts';
import { useDesign } from '../../../state/hooks.ts';

interface NetworkEnds {
  readonly inputs: readonly TensorType[];
  readonly outputs: readonly TensorType[];
}

/** Shape and type of each input and output of the open network, as the float network has them. */
export function useNetworkEnds(): NetworkEnds {
  const graph = useDesign(({ design }) => design.graph);
  return useMemo(() => {
    const { deployed } = lower(graph, { scheme: 'float32', io: 'float32' });
    const typesOf = (indices: readonly number[]): readonly TensorType[] => indices.map((index) => deployed.tensors[index]!);
    return { inputs: typesOf(deployed.inputs), outputs: typesOf(deployed.outputs) };
  }, [graph]);
}

/** The inputs alone; empty when there is none. */
export function useNetworkInputs(): readonly TensorType[] {
  return useNetworkEnds().inputs;
}
