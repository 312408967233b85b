/** The drawing of the network. */
import '@xyflow/react/dist/base.css';
import './canvas.css';
import { Background, BackgroundVariant, ConnectionLineType, MiniMap, ReactFlow, ReactFlowProvider, SelectionMode } from '@xyflow/react';
import { useEffect } from 'react';
import { opOf } from '../../core/ops/registry.ts';
import { useView } from '../../state/hooks.ts';
import { nodeIndex } from '../../state/node-index.ts';
import { useWorkspace } from '../app/workspace.ts';
import { cardElementId } from './card-element.ts';
import { CanvasToolbar } from './CanvasToolbar.tsx';
import { EmptyCanvas } from './EmptyCanvas.tsx';
import type { FlowNode } from './flow-items.ts';
import { GroupCard } from './GroupCard.tsx';
import { GroupFrames } from './GroupFrames.tsx';
import { NodeCard } from './NodeCard.tsx';
import { TensorEdge } from './TensorEdge.tsx';
import { useCanvasKeys } from './use-canvas-keys.ts';
import { useCanvasModel } from './use-canvas-model.ts';
import { useCanvasPointer } from './use-canvas-pointer.ts';
import { useConnecting } from './use-connecting.ts';
import { useOpDrop } from './use-op-drop.ts';
import { useViewport } from './use-viewport.ts';

const NODE_TYPES = { card: NodeCard, group: GroupCard };
const EDGE_TYPES = { tensor: TensorEdge };
/** Above this many cards only those in view are rendered. */
const RENDER_ALL_UP_TO = 60;
const MINIMAP_FROM = 41;

export function Canvas() {
  return (
    <ReactFlowProvider>
      <CanvasView />
    </ReactFlowProvider>
  );
}

function CanvasView() {
  const { readOnly } = useWorkspace();
  const model = useCanvasModel();
  const { frame, onMove } = useViewport(model);
  useEffect(() => skipAttribution(frame.current), [frame]);
  const keys = useCanvasKeys(model);
  const pointer = useCanvasPointer();
  const connecting = useConnecting();
  const drop = useOpDrop();
  const { topology } = model;
  const empty = topology.items.length === 0;
  return (
    <div className="canvas-frame">
      <CanvasToolbar />
      {/* One tab stop for the whole drawing; arrows move within it. */}
      {/* oxlint-disable jsx-a11y/no-noninteractive-tabindex, jsx-a11y/no-noninteractive-element-interactions */}
      <div
        ref={frame}
        className="canvas"
        role="application"
        aria-label="Network. Arrow keys follow the edges, Enter edits, Tab leaves."
        aria-activedescendant={keys.focused === undefined ? undefined : cardElementId(keys.focused)}
        tabIndex={0}
        data-zoom="near"
        onKeyDown={keys.onKeyDown}
        {...drop}
      >
        <ReactFlow<FlowNode, (typeof model.edges)[number]>
          nodes={model.nodes as FlowNode[]}
          edges={model.edges as (typeof model.edges)[number][]}
          nodeTypes={NODE_TYPES}
          edgeTypes={EDGE_TYPES}
          minZoom={0.05}
          maxZoom={2}
          panOnScroll
          selectionMode={SelectionMode.Partial}
          multiSelectionKeyCode={['Shift', 'Meta', 'Control']}
          deleteKeyCode={null}
          disableKeyboardA11y
          nodesFocusable={false}
          edgesFocusable={false}
          nodesDraggable={!readOnly}
          nodesConnectable={!readOnly}
          edgesReconnectable={!readOnly}
          zoomOnDoubleClick={false}
          connectionLineType={ConnectionLineType.SmoothStep}
          connectionRadius={24}
          reconnectRadius={6}
          elevateEdgesOnSelect
          onlyRenderVisibleElements={topology.items.length > RENDER_ALL_UP_TO}
          onNodesChange={model.onNodesChange}
          onNodeDragStop={model.onDragStop}
          onSelectionDragStop={model.onDragStop}
          onMove={onMove}
          onError={report}
          {...pointer}
          {...connecting}
        >
          <Background variant={BackgroundVariant.Dots} gap={20} size={1.2} color="var(--grid-dot)" />
          <GroupFrames groups={topology.frames} places={model.places} />
          {topology.items.length >= MINIMAP_FROM && <Overview />}
        </ReactFlow>
        {empty && <EmptyCanvas />}
      </div>
      {/* oxlint-enable jsx-a11y/no-noninteractive-tabindex, jsx-a11y/no-noninteractive-element-interactions */}
    </div>
  );
}

/** The library's link stays for the pointer; for the keyboard the canvas is one tab stop, and the sheet of shortcuts has the link. */
function skipAttribution(frame: HTMLElement | null): void {
  frame?.querySelector('.react-flow__attribution a')?.setAttribute('tabindex', '-1');
}

/** A port that comes with an edge is measured a moment after it: that message of the library means nothing. */
function report(code: string, message: string): void {
  if (code !== '008') console.warn(message);
}

function Overview() {
  const { stores } = useWorkspace();
  const down = useView((state) => state.direction === 'down');
  const colorOf = (item: { readonly id: string }): string => {
    const node = nodeIndex(stores.design.getState().design.graph.nodes).get(item.id);
    return `var(--kind-${(node === undefined ? undefined : opOf(node)?.group) ?? 'other'})`;
  };
  return (
    <MiniMap
      className="minimap"
      position="bottom-right"
      pannable
      zoomable
      ariaLabel="Overview of the network"
      nodeColor={colorOf}
      nodeStrokeWidth={0}
      nodeBorderRadius={8}
      maskColor="var(--scrim)"
      bgColor="var(--surface)"
      style={down ? { width: 84, height: 200 } : { width: 220, height: 84 }}
    />
  );
}
