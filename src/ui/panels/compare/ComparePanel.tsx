/** This design beside another: totals with their differences, and the two networks aligned node by node. */
import './compare.css';
import { useMemo, useState } from 'react';
import type { Estimate } from '../../../core/cost/estimate-types.ts';
import { compareNodes, type NodePair } from '../../../core/document/compare.ts';
import type { Design } from '../../../core/document/design.ts';
import { opOf, displayName } from '../../../core/ops/registry.ts';
import { useDesign, useEstimate, useSelection, useStores, useView } from '../../../state/hooks.ts';
import { Delta, NumberWithUnit } from '../../widgets/Quantity.tsx';
import type { Measure } from '../../widgets/format.ts';
import { CompareEmpty } from './CompareEmpty.tsx';

export function ComparePanel() {
  const compared = useView((state) => state.compared);
  return compared === undefined ? <CompareEmpty /> : <Comparison other={compared} />;
}

function Comparison({ other }: { readonly other: Design }) {
  const design = useDesign((state) => state.design);
  const pairs = useMemo(() => compareNodes(other.graph.nodes, design.graph.nodes), [other.graph.nodes, design.graph.nodes]);
  const [onlyDifferences, setOnlyDifferences] = useState(false);
  const { view } = useStores();
  const differing = pairs.filter((pair) => pair.kind !== 'same');
  return (
    <div className="compare">
      <div className="compare-bar">
        <span>
          <strong>{other.name}</strong> <span className="muted">against</span> <strong>{design.name}</strong>
        </span>
        <span className="muted">{differing.length === 0 ? 'the same network' : `${differing.length} differences`}</span>
        <label>
          <input type="checkbox" checked={onlyDifferences} onChange={(event) => setOnlyDifferences(event.target.checked)} /> only
          differences
        </label>
        <button type="button" className="button" onClick={() => view.getState().compareWith(undefined)}>
          Choose another
        </button>
      </div>
      <div className="compare-body scroll" tabIndex={0} role="region" aria-label="Comparison">
        <Totals other={other} design={design} />
        <table className="table compare-nodes">
          <caption className="visually-hidden">Nodes side by side</caption>
          <thead>
            <tr>
              <th scope="col">{other.name}</th>
              <th scope="col">{design.name}</th>
              <th scope="col">Difference</th>
            </tr>
          </thead>
          <tbody>
            {(onlyDifferences ? differing : pairs).map((pair) => (
              <PairRow key={`${pair.left?.id} ${pair.right?.id}`} pair={pair} />
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}

interface TotalRow {
  readonly label: string;
  readonly measure: Measure;
  readonly of: (estimate: Estimate) => number | undefined;
}

const TOTALS: readonly TotalRow[] = [
  { label: 'SRAM', measure: 'bytes', of: ({ sram }) => sram.total },
  { label: 'Activations', measure: 'bytes', of: ({ sram }) => sram.activations },
  { label: 'Flash', measure: 'bytes', of: ({ flash }) => flash.total },
  { label: 'Latency', measure: 'ms', of: ({ latency }) => latency.ms },
  { label: 'Energy', measure: 'microjoules', of: ({ energy }) => energy.microjoules },
  { label: 'MACs', measure: 'count', of: ({ macs }) => macs },
  { label: 'Parameters', measure: 'count', of: ({ params }) => params },
  { label: 'Operators', measure: 'count', of: ({ deployed }) => deployed.ops.length },
];

function Totals({ other, design }: { readonly other: Design; readonly design: Design }) {
  const here = useEstimate((state) => state.estimate);
  const there = useEstimate((state) => state.compared?.estimate);
  if (there === undefined) return undefined;
  return (
    <table className="table compare-totals">
      <caption className="visually-hidden">Totals side by side</caption>
      <thead>
        <tr>
          <td />
          <th scope="col">{other.name}</th>
          <th scope="col">{design.name}</th>
          <th scope="col">Change</th>
        </tr>
      </thead>
      <tbody>
        {TOTALS.map(({ label, measure, of }) => (
          <tr key={label}>
            <th scope="row">{label}</th>
            <td data-numeric="true">
              <Figure value={of(there)} measure={measure} />
            </td>
            <td data-numeric="true">
              <Figure value={of(here)} measure={measure} />
            </td>
            <td data-numeric="true">
              <Delta value={of(here)} baseline={of(there)} measure={measure} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Figure({ value, measure }: { readonly value: number | undefined; readonly measure: Measure }) {
  return value === undefined ? <span className="faint">–</span> : <NumberWithUnit value={value} measure={measure} />;
}

const PAIR_WORDS: Readonly<Record<NodePair['kind'], string>> = {
  same: '',
  changed: 'changed',
  'left-only': 'only there',
  'right-only': 'only here',
};

function PairRow({ pair }: { readonly pair: NodePair }) {
  const { selection } = useStores();
  const here = pair.right?.id;
  const selected = useSelection((state) => here !== undefined && state.nodes.includes(here));
  return (
    <tr
      data-pair={pair.kind}
      data-selected={selected || undefined}
      onClick={() => here !== undefined && selection.getState().select([here])}
    >
      <td>{nodeText(pair.left)}</td>
      <td>{nodeText(pair.right)}</td>
      <td>
        {pair.changes.length === 0
          ? PAIR_WORDS[pair.kind]
          : pair.changes.map((change) => `${change.label} ${change.left} → ${change.right}`).join(', ')}
      </td>
    </tr>
  );
}

function nodeText(node: NodePair['left']) {
  if (node === undefined) return <span className="faint">–</span>;
  return (
    <>
      {displayName(node)} <span className="muted">{opOf(node)?.card(node.params)}</span>
    </>
  );
}
