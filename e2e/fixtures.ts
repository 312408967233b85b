/** What every story shares: errors on the page fail the test, accessibility is checked by axe, screenshots have one home. */
import { AxeBuilder } from '@axe-core/playwright';
import { expect, test as base, type Page } from '@playwright/test';
import { App } from './app.ts';

interface Options {
  /** Console errors that the story provokes on purpose. */
  readonly expectedErrors: readonly RegExp[];
}

interface Guards {
  /** Fails the test when the page throws or logs an error. */
  readonly noErrors: void;
  readonly app: App;
}

function errorsOf(page: Page): string[] {
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(`thrown: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(`logged: ${message.text()} (${message.location().url})`);
  });
  return errors;
}

export const test = base.extend<Options & Guards>({
  expectedErrors: [[], { option: true }],
  noErrors: [
    async ({ page, expectedErrors }, use) => {
      const errors = errorsOf(page);
      await use();
      expect(errors.filter((error) => !expectedErrors.some((expected) => expected.test(error)))).toEqual([]);
    },
    { auto: true },
  ],
  app: async ({ page }, provide) => provide(new App(page)),
});

export { expect } from '@playwright/test';

/**
 * Fails with the rule and the elements of every violation axe finds, WCAG 2.2 AA and best practices. `part`: only within these elements,
 * as where a dialog hides the rest from everybody.
 */
export async function expectAccessible(page: Page, part?: string): Promise<void> {
  const axe = new AxeBuilder({ page });
  const { violations } = await (part === undefined ? axe : axe.include(part)).analyze();
  const found = violations.map(({ id, help, nodes }) => `${id}: ${help} (${nodes.map(({ target }) => target.join(' ')).join(', ')})`);
  expect(found).toEqual([]);
}

/** Saves the screen under test-results/screens, to be looked at. */
export async function saveScreen(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: `test-results/screens/${name}.png`, animations: 'disabled' });
}

/** Saves a picture of the README in docs/, and only when asked to: UPDATE_SCREENSHOTS=1. */
export async function saveForReadme(page: Page, name: string): Promise<void> {
  if (process.env['UPDATE_SCREENSHOTS'] === '1') await page.screenshot({ path: `docs/${name}.png`, animations: 'disabled' });
}

/** Waits until a service worker controls the page: from then on everything it needs is stored. */
export async function offlineReady(page: Page): Promise<void> {
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
  await page.evaluate(() => navigator.serviceWorker.ready);
}
