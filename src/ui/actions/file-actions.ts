/** Opening, saving and handing on designs. */
import { designJson } from '../../core/document/design-json.ts';
import { newDesign } from '../../core/document/new-design.ts';
import type { Workspace } from '../app/workspace.ts';
import type { Action } from './action.ts';
import { chooseFile, download, fileName, MODEL_FILES } from './files.ts';
import { openFiles } from './open.ts';

const isDrawn = ({ stores }: Workspace): boolean => stores.design.getState().design.graph.nodes.length > 0;

export const FILE_ACTIONS = {
  new: {
    label: 'New design',
    section: 'File',
    icon: 'new',
    shortcuts: ['Alt+N'],
    edits: true,
    run: ({ stores }) => stores.library.getState().open(newDesign()),
  },
  open: {
    label: 'Open a file…',
    section: 'File',
    icon: 'open',
    shortcuts: ['Mod+O'],
    inFields: true,
    edits: true,
    keywords: 'tflite onnx keras h5 json import load',
    run: (workspace) => {
      void chooseFile(MODEL_FILES, true).then((files) => openFiles(workspace, files));
    },
  },
  save: {
    label: 'Save as JSON',
    section: 'File',
    icon: 'export',
    shortcuts: ['Mod+S'],
    inFields: true,
    keywords: 'download',
    run: ({ stores }) => {
      const { design } = stores.design.getState();
      download(`${fileName(design.name)}.json`, designJson(design), 'application/json');
    },
  },
  share: {
    label: 'Share as a link…',
    section: 'File',
    icon: 'share',
    shortcuts: ['Mod+Shift+S'],
    inFields: true,
    keywords: 'copy url embed',
    run: ({ ui }) => ui.getState().set({ dialog: 'share' }),
  },
  export: {
    label: 'Export…',
    section: 'File',
    icon: 'export',
    shortcuts: ['Mod+Shift+E'],
    inFields: true,
    keywords: 'tflite onnx bundle firmware c array download deploy',
    run: ({ ui }) => ui.getState().set({ dialog: 'export' }),
  },
  exportSvg: {
    label: 'Export the drawing as SVG',
    section: 'File',
    icon: 'image',
    keywords: 'image picture vector',
    enabled: isDrawn,
    run: (workspace) => void import('./export-drawing.ts').then(({ exportSvg }) => exportSvg(workspace)),
  },
  exportPng: {
    label: 'Export the drawing as PNG',
    section: 'File',
    icon: 'image',
    keywords: 'image picture bitmap',
    enabled: isDrawn,
    run: (workspace) => void import('./export-drawing.ts').then(({ exportPng }) => exportPng(workspace)),
  },
  renameDesign: {
    label: 'Rename the design',
    section: 'File',
    icon: 'edit',
    edits: true,
    run: ({ ui }) => ui.getState().set({ renamingDesign: true }),
  },
  addChip: {
    label: 'Add a chip of your own…',
    section: 'File',
    icon: 'chip',
    edits: true,
    keywords: 'custom microcontroller profile',
    run: ({ ui }) => ui.getState().set({ dialog: 'chip' }),
  },
} as const satisfies Record<string, Action>;
