/** What part of the drawing is in view: fitted when a design opens, moved by the keyboard, and told to the style sheet by zoom level. */
import { useReactFlow, type Viewport } from '@xyflow/react';
import { useCallback, useEffect, useMemo, useRef, type RefObject } from 'react';
import { useDesign } from '../../state/hooks.ts';
import { useWorkspace, type CanvasHandle } from '../app/workspace.ts';
import { CARD_HEIGHT, CARD_WIDTH } from './card-size.ts';
import type { Place } from './layout-types.ts';
import type { CanvasModel } from './use-canvas-model.ts';

const MARGIN = 32;
/** Below this zoom the fitted drawing would be hard to read; it then opens at its top. */
const READABLE = 0.6;
const OPENING_ZOOM = 0.8;

export function useViewport(frame: RefObject<HTMLDivElement | null>, model: CanvasModel) {
  const flow = useReactFlow();
  const { canvas } = useWorkspace();
  const current = useRef(model);
  current.current = model;
  const onMove = useCallback(
    (_: unknown, { zoom }: Viewport) => {
      if (frame.current !== null) frame.current.dataset['zoom'] = zoom < 0.3 ? 'far' : zoom < READABLE ? 'mid' : 'near';
      frame.current?.style.setProperty('--zoom', String(zoom));
    },
    [frame],
  );
  const handle = useMemo((): CanvasHandle => {
    const boundsOf = (items: readonly string[]): Bounds | undefined =>
      boundsAround(items.flatMap((item) => placeIn(current.current, item)));
    return {
      fit: () => void flow.fitView({ padding: 0.08, maxZoom: 1 }),
      reveal: (items) => {
        const bounds = boundsOf(items);
        const size = frame.current?.getBoundingClientRect();
        if (bounds !== undefined && size !== undefined) void flow.setViewport(revealed(flow.getViewport(), bounds, size));
      },
      focus: () => frame.current?.focus({ preventScroll: true }),
      zoomBy: (factor) => void flow.zoomTo(flow.getZoom() * factor),
      drawing: () => ({ topology: current.current.topology, places: current.current.places, edges: current.current.edges }),
      toCanvas: (point) => {
        const { x, y } = flow.screenToFlowPosition(point);
        return [Math.round(x), Math.round(y)];
      },
    };
  }, [flow, frame]);
  useEffect(() => {
    canvas.current = handle;
    return () => {
      canvas.current = undefined;
    };
  }, [canvas, handle]);
  useOpeningView(frame, model);
  return { onMove, reveal: handle.reveal };
}

function placeIn(model: CanvasModel, item: string): readonly Place[] {
  const place = model.places.get(item);
  return place === undefined ? [] : [place];
}

/** A design that was just opened is fitted, or shown from its top when it is long. */
function useOpeningView(frame: RefObject<HTMLDivElement | null>, model: CanvasModel): void {
  const flow = useReactFlow();
  const id = useDesign((state) => state.id);
  const opened = useRef<string>(undefined);
  const { layout, places, direction } = model;
  useEffect(() => {
    const size = frame.current?.getBoundingClientRect();
    const bounds = boundsAround([...places.values()]);
    const key = `${id} ${direction}`;
    if (layout === undefined || size === undefined || bounds === undefined || opened.current === key) return;
    opened.current = key;
    void flow.setViewport(openingView(bounds, size));
  }, [direction, flow, frame, id, layout, places]);
}

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
