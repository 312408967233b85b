import type { WeightsState } from '../../state/weights-store.ts';

/** Where the weights of the open design come from: said wherever it runs or is exported. */
export function weightsWords({ status, source }: Pick<WeightsState, 'status' | 'source'>): string {
  if (status === 'none' || source === undefined) return 'none: random ones stand in, for size, memory and speed only';
  const from = source.kind === 'file' ? `from ${source.name}` : `trained: ${source.name}`;
  return source.partlyRandom === true ? `${from}, partly random since an edit` : from;
}
