/** Files handed to the page as a drag or a paste would. */
import { readFile } from 'node:fs/promises';
import type { JSHandle, Page } from '@playwright/test';

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

export async function pasteFile(page: Page, path: string, name: string): Promise<void> {
  const transfer = await transferOf(page, path, name);
  await page.evaluate((clipboardData) => document.dispatchEvent(new ClipboardEvent('paste', { clipboardData })), transfer);
}
