/** The memory map: the plan in file order against the plan in the best order found, with the proven lower bound. */
import './memory.css';
import { useDeferredValue, useMemo, useState } from 'react';
import { estimate } from '../../../core/cost/estimate.ts';
import type { BestOrderFacts } from '../../../core/cost/best-order-facts.ts';
import { formatBytes } from '../../../core/base/format.ts';
import type { Design } from '../../../core/document/design.ts';
import { useBestOrder, useDesign, useEstimate, useStores } from '../../../state/hooks.ts';
import { displayName } from '../../../core/ops/registry.ts';
import { knownOrder } from '../../../state/order-store.ts';
import { nodeIndex } from '../../../state/node-index.ts';
import { Quantity } from '../../widgets/Quantity.tsx';
import { SegmentedControl } from '../../widgets/SegmentedControl.tsx';
import { useElementSize } from '../../widgets/useElementSize.ts';
import type { MemoryBlock } from './memory-blocks.ts';
import { MemoryMap } from './MemoryMap.tsx';

const ORDERS = [
  { value: 'file', label: 'File order', tip: 'The order the nodes stand in' },
  { value: 'best', label: 'Best order', tip: 'The order of least peak; same results, less memory' },
] as const;

export function MemoryPanel() {
  const design = useDeferredValue(useDesign((state) => state.design));
  const shown = useEstimate((state) => state.estimate);
  const [order, setOrder] = useState<Design['order']>();
  const chosen = order ?? design.order;
  const orders = useBestOrder();
  const { facts, status, reason } = orders;
  const best = knownOrder(orders, design);
  // The best order is the background's to find: until it has, the plan is that of the design's own order.
  const waits = chosen === 'best' && best === undefined && status === 'running';
  const plan = useMemo(
    () => (chosen === design.order || waits ? shown : estimate({ ...design, order: chosen }, best)),
    [chosen, design, shown, waits, best],
  );
  const [hovered, setHovered] = useState<MemoryBlock>();
  const [frame, size] = useElementSize<HTMLDivElement>();
  if (shown.deployed.ops.length === 0)
    return <p className="panel-empty">Nothing is in memory yet. Add an input and an operation to see their buffers.</p>;
  if (shown.buffers.length === 0)
    return <p className="panel-empty">This resource model counts elements and places nothing. Choose a runtime to see addresses.</p>;
  return (
    <div className="memory-panel">
      <aside className="memory-side">
        <SegmentedControl label="Order shown" segments={ORDERS} value={chosen} onChange={setOrder} />
        <MemoryFacts facts={facts} waiting={status === 'running'} design={design} chosen={chosen} />
        {reason !== undefined && <p className="warn">{reason}</p>}
        <Hovered block={hovered} />
      </aside>
      <div className="memory-frame" ref={frame}>
        {size !== undefined && (
          <MemoryMap estimate={plan} width={size.width} height={size.height} lowerBound={facts?.lowerBound} onHover={setHovered} />
        )}
      </div>
    </div>
  );
}

interface MemoryFactsProps {
  /** undefined until the worker has answered for the first time. */
  readonly facts: BestOrderFacts | undefined;
  readonly waiting: boolean;
  readonly design: Design;
  readonly chosen: Design['order'];
}

function MemoryFacts({ facts, waiting, design, chosen }: MemoryFactsProps) {
  const { design: store } = useStores();
  const use = (order: Design['order']): void =>
    store.getState().edit(order === 'best' ? 'Use the best order' : 'Use the file order', (each) => ({ ...each, order }));
  return (
    <dl className="memory-facts" aria-busy={waiting}>
      <dt>File order</dt>
      <dd>
        <Quantity value={facts?.fileActivations} measure="bytes" />
      </dd>
      <dt>Best order</dt>
      <dd>
        <Quantity value={facts?.activations} measure="bytes" />
        {facts !== undefined && <span className="muted">{facts.placementExact ? ' proven' : ' best found'}</span>}
      </dd>
      <dt>Lower bound</dt>
      <dd>
        <Quantity value={facts?.lowerBound} measure="bytes" />
        {facts?.orderExact === true && <span className="muted"> exact</span>}
      </dd>
      {chosen !== design.order && (
        <dd className="memory-use">
          <button type="button" className="button outlined" onClick={() => use(chosen)}>
            {chosen === 'best' ? 'Run in this order' : 'Run in file order'}
          </button>
        </dd>
      )}
    </dl>
  );
}

function Hovered({ block }: { readonly block: MemoryBlock | undefined }) {
  const name = useDesign((state) => {
    const node = block?.node === undefined ? undefined : nodeIndex(state.design.graph.nodes).get(block.node);
    return node === undefined ? undefined : displayName(node);
  });
  if (block === undefined) return <p className="faint memory-hint">Point at a block to see what it holds.</p>;
  return (
    <p className="memory-hint">
      <strong>{block.kind === 'scratch' ? `Scratch of ${name ?? 'a kernel'}` : (name ?? block.name)}</strong>
      <br />
      {formatBytes(block.bytes)} at {block.offset.toLocaleString('en-US')}
      <br />
      <span className="muted">{block.name}</span>
    </p>
  );
}
