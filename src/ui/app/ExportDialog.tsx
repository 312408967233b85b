/** The design as a file: what each form holds, how it is deployed, and what has to be known before anybody relies on it. */
import './export-dialog.css';
import { useId, useState } from 'react';
import { formatBytes } from '../../core/base/format.ts';
import type { Result } from '../../core/base/result.ts';
import type { ExportedFile } from '../../core/export/export-file.ts';
import { EXPORT_FORMATS, type ExportFormat } from '../../core/export/formats.ts';
import { createExportJob } from '../../jobs/deploy-job.ts';
import { useDesign, useWeights } from '../../state/hooks.ts';
import { ACTIONS } from '../actions/actions.ts';
import { download, fileName } from '../actions/files.ts';
import { useAsTrained } from '../panels/run/use-as-trained.ts';
import { runStoreOf, useRun } from '../panels/run/use-run.ts';
import { Modal } from '../widgets/overlay/Modal.tsx';
import { SegmentedControl } from '../widgets/SegmentedControl.tsx';
import { weightsWords } from './weights-words.ts';
import { perWorkspace, useWorkspace } from './workspace.ts';

const NUMBERS = [
  { value: 'int8', label: 'int8' },
  { value: 'float32', label: 'float32' },
] as const;
const ORDERS = [
  { value: 'file', label: 'As drawn' },
  { value: 'best', label: 'Least memory' },
] as const;

/** Forms that need no deployment, by the action that writes them. */
const OTHERS = [
  ['save', 'Design as JSON'],
  ['exportPng', 'Drawing as PNG'],
  ['exportSvg', 'Drawing as SVG'],
] as const;

const exportJobOf = perWorkspace(({ workers }) => createExportJob(workers.deploy));

/** The others hold the network in real numbers, as it is drawn. */
function isDeployed(format: ExportFormat): boolean {
  return format !== 'onnx' && format !== 'keras';
}

type Outcome = Result<ExportedFile> | 'working' | undefined;

export function ExportDialog({ onClose }: { readonly onClose: () => void }) {
  const workspace = useWorkspace();
  const [format, setFormat] = useState<ExportFormat>('tflite');
  const [fixAddresses, setFixAddresses] = useState(false);
  const [written, setWritten] = useState<{ readonly format: ExportFormat; readonly outcome: Outcome }>();
  const outcome = written?.format === format ? written.outcome : undefined;
  const isEmpty = useDesign(({ design }) => design.graph.nodes.length < 2);
  const write = async (): Promise<void> => {
    setWritten({ format, outcome: 'working' });
    const request = runStoreOf(workspace).getState().request();
    const page = `${location.origin}${location.pathname}`;
    const answer = await exportJobOf(workspace).ask({ kind: 'export', format, fixAddresses, page, ...request });
    if (answer.kind === 'superseded') return;
    const result: Result<ExportedFile> = answer.kind === 'done' ? answer.value : { ok: false, error: { message: answer.reason } };
    if (result.ok) save(request.design.name, format, result.value);
    setWritten({ format, outcome: result });
  };
  return (
    <Modal title="Export" width={600} onClose={onClose}>
      <div className="export">
        <Formats
          value={format}
          onChange={(next) => {
            setFormat(next);
            if (outcome !== 'working') setWritten(undefined);
          }}
        />
        {isDeployed(format) && <Deployment fixAddresses={fixAddresses} onFix={setFixAddresses} />}
        <WeightsLine />
        <div className="export-row">
          <button
            type="button"
            className="button primary"
            disabled={isEmpty}
            aria-disabled={outcome === 'working' || undefined}
            onClick={() => outcome !== 'working' && void write()}
          >
            {outcome === 'working' ? 'Writing…' : `Download ${EXPORT_FORMATS[format].extension}`}
          </button>
          {isEmpty && <span className="muted">There is no network to write yet.</span>}
        </div>
        <OutcomeText outcome={outcome} />
        <div className="export-others">
          <span className="muted">Without weights</span>
          {OTHERS.map(([action, label]) => (
            <button key={action} type="button" className="button outlined" onClick={() => ACTIONS[action].run(workspace)}>
              {label}
            </button>
          ))}
        </div>
      </div>
    </Modal>
  );
}

