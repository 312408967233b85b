const TEXT = new TextEncoder();
const HEADER_BYTES = 44;

/** A WAV file of 16-bit samples in one channel, from samples of -1 to 1: what a microphone gave, as a file of a data set. */
export function wavBytes(samples: Float32Array, sampleRate: number): Uint8Array {
  const bytes = new Uint8Array(HEADER_BYTES + 2 * samples.length);
  const view = new DataView(bytes.buffer);
  bytes.set(TEXT.encode('RIFF    WAVEfmt '));
  view.setUint32(4, bytes.length - 8, true);
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, 1, true);
  view.setUint32(24, sampleRate, true);
  view.setUint32(28, 2 * sampleRate, true);
  view.setUint16(32, 2, true);
  view.setUint16(34, 16, true);
  bytes.set(TEXT.encode('data'), 36);
  view.setUint32(40, 2 * samples.length, true);
  samples.forEach((value, i) => view.setInt16(HEADER_BYTES + 2 * i, Math.max(-32_768, Math.min(32_767, Math.round(value * 32_768))), true));
  return bytes;
}
