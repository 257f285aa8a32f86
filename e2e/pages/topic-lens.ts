import { expect, type Locator, type Page } from '@playwright/test';

/** One topic's offsets as rulers, and where pasted keys would go. */
export class TopicLens {
  readonly rulers: Locator;
  readonly keys: Locator;
  readonly table: Locator;
  readonly partitionsThen: Locator;
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
    this.rulers = page.getByRole('group', { name: /^(Offsets of topic|.* 토픽의 오프셋)/ });
    this.keys = page.getByRole('textbox', { name: /^(Keys, one a line|키, 한 줄에 하나)$/ });
    this.table = page.getByRole('grid', { name: /^(Keys and their partitions|키와 파티션)$/ });
    this.partitionsThen = page.getByRole('spinbutton', { name: /^(Partitions then|나중 파티션 수)$/ });
  }

  async show(): Promise<void> {
    const lenses = this.#page.getByRole('navigation', { name: /^(Lenses|렌즈)$/ });
    await lenses.getByRole('button', { name: /^(Topic|토픽)$/ }).click();
    await expect(this.rulers).toBeVisible();
  }

  async showKeys(): Promise<void> {
    await this.#page.getByRole('radio', { name: /^(Paste your keys|내 키 붙여 넣기)$/ }).check();
    await expect(this.keys).toBeVisible();
  }

  /** A replica, partition or group of the picture by its sentence. */
  thing(sentence: RegExp): Locator {
    return this.rulers.getByRole('button', { name: sentence });
  }

  row(cells: string | RegExp): Locator {
    return this.table.getByRole('row', { name: cells });
  }
}