function save(name: string, format: ExportFormat, { bytes }: ExportedFile): void {
  const { extension, mediaType } = EXPORT_FORMATS[format];
  download(`${fileName(name)}${extension}`, bytes.slice().buffer, mediaType);
}

interface FormatsProps {
  readonly value: ExportFormat;
  readonly onChange: (format: ExportFormat) => void;
}

function Formats({ value, onChange }: FormatsProps) {
  const name = useId();
  return (
    <>
      <fieldset className="export-formats">
        <legend className="visually-hidden">Format</legend>
        {Object.entries(EXPORT_FORMATS).map(([format, { label, extension }]) => (
          <label key={format} className="export-format" data-chosen={format === value || undefined}>
            <input type="radio" name={name} checked={format === value} onChange={() => onChange(format as ExportFormat)} />
            <span>
              {label} <span className="muted">{extension}</span>
            </span>
          </label>
        ))}
      </fieldset>
      <p className="export-contains muted">{EXPORT_FORMATS[value].contains}</p>
    </>
  );
}

interface DeploymentProps {
  readonly fixAddresses: boolean;
  readonly onFix: (fix: boolean) => void;
}

/** The same choices as the summary's, and the one that only a file can hold. */
function Deployment({ fixAddresses, onFix }: DeploymentProps) {
  const { commands, readOnly } = useWorkspace();
  const quantize = useDesign(({ design }) => design.quantize);
  const order = useDesign(({ design }) => design.order);
  const calibration = useRun((state) => state.calibration);
  const asTrained = useAsTrained() && calibration.batch === undefined;
  return (
    <fieldset className="export-deployment" disabled={readOnly}>
      <legend className="visually-hidden">Deployment</legend>
      <span className="muted">Numbers</span>
      {quantize.scheme === 'file' ? (
        <span>as in the file</span>
      ) : (
        <SegmentedControl
          label="Numbers"
          segments={NUMBERS}
          value={quantize.scheme}
          onChange={(scheme) => commands.setQuantize({ scheme })}
        />
      )}
      {quantize.scheme === 'int8' && (
        <>
          <span className="muted">Inputs, outputs</span>
          <SegmentedControl
            label="Inputs and outputs"
            segments={NUMBERS}
            value={quantize.io}
            onChange={(io) => commands.setQuantize({ io })}
          />
          <span className="muted">{asTrained ? 'Ranges' : 'Calibrated on'}</span>
          <span>{asTrained ? 'as trained, unless you calibrate' : `${calibration.words}; change it`} in the Run panel</span>
        </>
      )}
      <span className="muted">Operator order</span>
      <SegmentedControl label="Operator order" segments={ORDERS} value={order} onChange={commands.setOrder} />
      <span className="muted">Addresses</span>
      <label className="export-check">
        <input type="checkbox" className="checkbox" checked={fixAddresses} onChange={(event) => onFix(event.target.checked)} />
        write where each tensor lies into the file
      </label>
    </fieldset>
  );
}

function WeightsLine() {
  const state = useWeights((each) => each);
  return (
    <p className={state.status === 'ready' && state.source?.partlyRandom !== true ? 'muted' : 'warn'}>Weights {weightsWords(state)}</p>
  );
}

function OutcomeText({ outcome }: { readonly outcome: Outcome }) {
  if (outcome === undefined || outcome === 'working') return undefined;
  if (!outcome.ok)
    return (
      <p className="over" role="alert">
        {outcome.error.message}
      </p>
    );
  const { bytes, notes, files } = outcome.value;
  return (
    <div className="export-outcome" role="status">
      <p className="ok">Written, {formatBytes(bytes.length)}</p>
      {files.length > 0 && <p className="muted">{files.join(', ')}</p>}
      {notes.map((note) => (
        <p key={note} className="warn">
          {note}
        </p>
      ))}
    </div>
  );
}
