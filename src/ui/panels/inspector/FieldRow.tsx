/** One parameter: a stepper, a switch, a choice or a text field, over all selected nodes at once. */
import { useId, useState } from 'react';
import type { GraphNode, ParamValue } from '../../../core/graph/graph.ts';
import { paramOf, type ParamField } from '../../../core/ops/op.ts';
import { opOf } from '../../../core/ops/registry.ts';
import { useWorkspace } from '../../app/workspace.ts';
import { SegmentedControl } from '../../widgets/SegmentedControl.tsx';
import { Stepper } from '../../widgets/Stepper.tsx';
import { parseInts } from './parse-ints.ts';
import { MarginalCost } from './MarginalCost.tsx';
import { stepOf, type Marginal } from './marginal.ts';

interface FieldRowProps {
  readonly field: ParamField;
  readonly nodes: readonly GraphNode[];
  readonly marginal: Marginal | undefined;
}

export function FieldRow({ field, nodes, marginal }: FieldRowProps) {
  const { commands, readOnly } = useWorkspace();
  const value = commonValue(field, nodes);
  const ids = nodes.map((node) => node.id);
  const set = (next: ParamValue, mergeKey?: string): void => commands.setParams(ids, field.name, next, mergeKey);
  if (field.kind === 'int' || field.kind === 'float') {
    return (
      <Stepper
        label={field.label}
        value={typeof value === 'number' ? value : undefined}
        min={field.min}
        max={field.max}
        step={stepOf(field)}
        whole={field.kind === 'int'}
        help={field.help}
        cost={<MarginalCost marginal={marginal} />}
        disabled={readOnly}
        onChange={(next) => set(next, `${field.name} ${ids.join(' ')}`)}
        onGestureEnd={commands.endGesture}
      />
    );
  }
  return <OtherField field={field} value={value} disabled={readOnly} onChange={set} />;
}

/** undefined: the nodes differ. */
function commonValue(field: ParamField, nodes: readonly GraphNode[]): ParamValue | undefined {
  const values = nodes.map((node) => paramOf(opOf(node)?.fields ?? [], node.params, field.name));
  return values.every((value) => JSON.stringify(value) === JSON.stringify(values[0])) ? values[0] : undefined;
}

interface OtherFieldProps {
  readonly field: Exclude<ParamField, { kind: 'int' | 'float' }>;
  readonly value: ParamValue | undefined;
  readonly disabled: boolean;
  readonly onChange: (value: ParamValue) => void;
}

function OtherField({ field, value, disabled, onChange }: OtherFieldProps) {
  const id = useId();
  if (field.kind === 'choice' && field.choices.length <= 3 && !disabled) {
    return (
      <div className="field-row">
        <span className="field-label" data-tip={field.help}>
          {field.label}
        </span>
        <SegmentedControl
          label={field.label}
          segments={field.choices}
          value={typeof value === 'string' ? value : undefined}
          onChange={onChange}
        />
      </div>
    );
  }
  return (
    <div className="field-row">
      <label htmlFor={id} data-tip={field.help}>
        {field.label}
      </label>
      {field.kind === 'bool' && (
        <input
          id={id}
          type="checkbox"
          className="checkbox"
          disabled={disabled}
          checked={value === true}
          ref={(box) => {
            if (box !== null) box.indeterminate = value === undefined;
          }}
          onChange={(event) => onChange(event.target.checked)}
        />
      )}
      {field.kind === 'choice' && (
        <select
          id={id}
          className="field"
          disabled={disabled}
          value={String(value ?? '')}
          onChange={(event) => onChange(event.target.value)}
        >
          {value === undefined && <option value="">mixed</option>}
          {field.choices.map((choice) => (
            <option key={choice.value} value={choice.value}>
              {choice.label}
            </option>
          ))}
        </select>
      )}
      {field.kind === 'ints' && <IntsField id={id} field={field} value={value} disabled={disabled} onChange={onChange} />}
      {field.kind === 'text' && (
        <input
          id={id}
          key={String(value)}
          className="field"
          disabled={disabled}
          defaultValue={typeof value === 'string' ? value : ''}
          onBlur={(event) => event.target.value !== value && onChange(event.target.value)}
        />
      )}
    </div>
  );
}

interface IntsFieldProps extends Omit<OtherFieldProps, 'field'> {
  readonly id: string;
  readonly field: Extract<ParamField, { kind: 'ints' }>;
}

/** A list of whole numbers, typed with spaces, commas or "x" between them: "1 32 32 3", "1x32x32x3". */
function IntsField({ id, field, value, disabled, onChange }: IntsFieldProps) {
  const shown = typeof value === 'object' ? value.join(' × ') : '';
  const [draft, setDraft] = useState<string>();
  const typed = draft === undefined ? undefined : parseInts(draft, field.min, field.max);
  const commit = (): void => {
    if (typed !== undefined) onChange(typed);
    setDraft(undefined);
  };
  return (
    <input
      id={id}
      className="field"
      disabled={disabled}
      aria-invalid={draft !== undefined && typed === undefined}
      placeholder={value === undefined ? 'mixed' : undefined}
      value={draft ?? shown}
      onChange={(event) => setDraft(event.target.value)}
      onBlur={commit}
      onKeyDown={(event) => {
        if (event.key === 'Enter') commit();
        if (event.key === 'Escape') setDraft(undefined);
      }}
    />
  );
}
