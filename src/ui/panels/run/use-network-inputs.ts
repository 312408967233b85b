import { useMemo } from 'react';
import type { TensorType } from '../../../core/graph/tensor.ts';
import { lower } from '../../../core/lower/lower.ts';
import { useDesign } from '../../../state/hooks.ts';

/** Shape and type of each input of the open network, as the float network has them; empty when there is none. */
export function useNetworkInputs(): readonly TensorType[] {
  const graph = useDesign(({ design }) => design.graph);
  return useMemo(() => {
    const { deployed } = lower(graph, { scheme: 'float32', io: 'float32' });
    return deployed.inputs.map((index) => deployed.tensors[index]!);
  }, [graph]);
}
