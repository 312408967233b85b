/** A node on the canvas: kind stripe, glyph, name, state; parameters and shape, or what is wrong in words; the lens bar. */
import './node-card.css';
import type { Node, NodeProps } from '@xyflow/react';
import { memo } from 'react';
import type { Warning } from '../../core/cost/estimate-types.ts';
import type { GraphNode } from '../../core/graph/graph.ts';
import type { TensorType } from '../../core/graph/tensor.ts';
import { displayName, opOf } from '../../core/ops/registry.ts';
import { useNode, useNodeFacts, useNodeProblem, useNodeWarnings, useSelection } from '../../state/hooks.ts';
import { Glyph } from '../widgets/Glyph.tsx';
import { Icon } from '../widgets/Icon.tsx';
import { cardElementId } from './card-element.ts';
import { CardName } from './CardName.tsx';
import { cardShape } from './card-text.ts';
import { CardPorts, type Port } from './CardPorts.tsx';
import { LensBar } from './LensBar.tsx';
import { inputPorts } from './ports.ts';
import { isWaiting } from './waiting.ts';

/** `inputOrder`: inputs as they stand on the card, so that edges cross as little as may be; undefined is their own order. */
export type CardNode = Node<{ readonly inputOrder: readonly number[] | undefined }, 'card'>;

export const NodeCard = memo(function NodeCard({ id, selected, data }: NodeProps<CardNode>) {
  const node = useNode(id);
  const facts = useNodeFacts(id);
  const problem = useNodeProblem(id);
  const warnings = useNodeWarnings(id);
  const focused = useSelection((state) => state.focused === id);
  const hovered = useSelection((state) => state.hovered === id);
  if (node === undefined) return undefined;
  const spec = opOf(node);
  const outputs = facts?.outputs;
  return (
    <figure
      id={cardElementId(id)}
      className="card"
      aria-label={spokenCard(node, outputs, problem)}
      data-group={spec?.group ?? 'other'}
      data-selected={selected || undefined}
      data-focused={focused || undefined}
      data-hovered={hovered || undefined}
      data-problem={problem === undefined ? undefined : isWaiting(problem) ? 'waiting' : 'mistake'}
    >
      <CardPorts inputs={inputNames(node, data.inputOrder)} outputs={outputNames(node, outputs)} />
      <div className="card-head">
        <Glyph group={spec?.group ?? 'other'} />
        <CardName id={id} name={displayName(node)} />
        <StateMark problem={problem} warnings={warnings} />
      </div>
      {problem === undefined ? (
        <div className="card-facts">
          <CardParams text={spec?.card(node.params) ?? ''} />
          <span className="card-shape">{outputs?.[0] === undefined ? '' : cardShape(outputs[0])}</span>
        </div>
      ) : (
        <div className="card-problem" data-tip={problem}>
          {problem}
        </div>
      )}
      <LensBar nodes={[id]} />
    </figure>
  );
});

function inputNames(node: GraphNode, order: readonly number[] | undefined): readonly Port[] {
  const count = inputPorts(node);
  const known = (order ?? []).filter((index) => index < count);
  const rest = Array.from({ length: count }, (_, index) => index).filter((index) => !known.includes(index));
  return [...known, ...rest].map((index) => ({ node: node.id, index, free: node.inputs[index] === undefined }));
}

function outputNames(node: GraphNode, outputs: readonly TensorType[] | undefined) {
  return Array.from({ length: Math.max(1, outputs?.length ?? 1) }, (_, index) => ({ node: node.id, index, free: false }));
}

function spokenCard(node: GraphNode, outputs: readonly TensorType[] | undefined, problem: string | undefined): string {
  const shape = outputs?.[0] === undefined ? '' : `, output ${outputs[0].shape.join(' by ')}`;
  return `${displayName(node)}, ${opOf(node)?.label ?? node.op}${shape}${problem === undefined ? '' : `. Problem: ${problem}`}`;
}

/** Parameters too long for the card are told in full on hover. */
function CardParams({ text }: { readonly text: string }) {
  return (
    <span className="card-params" data-tip={text.length > 13 ? text : undefined}>
      {text}
    </span>
  );
}

interface StateMarkProps {
  readonly problem: string | undefined;
  readonly warnings: readonly Warning[] | undefined;
}

function StateMark({ problem, warnings }: StateMarkProps) {
  if (problem !== undefined)
    return isWaiting(problem) ? (
      <Mark icon="clock" className="faint" tip={problem} />
    ) : (
      <Mark icon="error" className="over" tip={problem} />
    );
  const worst = warnings?.find((warning) => warning.kind !== 'info' && warning.kind !== 'slow') ?? warnings?.[0];
  if (worst === undefined) return undefined;
  if (worst.kind === 'info') return <Mark icon="info" className="faint" tip={worst.message} />;
  if (worst.kind === 'slow') return <Mark icon="clock" className="warn" tip={worst.message} />;
  return <Mark icon="warning" className={worst.kind === 'unsupported' ? 'over' : 'warn'} tip={worst.message} />;
}

interface MarkProps {
  readonly icon: 'error' | 'warning' | 'clock' | 'info';
  readonly className: string;
  readonly tip: string;
}

function Mark({ icon, className, tip }: MarkProps) {
  return (
    <span className={`card-mark ${className}`} data-tip={tip}>
      <Icon name={icon} />
    </span>
  );
}
