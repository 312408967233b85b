/** Every node with its costs: sorted by any column, copied as CSV or Markdown, the selection shared with the canvas. */
import './layers.css';
import { Suspense, useMemo, useState } from 'react';
import { formatBytes, formatCount } from '../../../core/base/format.ts';
import { shapeText } from '../../../core/graph/tensor.ts';
import { useDesign, useEstimate, useSelection, useStores } from '../../../state/hooks.ts';
import { Glyph } from '../../widgets/Glyph.tsx';
import { lazily } from '../../widgets/lazily.ts';
import { SegmentedControl } from '../../widgets/SegmentedControl.tsx';
import { Table, type Column } from '../../widgets/Table.tsx';
import { layerRows, type LayerRow } from './layer-rows.ts';

const LayersChart = lazily(() => import('./LayersChart.tsx'), 'LayersChart');

const VIEWS = [
  { value: 'table', label: 'Table' },
  { value: 'chart', label: 'Chart', tip: 'Bars by the lens chosen above the canvas' },
] as const;

const COLUMNS: readonly Column<LayerRow>[] = [
  { id: 'at', header: '#', numeric: true, tip: 'Place in the running order', value: (row) => row.at },
  {
    id: 'name',
    header: 'Node',
    value: (row) => row.name,
    render: (row) => (
      <span className="layer-name">
        <Glyph group={row.group} />
        {row.name}
      </span>
    ),
  },
  { id: 'kind', header: 'Kind', value: (row) => row.kind },
  { id: 'parameters', header: 'Settings', value: (row) => row.settings },
  { id: 'shape', header: 'Output', value: (row) => (row.shape === undefined ? undefined : shapeText(row.shape)) },
  count('params', 'Params', 'Trained values'),
  count('macs', 'MACs', 'Multiply-accumulates'),
  bytes('weightBytes', 'Flash', 'Bytes of its constants'),
  bytes('outputBytes', 'Output bytes', 'Bytes of what it gives'),
  bytes('liveBytes', 'Live', 'Bytes in memory while it runs'),
  bytes('scratch', 'Scratch', 'Working memory its kernel asks for'),
  count('cycles', 'Cycles', 'Of the chosen core and runtime'),
  {
    id: 'share',
    header: 'Share',
    numeric: true,
    tip: 'Share of the cycles',
    value: (row) => row.share,
    render: (row) => <Share share={row.share} />,
  },
];

export function LayersPanel() {
  const graph = useDesign((state) => state.design.graph);
  const facts = useEstimate((state) => state.facts);
  const problems = useEstimate((state) => state.problems);
  const rows = useMemo(() => layerRows(graph, facts, problems), [graph, facts, problems]);
  const selected = useSelection((state) => state.nodes);
  const { selection } = useStores();
  const [view, setView] = useState<(typeof VIEWS)[number]['value']>('table');
  if (rows.length === 0) return <p className="panel-empty">No nodes yet. Add one from the palette, or open a sample.</p>;
  const views = <SegmentedControl label="Layers as" segments={VIEWS} value={view} onChange={setView} />;
  if (view === 'chart')
    return (
      <div className="layers-chart">
        <div className="table-toolbar">{views}</div>
        <Suspense fallback={<p className="panel-empty">Loading…</p>}>
          <LayersChart rows={rows} />
        </Suspense>
      </div>
    );
  return (
    <Table
      label="Layers"
      columns={COLUMNS}
      rows={rows}
      rowKey={(row) => row.id}
      isSelected={(row) => selected.includes(row.id)}
      onSelect={(row) => selection.getState().select([row.id])}
      onHover={(row) => selection.getState().hover(row?.id)}
      toolbar={views}
    />
  );
}

type Numeric = 'params' | 'macs' | 'cycles' | 'weightBytes' | 'outputBytes' | 'liveBytes' | 'scratch';

function count(id: Numeric, header: string, tip: string): Column<LayerRow> {
  return column(id, header, tip, formatCount);
}

function bytes(id: Numeric, header: string, tip: string): Column<LayerRow> {
  return column(id, header, tip, formatBytes);
}

function column(id: Numeric, header: string, tip: string, format: (value: number) => string): Column<LayerRow> {
  const render = (row: LayerRow) => {
    const value = row[id];
    return value === undefined ? <span className="faint">–</span> : value === 0 ? <span className="faint">0</span> : format(value);
  };
  return { id, header, tip, numeric: true, value: (row) => row[id], render };
}

function Share({ share }: { readonly share: number | undefined }) {
  if (share === undefined) return undefined;
  return (
    <span className="layer-share">
      <span className="layer-bar" style={{ inlineSize: `${share}%` }} />
      {share > 0 && share < 1 ? '<1' : Math.round(share)}&#8239;%
    </span>
  );
}
