/** The smaller numbers behind the headline ones. */
import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import { useShallow } from 'zustand/react/shallow';
import type { Estimate } from '../../../core/cost/estimate-types.ts';
import { originalNode } from '../../../core/graph/expand.ts';
import type { NodeId } from '../../../core/graph/graph.ts';
import { displayName } from '../../../core/ops/registry.ts';
import { nodeIndex } from '../../../state/node-index.ts';
import { useDesign, useEstimate } from '../../../state/hooks.ts';
import { useReceipts } from '../../app/use-receipts.ts';
import { useWorkspace } from '../../app/workspace.ts';
import type { Measure } from '../../widgets/format.ts';
import { Quantity } from '../../widgets/Quantity.tsx';

interface FigureRow {
  readonly label: string;
  readonly tip?: string;
  readonly measure: Measure;
  readonly of: (estimate: Estimate) => number;
  readonly limit?: 'sram' | 'flash' | 'latency';
}

const ROWS: readonly FigureRow[] = [
  {
    label: 'Activations',
    tip: 'Planned tensors and scratch at their addresses',
    measure: 'bytes',
    of: ({ sram }) => sram.activations,
    limit: 'sram',
  },
  {
    label: 'Persistent records',
    tip: "The runtime's own records in the arena",
    measure: 'bytes',
    of: ({ sram }) => sram.persistent,
    limit: 'sram',
  },
  { label: 'Arena', tip: 'What arena_used_bytes() returns', measure: 'bytes', of: ({ sram }) => sram.arena, limit: 'sram' },
  {
    label: 'Smallest arena',
    tip: 'The smallest arena with which allocation succeeds',
    measure: 'bytes',
    of: ({ sram }) => sram.minArena,
    limit: 'sram',
  },
  { label: 'Model in flash', measure: 'bytes', of: ({ flash }) => flash.model, limit: 'flash' },
  { label: 'Code in flash', measure: 'bytes', of: ({ flash }) => flash.code, limit: 'flash' },
  { label: 'Cycles', measure: 'count', of: ({ latency }) => latency.cycles, limit: 'latency' },
  { label: 'MACs', measure: 'count', of: ({ macs }) => macs },
  { label: 'Parameters', measure: 'count', of: ({ params }) => params },
  { label: 'Operators on the chip', measure: 'count', of: ({ deployed }) => deployed.ops.length },
];

export function Figures() {
  return (
    <section className="panel-section" aria-label="Figures">
      <h2 className="section-title">Figures</h2>
      <table className="cost-table">
        <tbody>
          {ROWS.map((row) => (
            <Figure key={row.label} row={row} />
          ))}
          <BestOrderRow />
          <PeakRow />
          <RegionRow />
        </tbody>
      </table>
    </section>
  );
}

function Figure({ row }: { readonly row: FigureRow }) {
  const receipts = useReceipts();
  const value = useEstimate((state) => row.of(state.estimate));
  const baseline = useEstimate((state) => (state.baseline === undefined ? undefined : row.of(state.baseline.estimate)));
  const { limit } = row;
  return (
    <Row label={row.label} tip={row.tip}>
      <Quantity
        value={value}
        measure={row.measure}
        baseline={baseline}
        label={row.label}
        receipts={limit === undefined ? undefined : () => receipts(limit)}
      />
    </Row>
  );
}

function Row({ label, tip, children }: { readonly label: string; readonly tip?: string | undefined; readonly children: ReactNode }) {
  return (
    <tr>
      <th scope="row" data-tip={tip}>
        {label}
      </th>
      <td>{children}</td>
    </tr>
  );
}

/** What another running order would need, once it is known. */
function BestOrderRow() {
  const { stores, commands, readOnly } = useWorkspace();
  const facts = useStore(stores.order, (state) => (state.status === 'done' ? state.facts : undefined));
  const order = useDesign((state) => state.design.order);
  if (facts === undefined || facts.activations >= facts.fileActivations) return undefined;
  return (
    <Row label="Activations, best order" tip="The order of operators whose peak is smallest">
      {order === 'file' && !readOnly && (
        <button type="button" className="link-button" onClick={() => commands.setOrder('best')}>
          use it
        </button>
      )}{' '}
      <Quantity value={facts.activations} measure="bytes" />
    </Row>
  );
}

function PeakRow() {
  const { stores } = useWorkspace();
  const peak = useEstimate((state) => peakNode(state.estimate));
  const node = useDesign((state) => (peak === undefined ? undefined : nodeIndex(state.design.graph.nodes).get(peak)));
  if (node === undefined) return undefined;
  return (
    <Row label="SRAM peak at" tip="The operator during which most bytes are in use">
      <button type="button" className="link-button" onClick={() => stores.selection.getState().select([node.id])}>
        {displayName(node)}
      </button>
    </Row>
  );
}

function peakNode({ deployed, sram }: Estimate): NodeId | undefined {
  const node = deployed.ops[sram.peakOp]?.node;
  return node === undefined ? undefined : originalNode(node);
}

function RegionRow() {
  const { region, available } = useEstimate(
    useShallow((state) => ({ region: state.estimate.sram.region, available: state.estimate.sram.available })),
  );
  if (region === '') return undefined;
  return (
    <Row label="The arena lies in" tip="An arena needs one contiguous region">
      {region} <span className="faint">·</span> <Quantity value={available} measure="bytes" />
    </Row>
  );
}
