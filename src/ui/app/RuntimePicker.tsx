/** The inference engine on the chip. */
import { chipOf } from '../../core/cost/chip-of.ts';
import type { Core } from '../../core/mcu/chip.ts';
import type { RuntimeId } from '../../core/runtime/runtime.ts';
import { RUNTIMES } from '../../core/runtime/runtimes.ts';
import { useDesign } from '../../state/hooks.ts';
import type { PickerGroup } from '../widgets/overlay/PickerList.tsx';
import { PickerButton } from './PickerButton.tsx';
import { useWorkspace } from './workspace.ts';

export function RuntimePicker() {
  const { commands, readOnly } = useWorkspace();
  const runtime = useDesign((state) => RUNTIMES[state.design.runtime]);
  const core = useDesign((state) => chipOf(state.design).core);
  return (
    <PickerButton
      label="Runtime"
      icon="cpu"
      shown={runtime.name}
      tip={runtime.description}
      placeholder="Inference engine…"
      groups={() => runtimeGroups(core)}
      selected={runtime.id}
      width={360}
      disabled={readOnly}
      onChoose={(id) => commands.setRuntime(id as RuntimeId)}
    />
  );
}

function runtimeGroups(core: Core): readonly PickerGroup[] {
  const entries = Object.values(RUNTIMES).map((runtime) => ({
    id: runtime.id,
    label: runtime.name,
    keywords: runtime.description,
    note: runtime.runsOn(core) ? undefined : 'not on this core',
    disabled: !runtime.runsOn(core),
  }));
  return [{ entries }];
}
