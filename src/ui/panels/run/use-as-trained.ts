import { useMemo } from 'react';
import { realGraph } from '../../../core/deploy/without-file-types.ts';
import { isAsTrained } from '../../../core/document/network-mark.ts';
import { useDesign, useWeights } from '../../../state/hooks.ts';

/** True where the weights bring the scales that the open network was trained with: it is quantised with these unless samples are chosen. */
export function useAsTrained(): boolean {
  const weights = useWeights(({ learned }) => learned?.weights);
  const graph = useDesign(({ design }) => design.graph);
  const quantize = useDesign(({ design }) => design.quantize);
  return useMemo(() => weights !== undefined && isAsTrained(realGraph({ graph, quantize }), weights), [weights, graph, quantize]);
}
