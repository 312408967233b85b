/** How far each int8 tensor is from float32 on this input; a click selects its node. */
import { useMemo } from 'react';
import { formatNumber } from '../../../core/base/format.ts';
import { originalNode } from '../../../core/graph/expand.ts';
import type { NodeId } from '../../../core/graph/graph.ts';
import { shapeText } from '../../../core/graph/tensor.ts';
import { displayName } from '../../../core/ops/registry.ts';
import type { RunAnswer } from '../../../jobs/deploy-job.ts';
import { useDesign, useSelection, useStores } from '../../../state/hooks.ts';
import { nodeIndex } from '../../../state/node-index.ts';
import { Table, type Column } from '../../widgets/Table.tsx';
import { useRun } from './use-run.ts';
import { valueText } from './value-text.ts';

interface ErrorRow {
  readonly at: number;
  readonly node: NodeId | undefined;
  readonly name: string;
  readonly op: string;
  readonly shape: string;
  readonly decibels: number;
  readonly largest: number;
  readonly steps: number | undefined;
}

/** Two tensors without a difference have no noise: shown as "exact", sorted above every number. */
const EXACT = 'exact';

const COLUMNS: readonly Column<ErrorRow>[] = [
  { id: 'at', header: '#', numeric: true, tip: 'Place in the running order', value: ({ at }) => at },
  {
    id: 'name',
    header: 'Node',
    value: ({ name }) => name,
    render: ({ name, node }) => <NodeButton name={name} node={node} />,
  },
  {
    id: 'decibels',
    header: 'Signal to noise, dB',
    numeric: true,
    tip: 'By how much the float values stand above the difference: 20 dB is 10 %, 40 dB is 1 %',
    value: ({ decibels }) => decibels,
    render: ({ decibels }) => (Number.isFinite(decibels) ? valueText(decibels) : EXACT),
  },
  {
    id: 'largest',
    header: 'Largest difference',
    numeric: true,
    value: ({ largest }) => largest,
    render: ({ largest }) => formatNumber(largest),
  },
  {
    id: 'steps',
    header: 'In steps',
    numeric: true,
    tip: 'The largest difference in steps of the tensor’s scale',
    value: ({ steps }) => steps,
    render: ({ steps }) => (steps === undefined ? '–' : formatNumber(steps)),
  },
  { id: 'op', header: 'Operator', value: ({ op }) => op },
  { id: 'shape', header: 'Output', value: ({ shape }) => shape },
];

export function ErrorTable() {
  const answer = useRun((state) => state.answer);
  const nodes = useDesign(({ design }) => design.graph.nodes);
  const selected = useSelection((state) => state.nodes);
  const { selection } = useStores();
  const rows = useMemo(() => (answer === undefined ? [] : rowsOf(answer, (id) => nameOf(id, nodes))), [answer, nodes]);
  if (rows.length === 0)
    return <p className="panel-empty">There is nothing to compare: the network runs in float32 itself, or nothing has run yet.</p>;
  return (
    <Table
      label="Error of each layer"
      columns={COLUMNS}
      rows={rows}
      rowKey={({ at }) => String(at)}
      isSelected={({ node }) => node !== undefined && selected.includes(node)}
      onSelect={({ node }) => node !== undefined && selection.getState().select([node])}
    />
  );
}

function NodeButton({ name, node }: Pick<ErrorRow, 'name' | 'node'>) {
  const { selection } = useStores();
  if (node === undefined) return <span className="muted">{name}</span>;
  return (
    <button type="button" className="link-button" onClick={() => selection.getState().select([node])}>
      {name}
    </button>
  );
}

function rowsOf({ graph, run }: RunAnswer, name: (id: NodeId) => string): readonly ErrorRow[] {
  return run.errors.map(({ op, tensor, signalToNoiseDb, largest, largestSteps }, i) => {
    const { node, code } = graph.ops[op]!;
    return {
      at: i + 1,
      node: node === undefined ? undefined : originalNode(node),
      name: node === undefined ? 'conversion' : name(node),
      op: code,
      shape: shapeText(graph.tensors[tensor]!.shape),
      decibels: signalToNoiseDb,
      largest,
      steps: largestSteps,
    };
  });
}

/** A copy of a repeated node says which. */
function nameOf(id: NodeId, nodes: Parameters<typeof nodeIndex>[0]): string {
  const own = nodeIndex(nodes).get(originalNode(id));
  const copy = id.slice(originalNode(id).length);
  return own === undefined ? id : `${displayName(own)}${copy}`;
}
