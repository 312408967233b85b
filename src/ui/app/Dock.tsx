/** Below the canvas: one tab a panel. The border above it resizes it; a click on the open tab closes it. */
import './dock.css';
import { Suspense, type KeyboardEvent, type PointerEvent } from 'react';
import { useView } from '../../state/hooks.ts';
import { PANELS } from '../panels/registry.ts';
import { Icon } from '../widgets/Icon.tsx';
import { Tabs } from '../widgets/Tabs.tsx';
import { useWorkspace } from './workspace.ts';

const LOWEST = 120;
const highest = (): number => Math.max(LOWEST, innerHeight - 260);

export function Dock() {
  const { stores } = useWorkspace();
  const open = useView((state) => state.dockOpen);
  const tab = useView((state) => state.dockTab);
  const height = useView((state) => state.dockHeight);
  const { set, showTab } = stores.view.getState();
  const panel = PANELS.find((entry) => entry.tab === tab);
  return (
    <section className="dock" aria-label="Panels" style={open ? { height: Math.min(height, highest()) } : undefined}>
      {open && <DockBorder height={height} onResize={(dockHeight) => set({ dockHeight })} />}
      <Tabs
        label="Panels"
        tabs={PANELS.map((entry) => ({ value: entry.tab, label: entry.title, tip: entry.tip }))}
        value={open ? tab : undefined}
        onChange={(next) => (open && next === tab ? set({ dockOpen: false }) : showTab(next))}
        tools={
          <button
            type="button"
            className="icon-button"
            aria-label={open ? 'Close the panels' : 'Open the panels'}
            aria-expanded={open}
            onClick={() => set({ dockOpen: !open })}
          >
            <Icon name={open ? 'chevron-down' : 'chevron-up'} />
          </button>
        }
      >
        <Suspense fallback={<p className="panel-empty">Loading…</p>}>{panel !== undefined && <panel.Panel />}</Suspense>
      </Tabs>
    </section>
  );
}

function DockBorder({ height, onResize }: { readonly height: number; readonly onResize: (height: number) => void }) {
  const resize = (next: number): void => onResize(Math.round(Math.min(highest(), Math.max(LOWEST, next))));
  const onPointerDown = (event: PointerEvent<HTMLElement>): void => {
    event.currentTarget.setPointerCapture(event.pointerId);
    const start = event.clientY + height;
    const target = event.currentTarget;
    const move = (moved: globalThis.PointerEvent): void => resize(start - moved.clientY);
    target.addEventListener('pointermove', move);
    target.addEventListener('lostpointercapture', () => target.removeEventListener('pointermove', move), { once: true });
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'ArrowUp') resize(height + 20);
    else if (event.key === 'ArrowDown') resize(height - 20);
  };
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- a separator that moves is interactive
    <hr
      className="dock-border"
      aria-orientation="horizontal"
      aria-label="Height of the panels"
      aria-valuenow={height}
      aria-valuemin={LOWEST}
      aria-valuemax={highest()}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- see above
      tabIndex={0}
      onPointerDown={onPointerDown}
      onKeyDown={onKeyDown}
    />
  );
}
