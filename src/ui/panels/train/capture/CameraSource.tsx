import { useEffect, useRef } from 'react';
import { createCameraRecorder } from './camera-recorder.ts';
import type { Recorder } from './recorder.ts';

interface CameraSourceProps {
  readonly stream: MediaStream;
  /** Pixels along a side of the pictures kept. */
  readonly side: number;
  readonly onRecorder: (recorder: Recorder | undefined) => void;
}

/** What the camera sees, cut as it is kept. */
export function CameraSource({ stream, side, onRecorder }: CameraSourceProps) {
  const shown = useRef<HTMLVideoElement>(null);
  useEffect(() => {
    const video = shown.current;
    if (video === null) return undefined;
    video.srcObject = stream;
    const recorder = createCameraRecorder(video, side);
    onRecorder(recorder);
    return () => {
      recorder.close();
      onRecorder(undefined);
      video.srcObject = null;
    };
  }, [stream, side, onRecorder]);
  return (
    <>
      <video ref={shown} className="capture-video" aria-label="Camera" autoPlay muted playsInline />
      <p className="muted">
        Kept as {side} x {side} pixels, five a second.
      </p>
    </>
  );
}
