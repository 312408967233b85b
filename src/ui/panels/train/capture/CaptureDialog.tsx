/** Camera and microphone as a source of data: classes, a record button each, and what was recorded so far. */
import './capture.css';
import { useCallback, useState } from 'react';
import { storedZip } from '../../../../core/dataset/stored-zip.ts';
import type { Shape } from '../../../../core/graph/tensor.ts';
import { download } from '../../../actions/files.ts';
import { Icon } from '../../../widgets/Icon.tsx';
import { Modal } from '../../../widgets/overlay/Modal.tsx';
import { SegmentedControl, type Segment } from '../../../widgets/SegmentedControl.tsx';
import type { DataChoice } from '../train-settings.ts';
import { CameraSource } from './CameraSource.tsx';
import { kindFor, misfit, pictureSide } from './capture-form.ts';
import { useCapture, type CaptureState } from './capture-store.ts';
import { ClassRow, countText } from './ClassRow.tsx';
import { samplesOf, type RecordedClass, type SampleKind } from './recorded-class.ts';
import { filledClasses, hasFewTakes, LEAST_TAKES, recordedFiles } from './recorded-files.ts';
import type { Recorder } from './recorder.ts';
import { SoundSource } from './SoundSource.tsx';
import { useDevice } from './use-device.ts';

const KINDS: readonly Segment<SampleKind>[] = [
  { value: 'picture', label: 'Camera' },
  { value: 'sound', label: 'Microphone' },
];

/** What a keyword network must tell from words; one that has not heard it takes it for one of them. */
const NOISE = 'background noise';

/** Samples of one kind that a class may have: a button left on fills no memory. */
const MOST_SAMPLES = 2000;

interface CaptureDialogProps {
  /** Of the network's input, the batch first. */
  readonly input: Shape;
  readonly onUse: (data: DataChoice) => void;
  readonly onClose: () => void;
}

export function CaptureDialog({ input, onUse, onClose }: CaptureDialogProps) {
  const capture = useCapture();
  const kind = capture.kind ?? kindFor(input);
  const [recorder, setRecorder] = useState<Recorder>();
  const [attempt, setAttempt] = useState(0);
  const use = (): void => {
    onUse({ kind: 'files', name: `Recorded: ${totalText(capture.classes, kind)}`, files: recordedFiles(capture.classes, kind) });
    onClose();
  };
  return (
    <Modal title="Record your own data" width={820} onClose={onClose}>
      <div className="capture">
        <div className="capture-source">
          <SegmentedControl label="What to record with" segments={KINDS} value={kind} onChange={capture.setKind} />
          <Source
            key={`${kind} ${attempt}`}
            kind={kind}
            input={input}
            onRecorder={setRecorder}
            onRetry={() => setAttempt((before) => before + 1)}
          />
        </div>
        <Classes capture={capture} kind={kind} recorder={recorder} />
      </div>
      <Footer classes={capture.classes} kind={kind} onUse={use} />
    </Modal>
  );
}

interface SourceProps {
  readonly kind: SampleKind;
  readonly input: Shape;
  readonly onRecorder: (recorder: Recorder | undefined) => void;
  readonly onRetry: () => void;
}

function Source({ kind, input, onRecorder, onRetry }: SourceProps) {
  const device = useDevice(kind);
  const stream = device?.ok === true ? device.value : undefined;
  const unfit = misfit(kind, input);
  return (
    <>
      {device?.ok === false && (
        <>
          <p className="over" role="alert">
            {device.error.message}
          </p>
          <button type="button" className="button outlined" onClick={onRetry}>
            Try again
          </button>
        </>
      )}
      {device === undefined && <p className="muted">Waiting for the browser to allow it…</p>}
      {stream !== undefined && kind === 'picture' && <CameraSource stream={stream} side={pictureSide(input)} onRecorder={onRecorder} />}
      {stream !== undefined && kind === 'sound' && <SoundSource stream={stream} onRecorder={onRecorder} />}
      {unfit !== undefined && <p className="warn">{unfit}</p>}
    </>
  );
}

