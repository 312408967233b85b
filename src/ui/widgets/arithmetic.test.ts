import { describe, expect, it } from 'vitest';
import { createRandom } from '../../core/base/random.ts';
import { evaluate } from './arithmetic.ts';

describe('arithmetic in a number field', () => {
  it('multiplies before it adds', () => {
    expect(evaluate('64*2')).toBe(128);
    expect(evaluate('2 + 3 * 4')).toBe(14);
    expect(evaluate('(2+3)*4')).toBe(20);
    expect(evaluate('96 - 8 - 8')).toBe(80);
  });

  it('starts from the current value when the text starts with an operator', () => {
    expect(evaluate('*2', 48)).toBe(96);
    expect(evaluate('/ 2', 48)).toBe(24);
    expect(evaluate('+8', 48)).toBe(56);
  });

  it('takes a leading minus as a negative number', () => {
    expect(evaluate('-8', 48)).toBe(-8);
  });

  it('takes the multiplication sign that people write by hand', () => {
    expect(evaluate('3x3')).toBe(9);
    expect(evaluate('3 × 4')).toBe(12);
  });

  it('refuses what is not arithmetic', () => {
    for (const text of ['', 'abc', '1+', '(2', '2)', '1 2', '1/0', 'alert(1)', '**']) expect(evaluate(text, 1)).toBeUndefined();
  });

  it('agrees with JavaScript on random expressions', () => {
    const random = createRandom(7);
    for (let i = 0; i < 500; i++) {
      let text = String(random.int(1, 99));
      for (let terms = random.int(0, 5); terms > 0; terms--) text += `${random.pick(['+', '-', '*', '/'])}${random.int(1, 99)}`;
      // oxlint-disable-next-line typescript/no-implied-eval, no-new-func -- the independent oracle
      expect(evaluate(text)).toBe(new Function(`return ${text}`)());
    }
  });
});
