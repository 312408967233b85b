import { describe, expect, it } from 'vitest';
import { deviceProblem } from './device-problem.ts';

describe('what is said of a device that gives nothing', () => {
  it.each([
    ['NotAllowedError', 'The camera is not allowed on this page. Allow it in the browser, beside the address, and try again.'],
    ['NotFoundError', 'No camera was found. Connect one and try again.'],
    ['NotReadableError', 'The camera cannot be read; another program may be using it.'],
    ['TypeError', 'The camera cannot be used here (TypeError).'],
  ])('names what to do about %s', (name, words) => {
    expect(deviceProblem('picture', name)).toBe(words);
  });
});
