import { describe, expect, it } from 'vitest';
import { SAMPLES } from '../samples/samples.ts';
import { estimate } from './estimate.ts';
import type { Estimate, Limit } from './estimate-types.ts';
import { receiptsOf } from './receipts.ts';

const headline: Readonly<Record<Limit, (answer: Estimate) => number>> = {
  sram: (answer) => answer.sram.total,
  flash: (answer) => answer.flash.total,
  latency: (answer) => answer.latency.ms!,
  energy: (answer) => answer.energy.microjoules!,
};

describe('receipts', () => {
  it('sum to the number they explain, for every sample and every limit', () => {
    for (const sample of SAMPLES) {
      const design = sample.design();
      const answer = estimate(design);
      for (const limit of ['sram', 'flash', 'latency', 'energy'] as const) {
        const receipts = receiptsOf(design, answer, limit);
        expect(receipts[0]!.total).toBeCloseTo(headline[limit](answer), 6);
        for (const receipt of receipts) {
          const sum = receipt.rows.reduce((total, row) => total + row.value, 0);
          expect(sum, `${design.name}: ${receipt.title}`).toBeCloseTo(receipt.total, 6);
        }
      }
    }
  });
});
