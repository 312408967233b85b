/** One tensor of the selected node: as the chip has it, in float32, or the difference. */
import { useMemo, useState } from 'react';
import { displayName } from '../../../core/ops/registry.ts';
import { useDesign, useSelection } from '../../../state/hooks.ts';
import { nodeIndex } from '../../../state/node-index.ts';
import { SegmentedControl } from '../../widgets/SegmentedControl.tsx';
import { useElementSize } from '../../widgets/useElementSize.ts';
import { HeatMap } from './HeatMap.tsx';
import { tilingOf } from './heat-map.ts';
import { shownTensor, sideValues, type ShownTensor, type Side } from './shown-values.ts';
import { tensorChoices } from './tensor-choices.ts';
import { useRun } from './use-run.ts';
import { VectorPlot } from './VectorPlot.tsx';

const SIDES = [
  { value: 'chip', label: 'Chip', tip: 'What the integers of the chip stand for' },
  { value: 'float', label: 'Float', tip: 'The same value in the float32 network' },
  { value: 'difference', label: 'Difference', tip: 'Chip minus float' },
] as const;

export function TensorView() {
  const answer = useRun((state) => state.answer);
  const graph = useDesign(({ design }) => design.graph);
  const selected = useSelection((state) => (state.nodes.length === 1 ? state.nodes[0] : undefined));
  const [place, setPlace] = useState(0);
  const [side, setSide] = useState<Side>('chip');
  const found = useMemo(() => answer && tensorChoices(graph, answer.graph, selected), [answer, graph, selected]);
  if (answer === undefined || found === undefined) return <p className="panel-empty">Nothing has run yet.</p>;
  const { choices, within } = found;
  const choice = choices[place] ?? choices[0];
  const node = selected === undefined ? undefined : nodeIndex(graph.nodes).get(selected);
  if (choice === undefined)
    return <p className="panel-empty">{node === undefined ? 'The network' : displayName(node)} has no tensor on the chip.</p>;
  const host = within === undefined ? undefined : nodeIndex(graph.nodes).get(within);
  const shown = shownTensor(answer, choice.index);
  return (
    <div className="tensor-view">
      <div className="tensor-head">
        <strong>{node === undefined ? 'Whole network' : displayName(node)}</strong>
        {host !== undefined && <span className="muted">merged into {displayName(host)}</span>}
        <select
          className="field"
          aria-label="Tensor"
          value={choices.indexOf(choice)}
          onChange={(event) => setPlace(Number(event.target.value))}
        >
          {choices.map(({ index, words }, i) => (
            <option key={`${index}-${words}`} value={i}>
              {words}
            </option>
          ))}
        </select>
        {shown?.float !== undefined && <SegmentedControl label="Side" segments={SIDES} value={side} onChange={setSide} />}
      </div>
      {shown === undefined ? (
        <p className="panel-empty">This tensor has no values that can be shown.</p>
      ) : (
        <Drawing shown={shown} side={shown.float === undefined ? 'chip' : side} isOutput={answer.graph.outputs.includes(choice.index)} />
      )}
    </div>
  );
}

interface DrawingProps {
  readonly shown: ShownTensor;
  readonly side: Side;
  readonly isOutput: boolean;
}

function Drawing({ shown, side, isOutput }: DrawingProps) {
  const [frame, size] = useElementSize<HTMLDivElement>();
  const tiling = tilingOf(shown.tensor.shape);
  const values = useMemo(() => sideValues(shown, side)!, [shown, side]);
  return (
    <div className="tensor-frame" ref={frame}>
      {size !== undefined &&
        (tiling === undefined ? (
          <VectorPlot shown={shown} side={side} values={values} isOutput={isOutput} width={size.width} height={size.height} />
        ) : (
          <HeatMap shown={shown} values={values} tiling={tiling} width={size.width} height={size.height} />
        ))}
    </div>
  );
}
