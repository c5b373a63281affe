// The count of what passed and failed, and a picture of each step.

export class Steps {
  passed = 0;
  failed = 0;
  number = 0;

  /** Runs one step; what it throws is its failure, and the next step goes on. */
  async step(window, name, run) {
    const title = `${String(++this.number).padStart(2, '0')} ${name}`;
    const start = Date.now();
    try {
      await run();
      ++this.passed;
      console.log(`ok      ${title} (${Date.now() - start} ms)`);
    } catch (fault) {
      ++this.failed;
      console.log(`FAILED  ${title}: ${fault instanceof Error ? fault.message : fault}`);
    }
    await window?.shot(title.replace(/[^\w.-]+/g, '-')).catch((fault) => console.log(`        no picture: ${fault}`));
  }

  end() {
    if (figures.length > 0) console.log(`figures: ${figures.join(', ')}`);
    console.log(`${this.passed} passed, ${this.failed} failed`);
    process.exitCode = this.failed === 0 && this.passed > 0 ? 0 : 1;
  }
}

const figures = [];

/** A line to read, as of a benchmark: how long something took says as much of a busy machine as of what is tested. */
export function measured(what, milliseconds, bound) {
  console.log(`        ${what}: ${milliseconds} ms (at most ${bound} ms on a quiet machine)`);
  figures.push(`${what} ${milliseconds} ms`);
}

export function equal(got, wanted, what) {
  const [a, b] = [JSON.stringify(got), JSON.stringify(wanted)];
  if (a !== b) throw new Error(`${what}: ${a} instead of ${b}`);
}

export function check(holds, what) {
  if (!holds) throw new Error(what);
}
