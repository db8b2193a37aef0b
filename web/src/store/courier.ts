// Decides when the next request goes: values before photographs, after every piece of a photograph the values again;
// after a failure a growing wait with jitter; one tab at a time. Two at once would do no harm, only double the traffic.
import type { Desk } from './desk';
import { writable, type Readable } from './observable';
import type { Photos } from './photos';
import type { Clock } from './records';
import type { Slips } from './slips';
import type { Step, ValueSync } from './sync';

export type CourierState = 'idle' | 'sending' | 'pausing' | 'needs_sign_in' | 'broken' | 'stopped';

export interface CourierStatus {
  readonly state: CourierState;
  readonly because?: 'nobody' | 'other_account';
  readonly nextTryAt?: number; // pausing: milliseconds since 1970
}

export interface CourierTools {
  readonly clock: Clock;
  readonly random: () => number; // [0, 1)
  // Calls back once after so many milliseconds; gives what cancels it.
  readonly later: (milliseconds: number, work: () => void) => () => void;
  readonly locks?: Pick<LockManager, 'request'>;
}

const firstPauseMilliseconds = 2_000;
const longestPauseMilliseconds = 300_000;

// Between half and the whole of a pause that doubles: a thousand phones do not come back in the same second.
export function pauseAfter(failures: number, retryAfterSeconds: number | null, random: () => number): number {
  const whole = Math.min(longestPauseMilliseconds, firstPauseMilliseconds * 2 ** Math.min(failures - 1, 20));
  const own = whole / 2 + random() * (whole / 2);
  return Math.max(own, (retryAfterSeconds ?? 0) * 1_000);
}

// Values first, then slips; one piece of a photograph only when neither can be sent now.
export async function stepOnce(values: ValueSync, slips: Slips, photos: Photos): Promise<Step> {
  for (const queue of [values, slips]) {
    const step = await queue.step();
    if (step.next !== 'idle') return step;
  }
  return photos.step();
}

export class Courier {
  readonly status: Readable<CourierStatus>;
  private readonly told = writable<CourierStatus>({ state: 'idle' });
  private failures = 0;
  private isRunning = false;
  private isWanted = false;
  private isStopped = false;
  private cancelPause: (() => void) | undefined;

  constructor(
    private readonly tools: CourierTools,
    private readonly desk: Desk,
    private readonly values: ValueSync,
    private readonly slips: Slips,
    private readonly photos: Photos,
  ) {
    this.status = this.told;
  }

  // Something was entered, somebody signed in, the network came back: try at once.
  wake(): void {
    if (this.isStopped) return;
    this.failures = 0;
    this.go();
  }

  stop(): void {
    this.isStopped = true;
    this.cancelPause?.();
    this.told.set({ state: 'stopped' });
  }

  private go(): void {
    this.cancelPause?.();
    this.cancelPause = undefined;
    if (this.isRunning) {
      this.isWanted = true;
      return;
    }
    this.isRunning = true;
    void this.inOneTab(() => this.work()).finally(() => {
      this.isRunning = false;
      if (this.isWanted) {
        this.isWanted = false;
        this.go();
      }
    });
  }

  // When another tab is at it, its work is this tab's work too: look again in a while, should it be closed halfway.
  private async inOneTab(work: () => Promise<void>): Promise<void> {
    const { locks } = this.tools;
    if (!locks) return work();
    await locks.request(`luytre-send-${this.desk.database.account}`, { ifAvailable: true }, async (lock) => {
      if (lock) return work();
      this.pause(firstPauseMilliseconds * 5);
    });
  }

  private async work(): Promise<void> {
    while (!this.isStopped) {
      this.told.set({ state: 'sending' });
      let step: Step;
      try {
        step = await stepOnce(this.values, this.slips, this.photos);
      } catch {
        // The store itself failed (a damaged row, no room): nothing is thrown away, and the person is told.
        if (!this.isStopped) this.told.set({ state: 'broken' });
        return;
      }
      if (step.next === 'again') this.failures = 0;
      if (step.next === 'idle') return this.told.set({ state: 'idle' });
      if (step.next === 'needs_sign_in') return this.told.set({ state: 'needs_sign_in', because: step.because });
      if (step.next === 'later') {
        this.failures += 1;
        return this.pause(pauseAfter(this.failures, step.retryAfterSeconds, this.tools.random));
      }
    }
  }

  private pause(milliseconds: number): void {
    if (this.isStopped) return;
    this.told.set({ state: 'pausing', nextTryAt: this.tools.clock.now() + milliseconds });
    this.cancelPause = this.tools.later(milliseconds, () => this.go());
  }
}
