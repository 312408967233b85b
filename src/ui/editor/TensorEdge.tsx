/** An edge: as thick as its tensor is large, marked when the tensor is alive at the peak, with a place to insert an operation. */
import './tensor-edge.css';
import type { Edge, EdgeProps } from '@xyflow/react';
import { memo, type MouseEvent } from 'react';
import { useShallow } from 'zustand/react/shallow';
import type { PortRef } from '../../core/graph/graph.ts';
import { shapeText, tensorBytes } from '../../core/graph/tensor.ts';
import { useEstimate, useView } from '../../state/hooks.ts';
import type { EdgeRef } from '../../state/selection-store.ts';
import { useWorkspace } from '../app/workspace.ts';
import { plainText } from '../widgets/format.ts';
import { edgePath, edgeWidth } from './edge-path.ts';
import { cachedNodesAtPeak } from './peak.ts';

export type TensorEdgeType = Edge<{ readonly from: PortRef; readonly to: EdgeRef; readonly lane: number | undefined }, 'tensor'>;

export const TensorEdge = memo(function TensorEdge(props: EdgeProps<TensorEdgeType>) {
  const { data, selected } = props;
  const direction = useView((state) => state.direction);
  const readOnly = useWorkspace().readOnly;
  const tensor = useTensor(data?.from);
  if (data === undefined) return undefined;
  const { path, labelX, labelY } = edgePath(props, direction, data.lane);
  const tip = tensor.shape === undefined ? undefined : `${tensor.shape} ${tensor.type}, ${plainText(tensor.bytes, 'bytes')}`;
  return (
    <g className="tensor-edge" data-peak={tensor.peak || undefined} data-selected={selected || undefined}>
      <path className="edge-hit" d={path} data-tip={tip} />
      <path className="edge-line" d={path} strokeWidth={edgeWidth(tensor.bytes)} />
      {tensor.peak && <PeakTag x={labelX} y={labelY} />}
      {!readOnly && <InsertButton x={labelX} y={labelY} edge={data.to} />}
    </g>
  );
});

function useTensor(from: PortRef | undefined) {
  return useEstimate(
    useShallow((state) => {
      const output = from === undefined ? undefined : state.facts.get(from.node)?.outputs[from.port];
      return {
        shape: output === undefined ? undefined : shapeText(output.shape),
        type: output?.type,
        bytes: output === undefined ? 0 : tensorBytes(output.shape, output.type),
        peak: from !== undefined && cachedNodesAtPeak(state.estimate, state.design.graph.nodes).has(from.node),
      };
    }),
  );
}

function PeakTag({ x, y }: { readonly x: number; readonly y: number }) {
  return (
    <g className="peak-tag" transform={`translate(${x - 16} ${y - 7})`}>
      <rect width="32" height="14" rx="3" />
      <text x="16" y="10.5">
        peak
      </text>
    </g>
  );
}

function InsertButton({ x, y, edge }: { readonly x: number; readonly y: number; readonly edge: EdgeRef }) {
  const { ui } = useWorkspace();
  const insert = (event: MouseEvent): void => {
    event.stopPropagation();
    ui.getState().set({ insertion: { target: { kind: 'edge', edge }, at: { x: event.clientX, y: event.clientY } } });
  };
  return (
    <g className="edge-insert" transform={`translate(${x} ${y})`} data-tip="Insert an operation here" onClick={insert}>
      <circle className="edge-insert-hit" r="9" />
      <circle r="8" />
      <path d="M-4 0h8M0-4v8" />
    </g>
  );
}
