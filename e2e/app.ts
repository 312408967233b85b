/** The screen as a person finds their way on it: its parts by role and name, and what they read off it. */
import { expect, type FileChooser, type Locator, type Page } from '@playwright/test';
import type { Design } from '../src/core/document/design.ts';
import type { PortRef } from '../src/core/graph/graph.ts';
import { decodeLink } from '../src/core/formats/link/link.ts';
import { linkTo } from './networks.ts';

export type Total = 'SRAM' | 'Flash' | 'Latency' | 'Energy';
export type PanelName = 'Memory map' | 'Layers' | 'Chips' | 'Hints' | 'Compare' | 'Train' | 'Run' | 'Cross-check';
export type BuildTab = 'Add' | 'Outline' | 'Open';

export class App {
  readonly page: Page;
  readonly canvas: Locator;
  readonly cards: Locator;
  readonly edges: Locator;
  readonly summary: Locator;
  readonly inspector: Locator;
  readonly outline: Locator;
  readonly panels: Locator;
  /** Cards that show a mistake. */
  readonly problems: Locator;
  readonly errors: Locator;
  readonly undo: Locator;
  readonly redo: Locator;

  constructor(page: Page) {
    this.page = page;
    // Listening from the start: the browser is told to hand over its file choosers before any opens.
    page.on('filechooser', () => {});
    this.canvas = page.getByRole('application', { name: 'Network' });
    this.cards = this.canvas.getByRole('figure');
    this.edges = this.canvas.locator('.react-flow__edge');
    this.summary = page.getByRole('complementary', { name: 'Summary' });
    this.inspector = page.getByRole('complementary', { name: 'Inspector' });
    this.outline = page.getByRole('treegrid', { name: 'Outline of the network' });
    this.panels = page.getByRole('region', { name: 'Panels' });
    this.problems = page.getByRole('figure', { name: /\. Problem: / });
    this.errors = page.getByRole('log', { name: 'Messages' }).getByRole('alert');
    this.undo = page.getByRole('button', { name: 'Undo' });
    this.redo = page.getByRole('button', { name: 'Redo' });
  }

  /** The page, with what is behind `#` in its address. */
  async open(fragment = ''): Promise<void> {
    await this.page.goto(`./${fragment}`);
    await expect(this.canvas).toBeVisible();
  }

  /** A design by its link, drawn. */
  async openDesign(design: Design): Promise<void> {
    await this.open(linkTo(design));
    if (design.graph.nodes.length > 0) await expect(this.cards.first()).toBeVisible();
  }

  async openSample(name: string): Promise<void> {
    await this.build('Open');
    await this.page.getByRole('region', { name: 'Samples' }).getByRole('button', { name }).click();
  }

  /** The card of a node, by the name it shows. */
  card(name: string): Locator {
    return this.cards.and(this.page.getByRole('figure', { name: new RegExp(`^(Block )?${escaped(name)},`) }));
  }

  /** Puts the keyboard on the canvas and selects one node. */
  async select(name: string): Promise<void> {
    await this.card(name).click({ position: { x: 60, y: 12 } });
    await expect(this.inspector).toBeVisible();
  }

  /** Puts the keyboard back on the canvas and clears the selection: the summary shows. */
  async leaveSelection(): Promise<void> {
    await this.canvas.focus();
    await this.page.keyboard.press('Escape');
    await expect(this.summary).toBeVisible();
  }

  /** A circle on the edge of a card that edges start (`out`) or end (`in`) at, by place from the left. */
  port(name: string, side: 'in' | 'out', at = 0): Locator {
    return this.card(name)
      .locator(side === 'in' ? '.port.target' : '.port.source')
      .nth(at);
  }

  /** The edge into an input of a node, by the node's id. */
  edge(to: string, input = 0): Locator {
    return this.canvas.locator(`.react-flow__edge[data-id="${to}:${input}"]`);
  }

  /** Drags the pointer from the middle of one element to the middle of another, or to a point. */
  async drag(from: Locator, to: Locator | { readonly x: number; readonly y: number }): Promise<void> {
    const start = await middleOf(from);
    const end = 'x' in to ? to : await middleOf(to);
    const { mouse } = this.page;
    await mouse.move(start.x, start.y);
    await mouse.down();
    await mouse.move((start.x + end.x) / 2, (start.y + end.y) / 2, { steps: 4 });
    await mouse.move(end.x, end.y, { steps: 4 });
    await mouse.up();
  }

