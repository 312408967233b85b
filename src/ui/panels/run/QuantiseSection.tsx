/** How the float network becomes integers: what values are seen, how ranges are chosen, and what comes of it. */
import { useId, useState, type ReactNode } from 'react';
import { formatBytes, formatNumber } from '../../../core/base/format.ts';
import { elementCount } from '../../../core/graph/tensor.ts';
import type { Method } from '../../../core/quant/post-training/range.ts';
import type { RunAnswer } from '../../../jobs/deploy-job.ts';
import { useDesign, useStores } from '../../../state/hooks.ts';
import { GENERATED, type RunState } from '../../../state/run-store.ts';
import { chooseFile } from '../../actions/files.ts';
import { useWorkspace } from '../../app/workspace.ts';
import { SegmentedControl } from '../../widgets/SegmentedControl.tsx';
import { readBatch } from './read-batch.ts';
import { useAsTrained } from './use-as-trained.ts';
import { useNetworkInputs } from './use-network-ends.ts';
import { runStoreOf, useRun } from './use-run.ts';

const METHODS = [
  { value: 'minmax', label: 'All', tip: 'From the least value seen to the largest' },
  { value: 'percentile', label: '99.9 %', tip: 'Without the outermost 0.1 % of the values' },
  { value: 'mse', label: 'Least error', tip: 'The range with the least squared error after rounding and clipping' },
] as const;

const TYPES = [
  { value: 'int8', label: 'int8' },
  { value: 'float32', label: 'float32', tip: 'QUANTIZE and DEQUANTIZE operators at the ends' },
] as const;

const PERCENT = 99.9;
const AS_TRAINED = 'Nothing: ranges as trained';

export function QuantiseSection() {
  const { commands, readOnly } = useWorkspace();
  const quantize = useDesign(({ design }) => design.quantize);
  const isFile = useDesign(({ design }) => design.origin !== undefined);
  const method = useRun((state) => state.method);
  const answer = useRun((state) => state.answer);
  const chosen = useRun((state) => state.calibration.batch !== undefined);
  const asTrained = useAsTrained() && !chosen;
  const store = runStoreOf(useWorkspace());
  if (isFile) return <p className="panel-empty">An opened file keeps the integers it came with. Edit it to quantise it anew.</p>;
  if (quantize.scheme === 'float32')
    return (
      <div className="run-empty">
        <p>This design is deployed as float32.</p>
        <button type="button" className="button primary" disabled={readOnly} onClick={() => commands.setQuantize({ scheme: 'int8' })}>
          Deploy it as int8
        </button>
      </div>
    );
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what does not fit is scrolled by the keyboard
    <div className="quantise scroll" tabIndex={0} role="group" aria-label="Quantisation">
      <div className="quantise-choices">
        <Row label="Calibrated on">
          <CalibrationField />
        </Row>
        {!asTrained && (
          <Row label="Ranges" tip="Of activations; weights keep their whole range, per channel">
            <SegmentedControl
              label="Ranges"
              segments={METHODS}
              value={method.kind}
              onChange={(kind) => store.getState().setMethod(methodOf(kind))}
            />
          </Row>
        )}
        <Row label="Inputs, outputs">
          <SegmentedControl
            label="Type of inputs and outputs"
            segments={TYPES}
            value={quantize.io}
            onChange={(io) => commands.setQuantize({ io })}
          />
        </Row>
      </div>
      {answer !== undefined && <Outcome answer={answer} />}
    </div>
  );
}

function methodOf(kind: Method['kind']): Method {
  return kind === 'percentile' ? { kind, percent: PERCENT } : { kind };
}

function Row({ label, tip, children }: { readonly label: string; readonly tip?: string; readonly children: ReactNode }) {
  return (
    <div className="quantise-row">
      <span className="muted" data-tip={tip}>
        {label}
      </span>
      {children}
    </div>
  );
}

/** As training left them, samples made from a seed, the input that is shown, or samples in files. */
function CalibrationField() {
  const id = useId();
  const { view } = useStores();
  const store = runStoreOf(useWorkspace());
  const calibration = useRun((state) => state.calibration);
  const unchosen = useAsTrained() ? AS_TRAINED : GENERATED.words;
  const input = useRun((state) => state.input);
  const inputs = useNetworkInputs();
  const [busy, setBusy] = useState(false);
  const own = ownValues(input);
  const choose = async (): Promise<void> => {
    const [first] = inputs;
    if (first === undefined) return;
    const files = await chooseFile('.npy,.bin', true);
    if (files.length === 0) return;
    setBusy(true);
    const batch = await readBatch(files, elementCount(first.shape));
    setBusy(false);
    if (batch.ok)
      store.getState().setCalibration({ words: `${batch.value.samples.length} samples of ${files[0]!.name}`, batch: batch.value });
    else view.getState().say(batch.error.message, 'error');
  };
  const pick = (kind: string): void => {
    if (kind === 'generated') store.getState().setCalibration(GENERATED);
    else if (kind === 'input' && own !== undefined) store.getState().setCalibration({ words: input!.words, batch: { samples: [own] } });
    else if (kind === 'files') void choose();
  };
  return (
    <>
      <label className="visually-hidden" htmlFor={id}>
        Calibrated on
      </label>
      <select id={id} className="field" value="now" disabled={busy} onChange={(event) => pick(event.target.value)}>
        <option value="now">{calibration.batch === undefined ? unchosen : calibration.words}</option>
        {calibration.batch !== undefined && <option value="generated">{unchosen}</option>}
        {own !== undefined && inputs.length === 1 && <option value="input">The input shown: {input!.words}</option>}
        {inputs.length === 1 && <option value="files">Samples in files (.npy, float32 .bin)…</option>}
      </select>
    </>
  );
}

function ownValues(input: RunState['input']): readonly Float32Array[] | undefined {
  const [values] = input?.source.kind === 'values' ? input.source.values : [];
  return values === undefined ? undefined : [values];
}

function Outcome({ answer }: { readonly answer: RunAnswer }) {
  const { fileBytes, notes, run, graph } = answer;
  const outputs = run.errors.filter(({ tensor }) => graph.outputs.includes(tensor));
  const worst = outputs.length === 0 ? undefined : Math.min(...outputs.map(({ signalToNoiseDb }) => signalToNoiseDb));
  return (
    <div className="quantise-outcome">
      <p className="ok">int8 ready: every operator computes with integers</p>
      <dl>
        <dt>File</dt>
        <dd>{formatBytes(fileBytes)}</dd>
        <dt>Output, signal to noise</dt>
        <dd>{worst === undefined ? '–' : Number.isFinite(worst) ? `${formatNumber(worst)} dB on this input` : 'exact on this input'}</dd>
      </dl>
      {notes.map((note) => (
        <p key={note} className="warn">
          {note}
        </p>
      ))}
    </div>
  );
}
