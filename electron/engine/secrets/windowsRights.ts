/**
 * Windows knows no modes: a folder has the rights of the one that it is in. In a person’s own folder these are right, on another disk every
 * user of the machine may read it.
 */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { messageOf } from '../../../shared/base/errors.ts';

const run = promisify(execFile);

/** 10 s: each of the two programs takes a tenth of a second. */
const timeoutMs = 10_000;

/** The system itself, as which backups and scanners run; every administrator can read as it. */
const systemSid = 'S-1-5-18';

/**
 * Leaves a folder, and what is in it or comes into it, to this person and the system alone. Warns in a sentence where that cannot be done,
 * as on a disk that keeps no rights (FAT, exFAT). Other systems have modes, and nothing is done there.
 */
export async function closeOnWindows(folder: string, warn: (sentence: string) => void): Promise<void> {
  if (process.platform !== 'win32') return;
  try {
    const { stdout } = await runOfSystem('whoami.exe', ['/user', '/fo', 'csv', '/nh']);
    await runOfSystem('icacls.exe', rightsOfOwner(folder, stdout));
  } catch (error) {
    warn(`Others who use this machine may read the secrets in ${folder}: ${messageOf(error)}`);
  }
}

/**
 * What `icacls` is told: nothing is inherited, and two have all rights, by their numbers, since names differ from language to language.
 * `whoami` is a line of `whoami /user /fo csv /nh`. Throws where there is no number in it.
 */
export function rightsOfOwner(folder: string, whoami: string): readonly string[] {
  const sid = /"(S-1-[\d-]+)"\s*$/.exec(whoami)?.[1];
  if (sid === undefined) throw new Error('Windows does not tell who this person is.');
  const all = [sid, systemSid].map((each) => `*${each}:(OI)(CI)F`);
  return [folder, '/inheritance:r', '/grant:r', ...all, '/q'];
}

/** The program of Windows, and no other one of this name on the PATH. */
function runOfSystem(program: string, parameters: readonly string[]): Promise<{ readonly stdout: string }> {
  const path = join(process.env['SystemRoot'] ?? 'C:\\Windows', 'System32', program);
  return run(path, parameters, { windowsHide: true, timeout: timeoutMs });
}
