/** What shares the chip with the network, and how long a battery lasts. */
import { useShallow } from 'zustand/react/shallow';
import { batteryLifeOf } from '../../../core/cost/energy.ts';
import { frontEndLoad } from '../../../core/cost/front-end-load.ts';
import { chipOf } from '../../../core/cost/chip-of.ts';
import type { Application } from '../../../core/document/design.ts';
import { APPLICATION_PRESETS, type ApplicationPreset } from '../../../core/runtime/application.ts';
import { useDesign, useEstimate } from '../../../state/hooks.ts';
import { useWorkspace } from '../../app/workspace.ts';
import { plainText } from '../../widgets/format.ts';
import { Icon } from '../../widgets/Icon.tsx';
import { Quantity } from '../../widgets/Quantity.tsx';
import { Stepper } from '../../widgets/Stepper.tsx';

const KINDS: Readonly<Record<ApplicationPreset['kind'], string>> = {
  camera: 'Camera',
  audio: 'Audio',
  rtos: 'Operating system',
  bluetooth: 'Bluetooth',
  wifi: 'Wi-Fi',
};

export function ApplicationSection() {
  const { commands, readOnly } = useWorkspace();
  const application = useDesign((state) => state.design.application);
  const set = (change: Partial<Application>, key?: string): void => commands.setApplication(change, key);
  return (
    <section className="panel-section" aria-label="Application">
      <h2 className="section-title">Application around it</h2>
      <ul>
        {application.presets.map((id) => (
          <PresetRow key={id} id={id} onRemove={() => set({ presets: application.presets.filter((other) => other !== id) })} />
        ))}
      </ul>
      {!readOnly && <PresetPicker presets={application.presets} onAdd={(id) => set({ presets: [...application.presets, id] })} />}
      <Stepper
        label="More SRAM"
        help="Bytes the application holds beside the network"
        value={application.extraSramBytes}
        min={0}
        max={1_073_741_824}
        step={1024}
        disabled={readOnly}
        cost="bytes"
        onChange={(extraSramBytes) => set({ extraSramBytes }, 'extra')}
        onGestureEnd={commands.endGesture}
      />
      <Stepper
        label="Runs an hour"
        help="Inferences an hour; the chip sleeps in between"
        value={application.inferencesPerHour}
        min={0}
        max={3_600_000}
        step={60}
        disabled={readOnly}
        onChange={(inferencesPerHour) => set({ inferencesPerHour }, 'runs')}
        onGestureEnd={commands.endGesture}
      />
      <Stepper
        label="Battery"
        value={application.batteryMilliampHours}
        min={0}
        max={1_000_000}
        step={50}
        disabled={readOnly}
        cost="mAh"
        onChange={(batteryMilliampHours) => set({ batteryMilliampHours }, 'battery')}
        onGestureEnd={commands.endGesture}
      />
      <Listening application={application} />
      <BatteryLife application={application} />
    </section>
  );
}

function PresetRow({ id, onRemove }: { readonly id: string; readonly onRemove: () => void }) {
  const { readOnly } = useWorkspace();
  const preset = APPLICATION_PRESETS.find((each) => each.id === id);
  return (
    <li className="preset" data-tip={preset?.source}>
      <span>{preset?.label ?? `${id}: not known here, counts nothing`}</span>
      {preset !== undefined && <Quantity value={preset.sramBytes} measure="bytes" evidence={preset.evidence} />}
      {!readOnly && (
        <button type="button" className="icon-button" aria-label={`Remove ${preset?.label ?? id}`} onClick={onRemove}>
          <Icon name="close" size={12} />
        </button>
      )}
    </li>
  );
}

function PresetPicker({ presets, onAdd }: { readonly presets: readonly string[]; readonly onAdd: (id: string) => void }) {
  const rest = APPLICATION_PRESETS.filter((preset) => !presets.includes(preset.id));
  return (
    <select
      className="field preset-picker"
      aria-label="Add what the application holds"
      value=""
      onChange={(event) => onAdd(event.target.value)}
    >
      <option value="" disabled>
        Add a camera, audio, an RTOS, a radio…
      </option>
      {(Object.keys(KINDS) as ApplicationPreset['kind'][]).map((kind) => (
        <optgroup key={kind} label={KINDS[kind]}>
          {rest
            .filter((preset) => preset.kind === kind)
            .map((preset) => (
              <option key={preset.id} value={preset.id}>
                {preset.label} · {plainText(preset.sramBytes, 'bytes')}
              </option>
            ))}
        </optgroup>
      ))}
    </select>
  );
}

function Listening({ application }: { readonly application: Application }) {
  const load = useEstimate(useShallow((state) => frontEndLoad(application, chipOf(state.design))));
  if (load === undefined) return undefined;
  return (
    <div className="field-row">
      <span className="field-label" data-tip="Share of the core's time that the audio front end takes, all the time, beside the network">
        Listening
      </span>
      <Quantity
        value={load.share === undefined ? undefined : load.share * 100}
        measure="percent"
        evidence={load.evidence}
        errorPercent={load.errorPercent}
        reason="The front end's cycles on this core, or its clock, are not known."
      />
    </div>
  );
}

function BatteryLife({ application }: { readonly application: Application }) {
  const life = useEstimate(
    useShallow((state) => {
      const chip = chipOf(state.design);
      const listening = frontEndLoad(application, chip);
      return listening !== undefined && listening.share === undefined
        ? undefined
        : batteryLifeOf(state.estimate.latency, chip, application, listening?.share);
    }),
  );
  if (application.batteryMilliampHours === 0 || application.inferencesPerHour === 0) return undefined;
  return (
    <div className="field-row">
      <span className="field-label" data-tip="Inferences and sleep alone: radio, sensors, regulator losses and self-discharge come on top">
        Battery life
      </span>
      {life === undefined ? (
        <Quantity value={undefined} measure="days" reason="A current or the latency of this chip is not known." />
      ) : (
        <Quantity value={life.days} measure="days" evidence={life.evidence} moreIsBetter />
      )}
    </div>
  );
}
