import { expect, it } from 'vitest';
import { deviceWords } from './device-words.ts';

it.each([
  [
    'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/128.0.0.0 Safari/537.36',
    8,
    'Chrome 128, Linux, 8 threads',
  ],
  [
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36 Edg/131.0.0.0',
    4,
    'Edge 131, Windows, 4 threads',
  ],
  [
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.4 Safari/605.1.15',
    8,
    'Safari 17, macOS, 8 threads',
  ],
  ['Mozilla/5.0 (Android 14; Mobile; rv:128.0) Gecko/128.0 Firefox/128.0', 0, 'Firefox 128, Android'],
  ['something else', 0, ''],
])('says in a few words what %s is', (userAgent, hardwareConcurrency, words) => {
  expect(deviceWords({ userAgent, hardwareConcurrency })).toBe(words);
});
