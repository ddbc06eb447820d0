import { app } from 'electron';
import { messageOf } from '../../shared/base/errors.ts';
import { loginEnvironment } from './loginEnvironment.ts';

/**
 * Where the program was opened from Finder or the Dock, takes what the person’s terminal has in its environment. Nobody waits for it: what
 * is connected sooner has what the system gave the program.
 */
export async function takeLoginEnvironment(warn: (sentence: string) => void): Promise<void> {
  const fromTerminal = process.env['TERM'] !== undefined || process.env['SHLVL'] !== undefined;
  if (process.platform !== 'darwin' || !app.isPackaged || fromTerminal) return;
  try {
    Object.assign(process.env, await loginEnvironment());
  } catch (error) {
    warn(
      `The environment of your terminal could not be read, so its proxy and variables do not apply: ${messageOf(error)}`,
    );
  }
}
