/** What part of the drawing is in view: fitted when a design opens, moved by the keyboard, and told to the style sheet by zoom level. */
import { useReactFlow, type ReactFlowInstance, type Viewport } from '@xyflow/react';
import { useCallback, useEffect, useLayoutEffect, useRef, type RefObject } from 'react';
import { useDesign, useSelection } from '../../state/hooks.ts';
import { useWorkspace, type CanvasHandle } from '../app/workspace.ts';
import type { Place } from './layout-types.ts';
import type { CanvasModel } from './use-canvas-model.ts';
import { boundsAround, isVisible, openingView, READABLE, revealed } from './viewport.ts';

export function useViewport(model: CanvasModel) {
  const flow = useReactFlow();
  const { canvas } = useWorkspace();
  const frame = useRef<HTMLDivElement>(null);
  const current = useRef(model);
  useLayoutEffect(() => {
    current.current = model;
  }, [model]);
  const onMove = useCallback((_: unknown, { zoom }: Viewport) => {
    if (frame.current !== null) frame.current.dataset['zoom'] = zoom < 0.3 ? 'far' : zoom < READABLE ? 'mid' : 'near';
  }, []);
  useEffect(() => canvas.attach(canvasHandle(flow, frame, current)), [canvas, flow]);
  useOpeningView(frame, model);
  useSelectionInView(model);
  return { frame, onMove };
}

function canvasHandle(flow: ReactFlowInstance, frame: RefObject<HTMLDivElement | null>, model: RefObject<CanvasModel>): CanvasHandle {
  return {
    fit: () => void flow.fitView({ padding: 0.08, maxZoom: 1 }),
    reveal: (items) => {
      const bounds = boundsAround(items.flatMap((item) => placeIn(model.current, item)));
      const size = frame.current?.getBoundingClientRect();
      if (bounds !== undefined && size !== undefined) void flow.setViewport(revealed(flow.getViewport(), bounds, size));
    },
    isInView: (item) => {
      const bounds = boundsAround(placeIn(model.current, item));
      const size = frame.current?.getBoundingClientRect();
      return bounds !== undefined && size !== undefined && isVisible(flow.getViewport(), bounds, size);
    },
    focus: () => frame.current?.focus({ preventScroll: true }),
    zoomBy: (factor) => void flow.zoomTo(flow.getZoom() * factor),
    drawing: () => ({ topology: model.current.topology, places: model.current.places, edges: model.current.edges }),
    toCanvas: (point) => {
      const { x, y } = flow.screenToFlowPosition(point);
      return [Math.round(x), Math.round(y)];
    },
  };
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

/**
 * A node selected elsewhere, or just added, comes into view once it has its place. A selection of several moves the drawing only when
 * none of them is in view.
 */
function useSelectionInView({ topology, places }: CanvasModel): void {
  const { canvas } = useWorkspace();
  const selected = useSelection((state) => state.nodes);
  const shown = useRef(selected);
  useEffect(() => {
    if (selected === shown.current) return;
    const chosen = new Set(selected);
    const items = topology.items.filter((item) => item.nodes.some((id) => chosen.has(id))).map((item) => item.id);
    if (!items.every((item) => places.has(item))) return;
    shown.current = selected;
    const inView = canvas.current()?.isInView;
    if (items.length === 1 || (items.length > 1 && inView !== undefined && !items.some(inView)))
      canvas.current()?.reveal(items.slice(0, 1));
  }, [canvas, places, selected, topology]);
}
