import { expect, type Locator, type Page } from '@playwright/test';
import { testIds } from '../../src/ui/test-ids.ts';

export interface RecordByHand {
  readonly topic?: string;
  readonly key?: string;
  readonly value?: string;
  readonly partition?: string;
  readonly acks?: '0' | '1' | 'all';
}

/** The panel beside the stage: facts of what is selected, and acts. */
export class Inspector {
  readonly root: Locator;

  constructor(page: Page) {
    this.root = page.getByRole('complementary');
  }

  heading(name: string | RegExp): Locator {
    return this.root.getByRole('heading', { level: 2, name });
  }

  button(name: string | RegExp): Locator {
    return this.root.getByRole('button', { name });
  }

  commandLine(text: string | RegExp): Locator {
    return this.root.getByTestId(testIds.commandLine).filter({ hasText: text });
  }

  /** Follows a word of the panel to the thing it names. */
  async follow(name: string): Promise<void> {
    await this.root.getByRole('button', { name, exact: true }).first().click();
  }

  /** The value of a fact by its whole name. */
  fact(name: string): Locator {
    const term = this.root
      .page()
      .getByRole('term')
      .filter({ hasText: new RegExp(`^${name}$`) });
    return this.root.locator('div').filter({ has: term }).getByRole('definition').first();
  }

  /** What the deserializer made of the key or the value of the record that is shown. */
  async recordText(part: 'key' | 'value'): Promise<string> {
    return this.root.getByTestId(testIds[part]).innerText();
  }

  /** A row of a table by the text of its first cell. */
  row(first: string): Locator {
    const cell = this.root.page().getByRole('cell', { name: first, exact: true });
    return this.root.getByRole('row').filter({ has: cell });
  }

  /** Opens a folded act; what is returned holds its fields. */
  async unfold(title: string): Promise<Locator> {
    const act = this.root.locator('details').filter({ has: this.root.page().getByText(title, { exact: true }) });
    const summary = act.locator('> summary');
    if ((await act.getAttribute('open')) === null) await summary.click();
    return act;
  }

  async selectBroker(id: number): Promise<void> {
    await this.root.page().keyboard.press('Escape');
    await this.backToCluster();
    await this.follow(`broker ${id}`);
    await expect(this.heading(`broker ${id}`)).toBeVisible();
  }

  /** The panel of the cluster as a whole. */
  async backToCluster(): Promise<void> {
    const link = this.button('Cluster');
    if (await link.isVisible()) await link.click();
    await expect(this.heading('Start here')).toBeVisible();
  }

  async selectPartition(topic: string, partition: number): Promise<void> {
    await this.backToCluster();
    await this.follow(topic);
    await this.follow(`${topic}-${partition}`);
    await expect(this.heading(`${topic}-${partition}`)).toBeVisible();
  }

  async selectGroup(id: string): Promise<void> {
    await this.backToCluster();
    await this.follow(id);
    await expect(this.heading(id)).toBeVisible();
  }

  /** The form for a record by hand must be open. */
  async fillRecord({ key, value, partition, acks }: RecordByHand): Promise<void> {
    if (key !== undefined) await this.root.getByLabel('Key', { exact: true }).fill(key);
    if (value !== undefined) await this.root.getByLabel('Value', { exact: true }).fill(value);
    if (partition !== undefined) await this.root.getByLabel('Partition', { exact: true }).selectOption(partition);
    if (acks !== undefined) await this.root.getByLabel('acks', { exact: true }).selectOption(acks);
  }

  async sendRecord(): Promise<void> {
    await this.button('Send the record').click();
  }
}
