/** The composition root: starts the visit and its workers, joins them to the page, and shows the screen. */
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { defined } from './core/base/assert.ts';
import { startBrowserSession } from './state/browser-session.ts';
import { StoresContext } from './state/hooks.ts';
import { createCommands } from './ui/actions/commands.ts';
import { App } from './ui/app/App.tsx';
import { EmbedApp } from './ui/app/EmbedApp.tsx';
import { followPage } from './ui/app/page.ts';
import { createUiStore } from './ui/app/ui-store.ts';
import { createCanvasSlot, WorkspaceContext, type Workspace } from './ui/app/workspace.ts';

const { stores, embed } = startBrowserSession({
  order: () => new Worker(new URL('./workers/order.worker.ts', import.meta.url), { type: 'module' }),
});
const workspace: Workspace = {
  stores,
  ui: createUiStore(),
  commands: createCommands(stores),
  canvas: createCanvasSlot(),
  workers: {
    deploy: () => new Worker(new URL('./workers/deploy.worker.ts', import.meta.url), { type: 'module' }),
    train: () => new Worker(new URL('./workers/train.worker.ts', import.meta.url), { type: 'module' }),
    crossCheck: () => new Worker(new URL('./workers/cross-check.worker.ts', import.meta.url), { type: 'module' }),
  },
  readOnly: embed || matchMedia('(width < 700px)').matches,
};
followPage(workspace, embed);

createRoot(defined(document.getElementById('root') ?? undefined, 'the root element')).render(
  <StrictMode>
    <StoresContext value={stores}>
      <WorkspaceContext value={workspace}>{embed ? <EmbedApp /> : <App />}</WorkspaceContext>
    </StoresContext>
  </StrictMode>,
);
