/** Parameters of the selection: those all its kinds have in common. */
import type { GraphNode } from '../../../core/graph/graph.ts';
import { opOf } from '../../../core/ops/registry.ts';
import type { ParamField } from '../../../core/ops/op.ts';
import { FieldRow } from './FieldRow.tsx';
import { useMarginal } from './use-marginal.ts';

export function FieldList({ nodes }: { readonly nodes: readonly GraphNode[] }) {
  const fields = commonFields(nodes);
  const marginal = useMarginal(nodes, fields);
  if (fields.length === 0) return undefined;
  const rows = (advanced: boolean) =>
    fields
      .filter((field) => (field.advanced === true) === advanced)
      .map((field) => <FieldRow key={field.name} field={field} nodes={nodes} marginal={marginal.get(field.name)} />);
  const more = rows(true);
  return (
    <section className="panel-section" aria-label="Parameters" data-first-field>
      {rows(false)}
      {more.length > 0 && (
        <details className="more-fields">
          <summary>More</summary>
          {more}
        </details>
      )}
    </section>
  );
}

/** Fields of the first node that every other one has under the same name and kind. */
function commonFields(nodes: readonly GraphNode[]): readonly ParamField[] {
  const [first, ...rest] = nodes.map((node) => opOf(node)?.fields ?? []);
  return (first ?? []).filter((field) =>
    rest.every((others) => others.some((other) => other.name === field.name && other.kind === field.kind)),
  );
}
