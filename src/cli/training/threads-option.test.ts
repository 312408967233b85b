import { expect, it } from 'vitest';
import { threadsOf } from './threads-option.ts';

it.each([
  [{}, 1],
  [{ threads: '2' }, 2],
  [{ threads: '0' }, '--threads must be a whole number from 1 to 16'],
  [{ threads: '1.5' }, '--threads must be a whole number from 1 to 16'],
  [{ threads: 'all' }, '--threads must be a whole number from 1 to 16'],
])('threads are a small whole number, 1 where nothing is said: %o', (values, threads) => {
  expect(threadsOf(values)).toBe(threads);
});
