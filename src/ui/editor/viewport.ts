/** Which part of the drawing to show: pure arithmetic on cards and the size of the window. */
import type { Viewport } from '@xyflow/react';
import { CARD_HEIGHT, CARD_WIDTH } from './card-size.ts';
import type { Place } from './layout-types.ts';

const MARGIN = 32;
/** Below this zoom the fitted drawing would be hard to read; it then opens at its top. */
export const READABLE = 0.6;
const OPENING_ZOOM = 0.9;

export interface Bounds {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

interface Size {
  readonly width: number;
  readonly height: number;
}

/** Around cards; undefined without any. */
export function boundsAround(places: readonly Place[]): Bounds | undefined {
  if (places.length === 0) return undefined;
  const xs = places.map(([x]) => x);
  const ys = places.map(([, y]) => y);
  return { left: Math.min(...xs), top: Math.min(...ys), right: Math.max(...xs) + CARD_WIDTH, bottom: Math.max(...ys) + CARD_HEIGHT };
}

export function openingView(bounds: Bounds, { width, height }: Size): Viewport {
  const [w, h] = [bounds.right - bounds.left, bounds.bottom - bounds.top];
  const fit = Math.min(1, (width - 2 * MARGIN) / w, (height - 2 * MARGIN) / h);
  const zoom = fit >= READABLE ? fit : OPENING_ZOOM;
  const x = w * zoom <= width ? (width - w * zoom) / 2 : MARGIN;
  const y = h * zoom <= height ? (height - h * zoom) / 2 : MARGIN;
  return { x: x - bounds.left * zoom, y: y - bounds.top * zoom, zoom };
}

/** The viewport moved as little as shows the bounds. */
export function revealed(view: Viewport, bounds: Bounds, { width, height }: Size): Viewport {
  const shift = (low: number, high: number, size: number): number => {
    if (low < MARGIN || high - low > size - 2 * MARGIN) return MARGIN - low;
    return high > size - MARGIN ? size - MARGIN - high : 0;
  };
  const left = bounds.left * view.zoom + view.x;
  const top = bounds.top * view.zoom + view.y;
  return {
    zoom: view.zoom,
    x: view.x + shift(left, left + (bounds.right - bounds.left) * view.zoom, width),
    y: view.y + shift(top, top + (bounds.bottom - bounds.top) * view.zoom, height),
  };
}

/** True when any part of the bounds is on the screen. */
export function isVisible(view: Viewport, bounds: Bounds, { width, height }: Size): boolean {
  const [left, right] = [bounds.left * view.zoom + view.x, bounds.right * view.zoom + view.x];
  const [top, bottom] = [bounds.top * view.zoom + view.y, bounds.bottom * view.zoom + view.y];
  return right > 0 && left < width && bottom > 0 && top < height;
}
