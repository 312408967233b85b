/** Files handed to the page as a drag or a paste would. */
import { readFile } from 'node:fs/promises';
import type { JSHandle, Locator, Page } from '@playwright/test';

async function transferOf(page: Page, path: string, name: string): Promise<JSHandle<DataTransfer>> {
  const bytes = (await readFile(path)).toString('base64');
  return page.evaluateHandle(
    ([content, fileName]) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([Uint8Array.from(atob(content!), (character) => character.charCodeAt(0))], fileName!));
      return transfer;
    },
    [bytes, name],
  );
}

/** Drags the file over the page and lets go. */
export async function dropFile(page: Page, path: string, name: string): Promise<void> {
  const dataTransfer = await transferOf(page, path, name);
  const main = page.getByRole('main');
  await main.dispatchEvent('dragover', { dataTransfer });
  await page.getByText('Drop a model (.tflite, .onnx, .keras, .h5, .json) to open it').waitFor();
  await main.dispatchEvent('drop', { dataTransfer });
}

/** Drags files or folders of the disk over an element, as the system would; returns what lets go. */
export async function hoverWithFiles(page: Page, over: Locator, files: readonly string[]): Promise<() => Promise<void>> {
  const box = await over.boundingBox();
  if (box === null) throw new Error(`${String(over)} is not on the screen`);
  const session = await page.context().newCDPSession(page);
  const drag = async (type: 'dragEnter' | 'dragOver' | 'drop'): Promise<void> => {
    const at = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
    await session.send('Input.dispatchDragEvent', { type, ...at, data: { items: [], files: [...files], dragOperationsMask: 1 } });
  };
  await drag('dragEnter');
  await drag('dragOver');
  return () => drag('drop');
}

export async function pasteFile(page: Page, path: string, name: string): Promise<void> {
  const transfer = await transferOf(page, path, name);
  await page.evaluate((clipboardData) => document.dispatchEvent(new ClipboardEvent('paste', { clipboardData })), transfer);
}
