import { useEffect, useState } from 'react';
import { fail, ok, type Result } from '../../../../core/base/result.ts';
import { deviceHidden, deviceLost, deviceProblem } from './device-problem.ts';
import type { SampleKind } from './recorded-class.ts';

/** Sound as a bare microphone on a board gives it. */
const WANTED = {
  picture: { video: { width: { ideal: 640 }, height: { ideal: 480 } } },
  sound: { audio: { echoCancellation: false, noiseSuppression: false, autoGainControl: false } },
} as const satisfies Record<SampleKind, MediaStreamConstraints>;

/** The camera or the microphone for as long as the component is shown; undefined while the user is asked. The kind stays what it was. */
export function useDevice(kind: SampleKind): Result<MediaStream> | undefined {
  const [opened, setOpened] = useState<Result<MediaStream>>();
  useEffect(() => hold(kind, setOpened), [kind]);
  return opened;
}

/** Opens a device and says how that went, and again when the device is lost; returns what closes it. */
function hold(kind: SampleKind, tell: (opened: Result<MediaStream>) => void): () => void {
  let stream: MediaStream | undefined;
  let isOver = false;
  const stop = (): void => stream?.getTracks().forEach((track) => track.stop());
  const settle = async (): Promise<void> => {
    const opened = await open(kind);
    if (opened.ok) stream = opened.value;
    if (isOver) return stop();
    for (const track of stream?.getTracks() ?? []) track.addEventListener('ended', () => !isOver && tell(fail(deviceLost(kind))));
    tell(opened);
  };
  void settle();
  return () => {
    isOver = true;
    stop();
  };
}

async function open(kind: SampleKind): Promise<Result<MediaStream>> {
  if (!('mediaDevices' in navigator)) return fail(deviceHidden(kind));
  try {
    return ok(await navigator.mediaDevices.getUserMedia(WANTED[kind]));
  } catch (error) {
    return fail(deviceProblem(kind, error instanceof Error ? error.name : String(error)));
  }
}
