import { describe, expect, it } from 'vitest';
import { verdictOf } from './verdict.ts';

describe('the verdict', () => {
  it('fits when every total is at or under its limit', () => {
    expect(verdictOf([{ what: 'sram', actual: 100, limit: 100 }])).toEqual({ fits: true, binding: undefined });
  });

  it('names the limit exceeded by the largest factor', () => {
    const comparisons = [
      { what: 'sram', actual: 110, limit: 100 },
      { what: 'flash', actual: 300, limit: 100 },
    ] as const;
    expect(verdictOf(comparisons)).toEqual({ fits: false, binding: 'flash' });
  });

  it('is unknown when a limited total is not known, and no other total is over', () => {
    expect(verdictOf([{ what: 'latency', actual: undefined, limit: 5 }])).toEqual({ fits: 'unknown', binding: undefined });
    expect(
      verdictOf([
        { what: 'latency', actual: undefined, limit: 5 },
        { what: 'sram', actual: 2, limit: 1 },
      ]),
    ).toEqual({ fits: false, binding: 'sram' });
  });

  it('does not bind where there is no limit, not even at a limit of zero being met by zero', () => {
    expect(verdictOf([{ what: 'energy', actual: 5, limit: undefined }]).fits).toBe(true);
    expect(verdictOf([{ what: 'flash', actual: 0, limit: 0 }]).fits).toBe(true);
    expect(verdictOf([{ what: 'flash', actual: 1, limit: 0 }])).toEqual({ fits: false, binding: 'flash' });
  });
});
