import { wavBytes } from '../../../../core/audio/wav-bytes.ts';
import { readSound } from '../../run/record-sound.ts';
import { SAMPLE_RATE, waveformValues } from '../../run/sound-values.ts';
import type { NewSample } from './capture-store.ts';
// oxlint-disable-next-line import/default -- the address Vite gives the built file
import tapUrl from './pcm-tap.worklet.ts?worker&url';
import type { Recorder, Take } from './recorder.ts';
import { loudness, peaksOf } from './sound-shape.ts';
import { createSoundWindows } from './sound-windows.ts';

const PEAKS = 24;

/** `onLevel`: 0 to 1, many times a second. A take ends with the second that is begun. Rejects where the browser lets no sound be tapped. */
export async function createSoundRecorder(stream: MediaStream, onLevel: (level: number) => void): Promise<Recorder> {
  const context = new AudioContext();
  await context.audioWorklet.addModule(tapUrl);
  const tap = new AudioWorkletNode(context, 'pcm-tap');
  const windows = createSoundWindows(context.sampleRate);
  let current: { readonly take: Take; ending: boolean } | undefined;
  const stop = (): void => {
    const ended = current;
    current = undefined;
    ended?.take.onEnd();
  };
  tap.port.addEventListener('message', ({ data }: MessageEvent<Float32Array>) => {
    onLevel(loudness(data));
    if (current === undefined) return;
    const { take } = current;
    const full = windows.push(data);
    for (const window of full) void secondOf(window, context.sampleRate).then((sample) => take.onSample(sample));
    if (full.length > 0 && current.ending) stop();
  });
  tap.port.start();
  context.createMediaStreamSource(stream).connect(tap).connect(context.destination);
  return {
    start: (take) => {
      stop();
      windows.reset();
      void context.resume();
      current = { take, ending: false };
    },
    end: () => {
      if (current !== undefined) current.ending = true;
    },
    close: () => {
      stop();
      void context.close();
    },
  };
}

/** A second at `rate` Hz as a .wav of 16 kHz. The browser's decoder resamples, and filters as it does. */
async function secondOf(samples: Float32Array, rate: number): Promise<NewSample> {
  const { buffer } = wavBytes(samples, rate);
  const second = waveformValues(await readSound(buffer as ArrayBuffer, SAMPLE_RATE), SAMPLE_RATE);
  const bytes = wavBytes(second, SAMPLE_RATE) as Uint8Array<ArrayBuffer>;
  return { kind: 'sound', file: new Blob([bytes], { type: 'audio/wav' }), peaks: peaksOf(second, PEAKS) };
}
