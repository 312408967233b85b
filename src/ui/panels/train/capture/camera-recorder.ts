import type { Recorder, Take } from './recorder.ts';
import { squareCrop } from './square-crop.ts';

/** From one picture of a take to the next: faster, they are too alike to teach anything. */
const PERIOD_MS = 200;

/** Takes pictures of what `video` shows, squares of `side` pixels, one at once and then at a steady rate. */
export function createCameraRecorder(video: HTMLVideoElement, side: number): Recorder {
  let current: { readonly take: Take; readonly timer: ReturnType<typeof setInterval> } | undefined;
  const end = (): void => {
    clearInterval(current?.timer);
    const ended = current;
    current = undefined;
    ended?.take.onEnd();
  };
  const start = (take: Take): void => {
    end();
    const shoot = async (): Promise<void> => {
      const file = await pictureOf(video, side);
      if (file !== undefined) take.onSample({ kind: 'picture', file });
    };
    current = { take, timer: setInterval(() => void shoot(), PERIOD_MS) };
    void shoot();
  };
  return { start, end, close: end };
}

/** A .png; undefined while the camera warms up. */
async function pictureOf(video: HTMLVideoElement, side: number): Promise<Blob | undefined> {
  const crop = squareCrop(video.videoWidth, video.videoHeight);
  if (crop.side === 0) return undefined;
  const canvas = new OffscreenCanvas(side, side);
  const context = canvas.getContext('2d', { alpha: false });
  if (context === null) return undefined;
  context.imageSmoothingQuality = 'high';
  context.drawImage(video, crop.x, crop.y, crop.side, crop.side, 0, 0, side, side);
  return canvas.convertToBlob({ type: 'image/png' });
}
