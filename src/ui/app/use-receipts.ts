/** The receipts behind the headline numbers, made when they are opened. */
import { useCallback } from 'react';
import type { Receipt } from '../../core/base/evidence.ts';
import type { Limit } from '../../core/cost/estimate-types.ts';

export function useReceipts(): (limit: Limit) => readonly Receipt[] {
  return useCallback(() => [], []);
}
