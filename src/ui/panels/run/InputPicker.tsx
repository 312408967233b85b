/** Where the input comes from, and how it is made. */
import { Suspense, useId, useState, type ComponentType } from 'react';
import { shapeText, type TensorType } from '../../../core/graph/tensor.ts';
import { lazily } from '../../widgets/lazily.ts';
import type { InputProps } from './input-form.ts';
import { FileInput } from './FileInput.tsx';
import { GeneratedInput } from './GeneratedInput.tsx';
import { NumbersInput } from './NumbersInput.tsx';
import { useRun } from './use-run.ts';

interface InputKind {
  readonly label: string;
  readonly Form: ComponentType<InputProps>;
}

const KINDS = {
  generated: { label: 'Generated from a seed', Form: GeneratedInput },
  image: { label: 'Image file', Form: lazily(() => import('./ImageInput.tsx'), 'ImageInput') },
  digit: { label: 'Drawing', Form: lazily(() => import('./DrawingInput.tsx'), 'DrawingInput') },
  sound: { label: 'Sound', Form: lazily(() => import('./SoundInput.tsx'), 'SoundInput') },
  numbers: { label: 'Numbers', Form: NumbersInput },
  file: { label: 'File of values (.npy, .bin)', Form: FileInput },
} as const satisfies Record<string, InputKind>;

type KindName = keyof typeof KINDS;

export function InputPicker({ inputs }: { readonly inputs: readonly TensorType[] }) {
  const id = useId();
  const [kind, setKind] = useState<KindName>('generated');
  const words = useRun((state) => state.input?.words);
  const [first, ...others] = inputs;
  const { Form } = KINDS[kind];
  return (
    <div className="run-input">
      <label className="run-label" htmlFor={id}>
        Input <span className="muted">{shapeText(first!.shape)}</span>
      </label>
      <select id={id} className="field" value={kind} onChange={(event) => setKind(event.target.value as KindName)}>
        {Object.entries(KINDS).map(([name, { label }]) => (
          <option key={name} value={name}>
            {label}
          </option>
        ))}
      </select>
      <Suspense fallback={<p className="muted">Loading…</p>}>
        <Form input={first!} />
      </Suspense>
      {others.length > 0 && kind !== 'generated' && <p className="muted">The other {others.length === 1 ? 'input is' : 'inputs are'} 0.</p>}
      <p className="muted run-words">Running on {words}</p>
    </div>
  );
}
