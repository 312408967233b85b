/** The drawing: one block a buffer, the peak's column outlined, hover shared with the canvas. */
import { useMemo, type ReactNode } from 'react';
import { formatBytes } from '../../../core/base/format.ts';
import type { Estimate } from '../../../core/cost/estimate-types.ts';
import type { NodeId } from '../../../core/graph/graph.ts';
import { opOf } from '../../../core/ops/registry.ts';
import { useDesign, useSelection, useStores } from '../../../state/hooks.ts';
import { nodeIndex } from '../../../state/node-index.ts';
import { byteTicks, memoryBlocks, timeTicks, type MemoryBlock } from './memory-blocks.ts';

const MARGIN = { left: 64, right: 12, top: 18, bottom: 20 };
const LABEL_FROM = { width: 48, height: 14 };
/** Half the average advance of the label's face, pixels a character. */
const CHARACTER = 6;

interface MemoryMapProps {
  readonly estimate: Estimate;
  readonly width: number;
  readonly height: number;
  /** Least live bytes of any order. */
  readonly lowerBound: number | undefined;
  readonly onHover: (block: MemoryBlock | undefined) => void;
}

interface Scale {
  readonly x: (time: number) => number;
  readonly y: (bytes: number) => number;
}

export function MemoryMap({ estimate, width, height, lowerBound, onHover }: MemoryMapProps) {
  const blocks = useMemo(() => memoryBlocks(estimate), [estimate]);
  const times = estimate.deployed.ops.length + 1;
  const top = Math.max(estimate.sram.activations, lowerBound ?? 0, 1);
  const inner = { width: width - MARGIN.left - MARGIN.right, height: height - MARGIN.top - MARGIN.bottom };
  const scale: Scale = {
    x: (time) => MARGIN.left + (time / times) * inner.width,
    y: (bytes) => MARGIN.top + inner.height * (1 - bytes / top),
  };
  const peak = estimate.sram.peakOp + 1;
  return (
    <svg
      className="memory-map"
      width={width}
      height={height}
      role="img"
      aria-label={spoken(estimate, blocks)}
      onPointerLeave={() => onHover(undefined)}
    >
      <Axes scale={scale} top={top} times={times} width={width} />
      {blocks.map((block) => (
        <Block key={block.key} block={block} scale={scale} onHover={onHover} />
      ))}
      <rect
        className="memory-peak"
        x={scale.x(peak)}
        y={MARGIN.top - 2}
        width={Math.max(2, scale.x(peak + 1) - scale.x(peak))}
        height={inner.height + 4}
      />
      {lowerBound !== undefined && <Bound y={scale.y(lowerBound)} width={width} bytes={lowerBound} />}
    </svg>
  );
}

function spoken({ sram }: Estimate, blocks: readonly MemoryBlock[]): string {
  return `Memory map: ${blocks.length} buffers in ${sram.activations} bytes, the peak at operator ${sram.peakOp}`;
}

function Axes({
  scale,
  top,
  times,
  width,
}: {
  readonly scale: Scale;
  readonly top: number;
  readonly times: number;
  readonly width: number;
}) {
  return (
    <g className="memory-axes" aria-hidden="true">
      {byteTicks(top).map((bytes) => (
        <g key={bytes}>
          <line x1={MARGIN.left} x2={width - MARGIN.right} y1={scale.y(bytes)} y2={scale.y(bytes)} />
          <text x={MARGIN.left - 8} y={scale.y(bytes) + 4} textAnchor="end">
            {formatBytes(bytes)}
          </text>
        </g>
      ))}
      {timeTicks(times - 1, width / 32).map((time) => (
        <text key={time} x={(scale.x(time) + scale.x(time + 1)) / 2} y={scale.y(0) + 14} textAnchor="middle">
          {time === 0 ? 'in' : time - 1}
        </text>
      ))}
    </g>
  );
}

function Bound({ y, width, bytes }: { readonly y: number; readonly width: number; readonly bytes: number }) {
  return (
    <g className="memory-bound" aria-hidden="true">
      <line x1={MARGIN.left} x2={width - MARGIN.right} y1={y} y2={y} />
      <text x={width - MARGIN.right} y={y - 4} textAnchor="end">
        lower bound {formatBytes(bytes)}
      </text>
    </g>
  );
}

interface BlockProps {
  readonly block: MemoryBlock;
  readonly scale: Scale;
  readonly onHover: (block: MemoryBlock | undefined) => void;
}

function Block({ block, scale, onHover }: BlockProps) {
  const { selection } = useStores();
  const marked = useSelection((state) => block.node !== undefined && (state.hovered === block.node || state.nodes.includes(block.node)));
  const group = useGroup(block.node);
  const x = scale.x(block.first);
  const y = scale.y(block.offset + block.bytes);
  const width = Math.max(1, scale.x(block.last + 1) - x - 1);
  const height = Math.max(1, scale.y(block.offset) - y - 1);
  const enter = (): void => {
    onHover(block);
    selection.getState().hover(block.node);
  };
  return (
    <g
      className="memory-block"
      data-group={block.kind === 'scratch' ? 'scratch' : group}
      data-marked={marked || undefined}
      onPointerEnter={enter}
      onPointerLeave={() => selection.getState().hover(undefined)}
      onClick={() => block.node !== undefined && selection.getState().select([block.node])}
    >
      <rect x={x} y={y} width={width} height={height} />
      {label(block, x, y, width, height)}
    </g>
  );
}

function useGroup(id: NodeId | undefined): string {
  return useDesign((state) => {
    const node = id === undefined ? undefined : nodeIndex(state.design.graph.nodes).get(id);
    return node === undefined ? 'input' : (opOf(node)?.group ?? 'other');
  });
}

function label(block: MemoryBlock, x: number, y: number, width: number, height: number): ReactNode {
  if (width < LABEL_FROM.width || height < LABEL_FROM.height) return undefined;
  const text = formatBytes(block.bytes);
  if (text.length * CHARACTER > width - 6) return undefined;
  return (
    <text x={x + 5} y={y + Math.min(height / 2 + 4, 14)} aria-hidden="true">
      {text}
    </text>
  );
}
