/** What the selected nodes cost, with the change since the pinned baseline. */
import type { ReactNode } from 'react';
import type { NodeFacts } from '../../../core/cost/estimate-types.ts';
import { chipOf } from '../../../core/cost/chip-of.ts';
import type { GraphNode } from '../../../core/graph/graph.ts';
import { shapeText, tensorBytes } from '../../../core/graph/tensor.ts';
import { useDesign, useEstimate } from '../../../state/hooks.ts';
import type { Facts } from '../../editor/lens.ts';
import type { Measure } from '../../widgets/format.ts';
import { Quantity } from '../../widgets/Quantity.tsx';

interface CostRow {
  readonly label: string;
  readonly tip?: string;
  readonly measure: Measure;
  readonly of: (facts: NodeFacts) => number;
  /** The largest counts, instead of the sum. */
  readonly largest?: boolean;
}

const ROWS: readonly CostRow[] = [
  { label: 'Cycles', measure: 'count', of: (facts) => facts.cycles },
  { label: 'Instructions', measure: 'count', of: (facts) => facts.instructions },
  { label: 'MACs', measure: 'count', of: (facts) => facts.macs },
  { label: 'Parameters', measure: 'count', of: (facts) => facts.params },
  { label: 'Weights in flash', measure: 'bytes', of: (facts) => facts.weightBytes },
  {
    label: 'Alive while it runs',
    tip: 'Bytes of all tensors and scratch in memory at that moment',
    measure: 'bytes',
    of: (facts) => facts.liveBytes,
    largest: true,
  },
  { label: 'Kernel scratch', measure: 'bytes', of: (facts) => facts.scratch, largest: true },
];

export function NodeCosts({ nodes }: { readonly nodes: readonly GraphNode[] }) {
  const facts = useEstimate((state) => state.facts);
  const baseline = useEstimate((state) => state.baseline?.facts);
  const clock = useDesign((state) => chipOf(state.design).clockMHz);
  const evidence = useEstimate((state) => state.estimate.latency.evidence);
  const known = nodes.filter((node) => facts.has(node.id));
  if (known.length === 0) return undefined;
  const cycles = total(ROWS[0]!, known, facts)!;
  const cyclesBefore = total(ROWS[0]!, known, baseline);
  return (
    <section className="panel-section" aria-label="Costs">
      <h2 className="section-title">Costs</h2>
      <table className="cost-table">
        <tbody>
          {known.length === 1 && <Outputs facts={facts.get(known[0]!.id)!} />}
          {clock > 0 && (
            <Row label="Time">
              <Quantity
                value={cycles / clock / 1000}
                measure="ms"
                evidence={evidence}
                baseline={cyclesBefore === undefined ? undefined : cyclesBefore / clock / 1000}
              />
            </Row>
          )}
          {ROWS.map((row) => (
            <Row key={row.label} label={row.label} tip={row.tip}>
              <Quantity value={total(row, known, facts)} measure={row.measure} baseline={total(row, known, baseline)} />
            </Row>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Outputs({ facts }: { readonly facts: NodeFacts }) {
  return facts.outputs.map(({ shape, type }, port) => (
    <Row key={port} label={facts.outputs.length === 1 ? 'Output' : `Output ${port + 1}`}>
      {shapeText(shape)} <span className="unit">{type}</span> · <Quantity value={tensorBytes(shape, type)} measure="bytes" />
    </Row>
  ));
}

interface RowProps {
  readonly label: string;
  readonly tip?: string | undefined;
  readonly children: ReactNode;
}

function Row({ label, tip, children }: RowProps) {
  return (
    <tr>
      <th scope="row" data-tip={tip}>
        {label}
      </th>
      <td>{children}</td>
    </tr>
  );
}

function total(row: CostRow, nodes: readonly GraphNode[], facts: Facts | undefined): number | undefined {
  const costs = nodes.flatMap((node) => {
    const each = facts?.get(node.id);
    return each === undefined ? [] : [row.of(each)];
  });
  if (costs.length === 0) return undefined;
  return row.largest === true ? Math.max(...costs) : costs.reduce((sum, cost) => sum + cost, 0);
}
