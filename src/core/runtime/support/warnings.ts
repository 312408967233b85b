import type { DeployedGraph } from '../../graph/deployed.ts';
import type { Core } from '../../mcu/chip.ts';
import type { RuntimeId } from '../runtime.ts';

export interface SupportWarning {
  readonly message: string;
  readonly node?: string;
  readonly kind: 'slow' | 'wrong' | 'unsupported' | 'info';
}

/** What the runtime does slowly, wrongly or not at all on the core. */
export function warningsOf(_deployed: DeployedGraph, _runtime: RuntimeId, _core: Core): readonly SupportWarning[] {
  return [];
}
