import { useEffect, useState } from 'react';
import type { Recorder } from './recorder.ts';
import { createSoundRecorder } from './sound-recorder.ts';

interface SoundSourceProps {
  readonly stream: MediaStream;
  readonly onRecorder: (recorder: Recorder | undefined) => void;
}

/** What the meter falls by at most from one block of sound to the next, so that the eye catches a short noise. */
const FALL = 0.04;

/** How loud the microphone hears. */
export function SoundSource({ stream, onRecorder }: SoundSourceProps) {
  const [level, setLevel] = useState(0);
  const [problem, setProblem] = useState<string>();
  useEffect(() => {
    const opening = createSoundRecorder(stream, (heard) => setLevel((shown) => Math.max(heard, shown - FALL)));
    let isOver = false;
    opening.then(
      (recorder) => !isOver && onRecorder(recorder),
      (error: unknown) => setProblem(`The sound cannot be read (${error instanceof Error ? error.message : String(error)}).`),
    );
    return () => {
      isOver = true;
      onRecorder(undefined);
      opening.then(
        (recorder) => recorder.close(),
        () => undefined,
      );
    };
  }, [stream, onRecorder]);
  if (problem !== undefined)
    return (
      <p className="over" role="alert">
        {problem}
      </p>
    );
  return (
    <>
      <div
        className="capture-level"
        role="meter"
        aria-label="Level of the microphone"
        aria-valuenow={Math.round(100 * level)}
        aria-valuemin={0}
        aria-valuemax={100}
      >
        <div style={{ width: `${100 * level}%` }} />
      </div>
      <p className="muted">Kept as seconds of 16 kHz, one behind the other; a recording ends with the second begun.</p>
    </>
  );
}
