import { app } from 'electron';
import { messageOf } from '../../shared/base/errors.ts';
import { visibleLines } from '../../shared/bytes/visibleText.ts';

/**
 * Runs a command, which resolves to the exit status, and ends the program with it. What nobody caught ends it as it would end Node, with
 * status 1 and a sentence: Electron would show a dialog, and wait for somebody who may not be there.
 */
export async function runInPlaceOfWindow(run: () => Promise<number>): Promise<void> {
  process.on('uncaughtException', fail);
  process.on('unhandledRejection', fail);
  app.exit(await run());
}

function fail(error: unknown): void {
  const where = (error instanceof Error && error.stack) || messageOf(error);
  process.stderr.write(`${visibleLines(`Something in Wirebench went wrong: ${where}`)}\n`, () => app.exit(1));
}
