/** The receipts behind the headline numbers, made when they are opened. */
import { useCallback } from 'react';
import type { Receipt } from '../../core/base/evidence.ts';
import type { Limit } from '../../core/cost/estimate-types.ts';
import { useWorkspace } from './workspace.ts';

export function useReceipts(): (limit: Limit) => Promise<readonly Receipt[]> {
  const { stores } = useWorkspace();
  return useCallback(
    async (limit) => {
      const { design, estimate } = stores.estimate.getState();
      const { receiptsOf } = await import('../../core/cost/receipts.ts');
      return receiptsOf(design, estimate, limit);
    },
    [stores],
  );
}
