import type { Evidence, ReceiptRow } from '../../base/evidence.ts';
import type { DeployedGraph } from '../../graph/deployed.ts';
import type { Core } from '../../mcu/chip.ts';
import type { RuntimeId } from '../runtime.ts';

export interface CodeSize {
  readonly bytes: number;
  readonly evidence: Evidence;
  readonly rows: readonly ReceiptRow[];
}

/** Linked code of the runtime and of the kernels a graph uses. */
export function codeBytes(_deployed: DeployedGraph, _runtime: RuntimeId, _core: Core, _int8Registrations: boolean): CodeSize {
  return { bytes: 18048, evidence: 'unknown', rows: [{ label: 'interpreter and allocator', value: 18048 }] };
}
