/** The drawing as a file. */
import type { Workspace } from '../app/workspace.ts';
import { drawingSvg } from '../editor/drawing-svg.ts';
import { download, fileName } from './files.ts';

/** Pixels of the bitmap for one of the drawing, and the most along one side. */
const SCALE = 2;
const MAX_SIDE = 12_000;

export function exportSvg(workspace: Workspace): void {
  const svg = svgText(workspace);
  if (svg !== undefined) download(`${designFile(workspace)}.svg`, svg, 'image/svg+xml');
}

export async function exportPng(workspace: Workspace): Promise<void> {
  const svg = svgText(workspace);
  const png = svg === undefined ? undefined : await rasterise(svg);
  if (png === undefined) workspace.stores.view.getState().say('The drawing could not be turned into a picture; SVG works.', 'error');
  else download(`${designFile(workspace)}.png`, png, 'image/png');
}

function designFile({ stores }: Workspace): string {
  return fileName(stores.design.getState().design.name);
}

function svgText({ stores, canvas }: Workspace): string | undefined {
  const drawing = canvas.current()?.drawing();
  if (drawing === undefined || drawing.places.size === 0) return undefined;
  const { facts } = stores.estimate.getState();
  const look = { direction: stores.view.getState().direction, color: colorReader() };
  return drawingSvg(drawing, stores.design.getState().design.graph, facts, look);
}

/** Reads the tokens of the theme shown, resolved to plain colours. */
function colorReader(): (token: string) => string {
  const probe = document.createElement('span');
  document.body.append(probe);
  const colors = new Map<string, string>();
  const read = (token: string): string => {
    probe.style.color = `var(--${token})`;
    return getComputedStyle(probe).color;
  };
  queueMicrotask(() => probe.remove());
  return (token) => {
    const color = colors.get(token) ?? read(token);
    colors.set(token, color);
    return color;
  };
}

async function rasterise(svg: string): Promise<Blob | undefined> {
  const url = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }));
  try {
    const image = new Image();
    image.src = url;
    await image.decode();
    const scale = Math.min(SCALE, MAX_SIDE / Math.max(image.width, image.height));
    const canvas = document.createElement('canvas');
    canvas.width = Math.round(image.width * scale);
    canvas.height = Math.round(image.height * scale);
    canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
    return await new Promise((resolve) => canvas.toBlob((blob) => resolve(blob ?? undefined), 'image/png'));
  } catch {
    return undefined;
  } finally {
    URL.revokeObjectURL(url);
  }
}
