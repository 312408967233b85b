/** The receipts behind the headline numbers, made when they are opened. */
import { useCallback } from 'react';
import type { Receipt } from '../../core/base/evidence.ts';
import type { Limit } from '../../core/cost/estimate-types.ts';
import { receiptsOf } from '../../core/cost/receipts.ts';
import { useWorkspace } from './workspace.ts';

export function useReceipts(): (limit: Limit) => readonly Receipt[] {
  const { stores } = useWorkspace();
  return useCallback(
    (limit) => {
      const { design, estimate } = stores.estimate.getState();
      return receiptsOf(design, estimate, limit);
    },
    [stores],
  );
}