  /** The design in the address; undefined while there is none. */
  design(): Design | undefined {
    const { hash } = new URL(this.page.url());
    if (!hash.includes('d=')) return undefined;
    const decoded = decodeLink(hash);
    if (!decoded.ok) throw new Error(decoded.error.message);
    return decoded.value;
  }

  /** Waits until the design in the address answers the question so; the address trails the edits by 300 ms. */
  async expectDesign<Answer>(ask: (design: Design) => Answer, answer: Answer): Promise<void> {
    await expect
      .poll(() => {
        const design = this.design();
        return design === undefined ? undefined : ask(design);
      })
      .toEqual(answer);
  }

  /** Waits until the network in the address is this, as `sketch` writes it down. */
  async expectNetwork(expected: string): Promise<void> {
    await expect.poll(() => sketch(this.design())).toBe(expected);
  }

  /** What a screen reader says of a budget gauge: "SRAM: 53.7 KiB of 256 KiB". */
  gauge(total: Total): Locator {
    return this.page.getByRole('region', { name: 'Budgets' }).getByRole('button', { name: new RegExp(`^${total}: `) });
  }

  async gaugeText(total: Total): Promise<string> {
    return (await this.gauge(total).getAttribute('aria-label')) ?? '';
  }

  /** A row of the summary's smaller numbers. */
  figure(name: string): Locator {
    return this.summary.getByRole('row').filter({ has: this.page.getByRole('rowheader', { name, exact: true }) });
  }

  /** Opens the receipt of a total in the summary. */
  async openReceipt(total: Total): Promise<Locator> {
    await this.summary
      .getByRole('region', { name: 'Totals' })
      .getByRole('button', { name: `${total}: ` })
      .click();
    const receipt = this.page.getByRole('dialog', { name: `${total}: receipt` });
    await expect(receipt).toBeVisible();
    return receipt;
  }

  async build(tab: BuildTab): Promise<void> {
    await this.page.getByRole('complementary', { name: 'Build' }).getByRole('tab', { name: tab, exact: true }).click();
  }

  /** Opens a panel of the dock. */
  async showPanel(name: PanelName): Promise<Locator> {
    const tab = this.panels.getByRole('tab', { name, exact: true });
    if ((await tab.getAttribute('aria-selected')) !== 'true') await tab.click();
    const panel = this.panels.getByRole('tabpanel', { name });
    await expect(panel).toBeVisible();
    return panel;
  }

  /** Runs an action from the command palette. */
  async run(label: string): Promise<void> {
    await this.page.keyboard.press('Control+k');
    const palette = this.page.getByRole('dialog', { name: 'Command palette' });
    await palette.getByRole('combobox').fill(label);
    await palette.getByRole('option', { name: label, exact: true }).click();
    await expect(palette).toBeHidden();
  }

  /** Chooses a file where the page asks for one. */
  async pickFile(press: () => Promise<void>, file: Parameters<FileChooser['setFiles']>[0]): Promise<void> {
    const chooser = this.page.waitForEvent('filechooser');
    await press();
    await (await chooser).setFiles(file);
  }
}

/** A network in a line, nodes in running order with what they read: "input1 conv2d2(1) add3(2,-)". */
export function sketch(design: Design | undefined): string {
  const read = (ref: PortRef | undefined): string => (ref === undefined ? '-' : ref.port === 0 ? ref.node : `${ref.node}:${ref.port}`);
  const written = design?.graph.nodes.map(({ id, op, inputs }) => `${op}${id}${inputs.length === 0 ? '' : `(${inputs.map(read).join()})`}`);
  return written?.join(' ') ?? '';
}

async function middleOf(element: Locator): Promise<{ readonly x: number; readonly y: number }> {
  const box = await element.boundingBox();
  if (box === null) throw new Error(`${String(element)} is not on the screen`);
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

export function escaped(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
}

/** The number a text starts with: "53,704 B" gives 53704. */
export function leadingNumber(text: string): number {
  return Number(/^[−-]?[\d,.]+/.exec(text)?.[0].replaceAll(',', '').replace('−', '-'));
}
