import { expect, type Locator, type Page } from '@playwright/test';
import { testIds } from '../../src/ui/test-ids.ts';

export type SpeedName = '×1/1000' | '×1/100' | '×1/10' | '×1' | '×10' | '×100' | 'max';

/** Clock, keys and slider at the bottom of the page. */
export class Transport {
  readonly root: Locator;
  readonly play: Locator;
  readonly pause: Locator;
  readonly next: Locator;
  readonly undo: Locator;
  readonly reset: Locator;
  readonly moment: Locator;
  readonly storage: Locator;
  readonly #clock: Locator;
  readonly #hash: Locator;

  constructor(page: Page) {
    this.root = page.getByRole('region', { name: 'Time' });
    this.play = this.root.getByRole('button', { name: 'Play' });
    this.pause = this.root.getByRole('button', { name: 'Pause' });
    this.next = this.root.getByRole('button', { name: 'Next event' });
    this.undo = this.root.getByRole('button', { name: 'Undo' });
    this.reset = this.root.getByRole('button', { name: 'Reset' });
    this.moment = this.root.getByRole('slider', { name: 'Moment' });
    this.storage = page.getByTestId(testIds.storage);
    this.#clock = page.getByTestId(testIds.clock);
    this.#hash = page.getByTestId(testIds.hash);
  }

  async setSpeed(speed: SpeedName): Promise<void> {
    await this.root.getByRole('radio', { name: speed, exact: true }).check();
  }

  /** Plays at a speed until something is there to be seen, then pauses. */
  async playUntil(speed: SpeedName, seen: () => Promise<void>): Promise<void> {
    await this.setSpeed(speed);
    await this.play.click();
    await seen();
    await this.stop();
  }

  /** A busy machine is some events further when it comes to pausing: the hash says where the run stands. */
  async stop(): Promise<void> {
    await this.pause.click();
    await expect(this.play).toBeVisible();
    await this.hash();
  }

  /** The simulated time that the clock shows, microseconds. */
  async nowUs(): Promise<number> {
    const text = await this.#clock.innerText();
    const [, hours = '0', minutes, seconds, millis, micros] =
      /^(?:(\d+):)?(\d\d):(\d\d)\.(\d{3})\s*(\d{3})$/.exec(text.trim()) ?? [];
    const whole = (Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds);
    return (whole * 1000 + Number(millis)) * 1000 + Number(micros);
  }

  /** The state hash of the moment that the clock shows; the run must be paused. */
  async hash(): Promise<string> {
    await expect(async () => {
      const atUs = Number(await this.#hash.getAttribute('data-at', { timeout: 1000 }));
      expect(atUs).toBe(await this.nowUs());
    }).toPass();
    return (await this.#hash.getAttribute('data-hash')) ?? '';
  }

  /** The hash after an act, which changes it without moving the clock. */
  async hashAfter(before: string): Promise<string> {
    await expect.poll(() => this.hash()).not.toBe(before);
    return this.hash();
  }

  async seek(toMs: number): Promise<void> {
    await this.moment.fill(String(toMs));
    await expect.poll(() => this.nowUs()).toBe(toMs * 1000);
  }
}
