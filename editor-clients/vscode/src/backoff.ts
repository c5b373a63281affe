// How long to wait before a server that crashed is started again, and when to stop trying.

const delays = [300, 1000, 2000, 4000, 8000]; // milliseconds
const memory = 3 * 60 * 1000;

export class Backoff {
  private crashes: number[] = [];

  /** Milliseconds until the next start; undefined where it crashed too often of late. */
  crashed(now: number): number | undefined {
    this.crashes = this.crashes.filter((time) => now - time < memory);
    this.crashes.push(now);
    return delays[this.crashes.length - 1];
  }

  forget(): void {
    this.crashes = [];
  }

  static readonly tries = delays.length;
}
