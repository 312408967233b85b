import type { WeightsState } from '../../state/weights-store.ts';

/** Where the weights of the open design come from: said wherever it runs or is exported. */
export function weightsWords({ status, source, learned }: Pick<WeightsState, 'status' | 'source' | 'learned'>): string {
  if (status === 'none' || source === undefined) return 'none: random ones stand in, for size, memory and speed only';
  const bits = learned?.weights?.trained?.weightBits === 4 ? ', for 4 bits' : '';
  const from = source.kind === 'file' ? `from ${source.name}` : `trained: ${source.name}${bits}`;
  return source.partlyRandom === true ? `${from}, partly random since an edit` : from;
}
