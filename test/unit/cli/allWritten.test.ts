import { Writable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { allWritten } from '../../../electron/cli/allWritten.ts';

/** Takes nothing until it is told to. */
class SlowReader extends Writable {
  private readonly waiting: ((error?: Error) => void)[] = [];
  taken = '';

  override _write(chunk: Buffer, _encoding: string, done: (error?: Error) => void): void {
    this.taken += chunk.toString();
    this.waiting.push(done);
  }

  take(error?: Error): void {
    this.waiting.shift()?.(error);
  }
}

async function isOver(promise: Promise<void>): Promise<boolean> {
  const turn = new Promise<'turn'>((resolve) => {
    setImmediate(() => resolve('turn'));
  });
  return (await Promise.race([promise, turn])) !== 'turn';
}

describe('waiting for the end of the output', () => {
  it('is over at once where nothing was written', async () => {
    expect(await isOver(allWritten(new SlowReader(), new SlowReader()))).toBe(true);
  });

  it('lasts until the reader has taken everything, of every stream', async () => {
    const [output, warnings] = [new SlowReader(), new SlowReader()];
    output.write('one ');
    output.write('two');
    warnings.write('beware');
    const end = allWritten(output, warnings);
    output.take();
    output.take();
    expect(await isOver(end)).toBe(false);
    output.take();
    warnings.take();
    expect(await isOver(end)).toBe(false);
    warnings.take();
    await end;
    expect([output.taken, warnings.taken]).toEqual(['one two', 'beware']);
  });

  it('is over when the reader has gone', async () => {
    const output = new SlowReader();
    output.on('error', () => undefined);
    output.write('nobody reads this');
    const end = allWritten(output);
    output.take(new Error('EPIPE'));
    await end;
    await allWritten(output);
    expect(output.destroyed).toBe(true);
  });
});
