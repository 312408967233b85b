import { describe, expect, it } from 'vitest';
import { newDesign } from '../../core/document/new-design.ts';
import { estimate } from '../../core/cost/estimate.ts';
import { insertOp } from '../actions/insert-op.ts';
import { isWaiting } from './waiting.ts';

describe('a mistake', () => {
  it('is told from the nodes behind it that only wait for it', () => {
    const kinds = ['input', 'add', 'relu'] as const;
    const design = kinds.reduce((current, kind) => insertOp(current, kind, { kind: 'append' }).design, newDesign());
    const { problems } = estimate(design);
    expect(problems.map((problem) => [problem.node, isWaiting(problem.message)])).toEqual([
      ['2', false],
      ['3', true],
    ]);
  });
});
