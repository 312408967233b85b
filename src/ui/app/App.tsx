/** The screen. */
import './tokens.css';
import './base.css';
import '../widgets/glyph.css';
import './app.css';
import { useView } from '../../state/hooks.ts';
import { Canvas } from '../editor/Canvas.tsx';
import { TooltipLayer } from '../widgets/TooltipLayer.tsx';
import { AppMessages } from './AppMessages.tsx';
import { Dock } from './Dock.tsx';
import { DropHint } from './DropHint.tsx';
import { LeftPanel } from './LeftPanel.tsx';
import { Overlays } from './Overlays.tsx';
import { RightPanel } from './RightPanel.tsx';
import { TopBar } from './TopBar.tsx';

export function App() {
  const left = useView((state) => !state.leftCollapsed);
  const right = useView((state) => !state.rightCollapsed);
  return (
    <div className="app" data-left={left || undefined} data-right={right || undefined}>
      <TopBar />
      {left && <LeftPanel />}
      <main className="stage">
        <Canvas />
      </main>
      {right && <RightPanel />}
      <Dock />
      <Overlays />
      <DropHint />
      <AppMessages />
      <TooltipLayer />
    </div>
  );
}
