/** The composition root: makes the stores, joins them to the browser, and shows the screen. */
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { defined } from './core/base/assert.ts';
import { createEstimator } from './core/cost/estimator.ts';
import { nodeFacts } from './core/cost/node-facts.ts';
import { StoresContext } from './state/hooks.ts';
import { createStores } from './state/stores.ts';
import { createCommands } from './ui/actions/commands.ts';
import { App } from './ui/app/App.tsx';
import { createUiStore } from './ui/app/ui-store.ts';
import { createCanvasSlot, WorkspaceContext, type Workspace } from './ui/app/workspace.ts';

const stores = createStores({ costing: { createEstimator, nodeFacts } });
const workspace: Workspace = {
  stores,
  ui: createUiStore(),
  commands: createCommands(stores),
  canvas: createCanvasSlot(),
  readOnly: false,
};

createRoot(defined(document.getElementById('root') ?? undefined, 'the root element')).render(
  <StrictMode>
    <StoresContext value={stores}>
      <WorkspaceContext value={workspace}>
        <App />
      </WorkspaceContext>
    </StoresContext>
  </StrictMode>,
);