interface ClassesProps {
  readonly capture: CaptureState;
  readonly kind: SampleKind;
  readonly recorder: Recorder | undefined;
}

function Classes({ capture, kind, recorder }: ClassesProps) {
  const [recording, setRecording] = useState<number>();
  const start = useCallback(
    (id: number, had: number): void => {
      let count = had;
      const take = capture.newTake();
      recorder?.start({
        onSample: (sample) => {
          if (count < MOST_SAMPLES) capture.keep(id, take, sample);
          if (++count >= MOST_SAMPLES) recorder.end();
        },
        onEnd: () => setRecording((now) => (now === id ? undefined : now)),
      });
      setRecording(id);
    },
    [recorder, capture],
  );
  return (
    <div className="capture-classes">
      <ul aria-label="Classes">
        {capture.classes.map((each) => (
          <ClassRow
            key={each.id}
            recorded={each}
            kind={kind}
            capture={capture}
            recording={recording === each.id}
            disabled={recorder === undefined || samplesOf(each, kind).length >= MOST_SAMPLES}
            onStart={() => start(each.id, samplesOf(each, kind).length)}
            onEnd={() => recorder?.end()}
          />
        ))}
      </ul>
      <div className="button-row">
        <button type="button" className="button outlined" onClick={() => capture.addClass()}>
          <Icon name="plus" size={12} /> Add a class
        </button>
        {kind === 'sound' && capture.classes.every(({ name }) => name !== NOISE) && (
          <button type="button" className="button outlined" onClick={() => capture.addClass(NOISE)}>
            <Icon name="plus" size={12} /> Add “{NOISE}”
          </button>
        )}
      </div>
    </div>
  );
}

interface FooterProps {
  readonly classes: readonly RecordedClass[];
  readonly kind: SampleKind;
  readonly onUse: () => void;
}

function Footer({ classes, kind, onUse }: FooterProps) {
  const [zipping, setZipping] = useState(false);
  const filled = filledClasses(classes, kind);
  const save = async (): Promise<void> => {
    setZipping(true);
    download('recordings.zip', await zipOf(classes, kind), 'application/zip');
    setZipping(false);
  };
  return (
    <footer className="capture-foot">
      <p className="muted">{adviceFor(classes, kind)} Recordings stay in this page until it is closed, and go nowhere else.</p>
      <button type="button" className="button outlined" disabled={filled === 0 || zipping} onClick={() => void save()}>
        Download as .zip
      </button>
      <button type="button" className="button primary" disabled={filled < 2} onClick={onUse}>
        Use these
      </button>
    </footer>
  );
}

function adviceFor(classes: readonly RecordedClass[], kind: SampleKind): string {
  if (filledClasses(classes, kind) < 2) return 'Record two classes or more.';
  if (!hasFewTakes(classes, kind)) return `${totalText(classes, kind)}; the test is on whole recordings.`;
  return `${totalText(classes, kind)}. Record each class ${LEAST_TAKES} times or more for a test on recordings that were not learned from.`;
}

/** "2 classes, 43 pictures". */
function totalText(classes: readonly RecordedClass[], kind: SampleKind): string {
  const count = classes.reduce((sum, each) => sum + samplesOf(each, kind).length, 0);
  const filled = filledClasses(classes, kind);
  return `${filled} class${filled === 1 ? '' : 'es'}, ${countText(count, kind)}`;
}

async function zipOf(classes: readonly RecordedClass[], kind: SampleKind): Promise<Blob> {
  const files = recordedFiles(classes, kind).map(
    async ({ path, blob }) => [`recordings/${path}`, new Uint8Array(await blob.arrayBuffer())] as const,
  );
  return new Blob(storedZip(new Map(await Promise.all(files))) as Uint8Array<ArrayBuffer>[]);
}
