import { ok, type Result } from '../../core/base/result.ts';
import { resample } from './resample.ts';
import { readWav } from './wav.ts';

/** The samples of a WAV file at a rate. */
export function samplesOf(bytes: Uint8Array, sampleRate: number): Result<Float32Array> {
  const recording = readWav(bytes);
  return recording.ok ? ok(resample(recording.value.samples, recording.value.sampleRate, sampleRate)) : recording;
}
