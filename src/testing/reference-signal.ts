/** One second of the signals that ../shared/reference/microfrontend.csv was made from; its README says how. */
export function referenceSignal(signal: number, sampleRate: number): Int16Array {
  let state = 7;
  return Int16Array.from({ length: sampleRate }, (_, i) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    const noise = (state >>> 16) - 32768;
    if (signal === 0) return Math.trunc(noise / 16);
    if (signal === 1) return 0;
    if (signal === 2) return triangle(i, 36) + Math.trunc(triangle(i, 16) / 2);
    return Math.floor(i / 1600) % 2 === 1 ? Math.trunc(noise / 2) : Math.trunc(noise / 512);
  });
}

function triangle(i: number, period: number): number {
  const within = i % period;
  const value = within < period / 2 ? within : period - within;
  return Math.trunc(((value * 4 - period) * 8000) / period);
}
