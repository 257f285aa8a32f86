import { assert } from '../../../../base/assert.ts';

interface Event {
  readonly atUs: number;
  readonly seq: number;
  readonly run: () => void;
}

/** Simulated time, and what is to happen in it. */
export class ToyClock {
  nowUs = 0;
  private readonly events: Event[] = [];
  private readonly timers = new Map<string, number>();
  private nextSeq = 0;

  at(delayUs: number, run: () => void): number {
    const seq = this.nextSeq++;
    this.events.push({ atUs: this.nowUs + delayUs, seq, run });
    return seq;
  }

  /** Lets simulated time pass. */
  advance(ms: number): void {
    const untilUs = this.nowUs + ms * 1000;
    for (let count = 0; ; count++) {
      assert(count < 500_000, 'the toy cluster comes to rest');
      this.events.sort((a, b) => a.atUs - b.atUs || a.seq - b.seq);
      const next = this.events[0];
      if (next === undefined || next.atUs > untilUs) break;
      this.events.shift();
      this.nowUs = Math.max(this.nowUs, next.atUs);
      next.run();
    }
    this.nowUs = untilUs;
  }

  /** Takes the place of the timer with that key. */
  setTimer(key: string, atUs: number, run: () => void): void {
    const seq = this.at(Math.max(atUs - this.nowUs, 0), () => {
      if (this.timers.get(key) !== seq) return;
      this.timers.delete(key);
      run();
    });
    this.timers.set(key, seq);
  }

  cancelTimer(key: string): void {
    this.timers.delete(key);
  }
}
