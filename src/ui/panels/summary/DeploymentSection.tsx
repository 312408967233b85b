/** How the network is brought onto the chip: number format, order, and which kernels are registered. */
import { useShallow } from 'zustand/react/shallow';
import type { Design } from '../../../core/document/design.ts';
import { useDesign } from '../../../state/hooks.ts';
import { useWorkspace } from '../../app/workspace.ts';
import { SegmentedControl } from '../../widgets/SegmentedControl.tsx';

const SCHEMES = [
  { value: 'int8', label: 'int8', tip: 'Per-channel int8: batch norm folded, activations fused' },
  { value: 'float32', label: 'float32', tip: 'The same network without quantisation' },
] as const;
const IO = [
  { value: 'int8', label: 'int8' },
  { value: 'float32', label: 'float32', tip: 'Adds QUANTIZE and DEQUANTIZE operators' },
] as const;
const ORDERS = [
  { value: 'file', label: 'As drawn', tip: 'Operators run in the order of the outline' },
  { value: 'best', label: 'Least memory', tip: 'The order whose peak is smallest, searched exactly within a bound' },
] as const;

const BUILDS = [
  { value: 'speed', label: '-O2', tip: 'Compiled for speed, as measured' },
  { value: 'size', label: '-Os', tip: 'Compiled for size, as Arduino and Mbed do unless told otherwise: one to two times slower' },
] as const;

export function DeploymentSection() {
  const { commands, readOnly } = useWorkspace();
  const { quantize, order, application } = useDesign(
    useShallow(({ design }) => ({ quantize: design.quantize, order: design.order, application: design.application })),
  );
  const fromFile = quantize.scheme === 'file';
  return (
    <section className="panel-section" aria-label="Deployment">
      <h2 className="section-title">Deployment</h2>
      <fieldset className="plain" disabled={readOnly}>
        <div className="field-row">
          <span className="field-label">Numbers</span>
          {fromFile ? (
            <span>as in the file</span>
          ) : (
            <SegmentedControl
              label="Numbers"
              segments={SCHEMES}
              value={shownScheme(quantize)}
              onChange={(scheme) => commands.setQuantize({ scheme })}
            />
          )}
        </div>
        {quantize.scheme === 'int8' && (
          <div className="field-row">
            <span className="field-label">Inputs, outputs</span>
            <SegmentedControl
              label="Inputs and outputs"
              segments={IO}
              value={quantize.io}
              onChange={(io) => commands.setQuantize({ io })}
            />
          </div>
        )}
        <div className="field-row">
          <span className="field-label">Order</span>
          <SegmentedControl label="Order" segments={ORDERS} value={order} onChange={commands.setOrder} />
        </div>
        <div className="field-row">
          <span className="field-label">Kernels built</span>
          <SegmentedControl
            label="Kernels built"
            segments={BUILDS}
            value={application.kernelBuild}
            onChange={(kernelBuild) => commands.setApplication({ kernelBuild })}
          />
        </div>
        <div className="field-row">
          <label htmlFor="int8-registrations" data-tip="Link only the _INT8 variants of the kernels: less code">
            int8 kernels only
          </label>
          <input
            id="int8-registrations"
            type="checkbox"
            className="checkbox"
            checked={application.int8Registrations}
            onChange={(event) => commands.setApplication({ int8Registrations: event.target.checked })}
          />
        </div>
      </fieldset>
    </section>
  );
}

function shownScheme({ scheme }: Design['quantize']): 'int8' | 'float32' | undefined {
  return scheme === 'file' ? undefined : scheme;
}
