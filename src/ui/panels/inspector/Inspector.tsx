/** The selection, editable: name, kind, parameters with what one step costs, inputs, block, and what the node costs. */
import './inspector.css';
import '../fields.css';
import type { GraphNode } from '../../../core/graph/graph.ts';
import { displayName, opOf } from '../../../core/ops/registry.ts';
import { nodeIndex } from '../../../state/node-index.ts';
import { useDesign, useNodeProblem, useNodeWarnings, useSelection } from '../../../state/hooks.ts';
import { ActionButton } from '../../actions/ActionButton.tsx';
import { useWorkspace } from '../../app/workspace.ts';
import { Glyph } from '../../widgets/Glyph.tsx';
import { Icon } from '../../widgets/Icon.tsx';
import { BlockSection } from './BlockSection.tsx';
import { FieldList } from './FieldList.tsx';
import { InputList } from './InputList.tsx';
import { NodeCosts } from './NodeCosts.tsx';

export function Inspector() {
  const selected = useSelection((state) => state.nodes);
  const nodes = useDesign((state) => state.design.graph.nodes);
  const index = nodeIndex(nodes);
  const chosen = selected.flatMap((id) => index.get(id) ?? []);
  const [first, ...rest] = chosen;
  if (first === undefined) return undefined;
  return (
    <div className="inspector" key={selected.join(' ')}>
      {rest.length === 0 ? <OneNode node={first} /> : <ManyNodes nodes={chosen} />}
      <FieldList nodes={chosen} />
      {rest.length === 0 && <InputList node={first} />}
      <BlockSection nodes={chosen} />
      <NodeCosts nodes={chosen} />
    </div>
  );
}

function OneNode({ node }: { readonly node: GraphNode }) {
  const { commands, readOnly } = useWorkspace();
  const problem = useNodeProblem(node.id);
  const warnings = useNodeWarnings(node.id);
  const spec = opOf(node);
  return (
    <header className="panel-section inspector-head">
      <div className="inspector-title">
        <Glyph group={spec?.group ?? 'other'} />
        <input
          key={displayName(node)}
          className="inspector-name"
          aria-label="Name"
          defaultValue={displayName(node)}
          readOnly={readOnly}
          maxLength={120}
          spellCheck={false}
          onBlur={(event) => commands.renameNode(node.id, event.target.value.trim())}
          onKeyDown={(event) => event.key === 'Enter' && event.currentTarget.blur()}
        />
        <HeadTools />
      </div>
      <p className="inspector-kind" data-tip={spec?.summary}>
        {spec?.label ?? node.op}
      </p>
      {problem !== undefined && (
        <p className="notice over" role="alert">
          <Icon name="error" />
          {problem}
        </p>
      )}
      {warnings?.map((warning) => (
        <p key={warning.message} className={warning.kind === 'info' ? 'notice' : 'notice warn'}>
          <Icon name={warning.kind === 'info' ? 'info' : 'warning'} />
          {warning.message}
        </p>
      ))}
    </header>
  );
}

function ManyNodes({ nodes }: { readonly nodes: readonly GraphNode[] }) {
  const kinds = new Set(nodes.map((node) => opOf(node)?.label ?? node.op));
  return (
    <header className="panel-section inspector-head">
      <div className="inspector-title">
        <h2>{nodes.length} nodes</h2>
        <HeadTools />
      </div>
      <p className="inspector-kind">{[...kinds].join(', ')}</p>
    </header>
  );
}

function HeadTools() {
  return (
    <div className="inspector-tools">
      <ActionButton action="replace" />
      <ActionButton action="duplicate" icon="copy" />
      <ActionButton action="delete" />
    </div>
  );
}
