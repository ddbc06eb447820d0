import { isUtf8 } from 'node:buffer';
import { createContext, Script, type Context } from 'node:vm';
import { codeOf, WirebenchError } from '../../../../../shared/base/errors.ts';
import type { ExpressionTerm } from '../../../../../shared/filter/ast.ts';
import { readUtf8 } from '../../../../../shared/filter/readableBytes.ts';

/** 50 ms for one record: a thousand times what an ordinary expression takes for 64 KiB, and too short for others to notice. */
const longestMs = 50;
/**
 * 40 ms of the processor: when a busy machine gave this thread less, the expression was not to blame, and it is tried again; at most 20
 * times, a second in all.
 */
const wildCpuMs = 40;
const mostTries = 20;

/** 4 ms of expressions at a time; pages are served in between. */
const batchMs = 4;

/** Runs expressions so that a runaway one is stopped: `vm` interrupts it, even in the middle of a match. */
export class ExpressionRunner {
  private readonly context: Context;
  private readonly script = new Script('work()');
  private readonly box: { work: () => void } = { work: () => undefined };

  constructor() {
    this.context = createContext(this.box);
  }

  /** False when the work takes longer than one record may: then it was stopped. */
  run(work: () => void): boolean {
    for (let tries = 1; tries <= mostTries; tries += 1) {
      const before = process.threadCpuUsage();
      if (this.runOnce(work)) return true;
      const { user, system } = process.threadCpuUsage(before);
      if ((user + system) / 1000 >= wildCpuMs) return false;
    }
    return false;
  }

  /**
   * Asks a question about one record after the other, from `from` up to but not including `to`; returns the index of the first that was not
   * asked about. Returns early after a few milliseconds, so that others get their turn. Throws what `stopped` makes for a record that takes
   * too long.
   */
  askEach(
    from: number,
    to: number,
    ask: (index: number) => void,
    stopped: (index: number) => WirebenchError,
  ): number {
    let index = from;
    const until = performance.now() + batchMs;
    const finished = this.runOnce(() => {
      for (; index < to; index += 1) {
        ask(index);
        if (performance.now() > until) break;
      }
    });
    if (finished || index >= to) return Math.min(to, index + 1);
    // Run alone, the stopped record gets its whole time.
    const wild = index;
    if (!this.run(() => ask(wild))) throw stopped(wild);
    return wild + 1;
  }

  private runOnce(work: () => void): boolean {
    this.box.work = work;
    try {
      this.script.runInContext(this.context, { timeout: longestMs });
      return true;
    } catch (error) {
      if (codeOf(error) !== 'ERR_SCRIPT_EXECUTION_TIMEOUT') throw error;
      return false;
    } finally {
      this.box.work = () => undefined;
    }
  }
}

export function tooSlow(term: ExpressionTerm, seq: number): WirebenchError {
  return new WirebenchError(
    'LIMIT',
    `The expression /${term.source}/ took too long on record number ${seq} and was stopped. ` +
      'It tries too many ways to match: avoid repetitions inside of repetitions, as in (a+)+.',
  );
}

/** Bytes as the expression reads them; the same text as `readLatin1` and `readUtf8` of `shared/filter` return. */
export function textFor(term: ExpressionTerm, bytes: Buffer): string {
  if (term.reads === 'bytes') return bytes.toString('latin1');
  return isUtf8(bytes) ? bytes.toString('utf8') : readUtf8(bytes).text;
}
