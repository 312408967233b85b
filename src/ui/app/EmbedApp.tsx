/** The screen inside somebody's page: the drawing and its numbers, to look at. */
import './tokens.css';
import './base.css';
import '../widgets/glyph.css';
import './app.css';
import './top-bar.css';
import { chipOf } from '../../core/cost/chip-of.ts';
import { RUNTIMES } from '../../core/runtime/runtimes.ts';
import { useDesign } from '../../state/hooks.ts';
import { Canvas } from '../editor/Canvas.tsx';
import { TooltipLayer } from '../widgets/TooltipLayer.tsx';
import { AppMessages } from './AppMessages.tsx';
import { BudgetStrip } from './BudgetStrip.tsx';

export function EmbedApp() {
  const name = useDesign((state) => state.design.name);
  const target = useDesign((state) => `${chipOf(state.design).name} · ${RUNTIMES[state.design.runtime].name}`);
  return (
    <div className="app embed">
      <header className="top-bar">
        <div className="embed-name">
          <h1>{name}</h1>
          <p>{target}</p>
        </div>
        <BudgetStrip />
        <a className="button outlined" href={location.href.replace(/[#&]embed=1/, '')} target="_blank" rel="noreferrer">
          Open in Tinyscape
        </a>
      </header>
      <main className="stage">
        <Canvas />
      </main>
      <AppMessages />
      <TooltipLayer />
    </div>
  );
}
