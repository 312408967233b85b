/** The layers as bars, by the lens of the canvas: where the time, the memory or the weights go. */
import { formatBytes, formatCount } from '../../../core/base/format.ts';
import { useSelection, useStores, useView } from '../../../state/hooks.ts';
import type { Lens } from '../../../state/view-store.ts';
import { BarChart } from '../../charts/BarChart.tsx';
import { niceTicks } from '../../charts/ticks.ts';
import type { LayerRow } from './layer-rows.ts';

interface Shown {
  readonly words: string;
  readonly value: (row: LayerRow) => number | undefined;
  readonly base: 2 | 10;
}

const SHOWN: Readonly<Record<Lens, Shown>> = {
  latency: { words: 'Cycles', value: (row) => row.cycles, base: 10 },
  sram: { words: 'Bytes alive', value: (row) => row.liveBytes, base: 2 },
  flash: { words: 'Weight bytes', value: (row) => row.weightBytes, base: 2 },
  macs: { words: 'Multiply-accumulates', value: (row) => row.macs, base: 10 },
};

export function LayersChart({ rows }: { readonly rows: readonly LayerRow[] }) {
  const lens = useView((state) => state.lens);
  const selected = useSelection((state) => state.nodes);
  const { selection } = useStores();
  const { words, value, base } = SHOWN[lens];
  const items = rows.map((row) => ({
    id: row.id,
    name: row.name,
    kind: row.group,
    value: value(row) ?? 0,
    selected: selected.includes(row.id),
  }));
  const ticks = niceTicks(Math.max(0, ...items.map((item) => item.value)), base);
  return (
    <BarChart
      label={`${words} of each layer`}
      items={items}
      ticks={ticks}
      format={base === 2 ? formatBytes : formatCount}
      onSelect={(id) => selection.getState().select([id])}
      onHover={(id) => selection.getState().hover(id)}
    />
  );
}
