import { execFile } from 'node:child_process';
import { access, constants } from 'node:fs/promises';
import { dirname } from 'node:path';
import { promisify } from 'node:util';
import type { UpdateWay } from './updateWay.ts';

const run = promisify(execFile);

/** 10 s for a look at one file. */
const patienceMs = 10_000;

/** Whether a program that came this way can replace itself now. */
export async function canReplaceItself(way: UpdateWay): Promise<boolean> {
  switch (way) {
    case 'windows':
      return true;
    case 'appImage':
      return isReplaceable(process.env['APPIMAGE'] ?? '');
    case 'mac':
      return isSigned(process.execPath);
    case 'page':
      return false;
  }
}

/** Its folder may belong to somebody else. */
async function isReplaceable(file: string): Promise<boolean> {
  try {
    await access(dirname(file), constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

/** macOS replaces a program only by one of the same signer, and a signature that names nobody is never the same. */
async function isSigned(program: string): Promise<boolean> {
  try {
    const { stderr } = await run('/usr/bin/codesign', ['--display', '--verbose=2', program], {
      timeout: patienceMs,
    });
    return namesTeam(stderr);
  } catch {
    return false;
  }
}

/** Whether what `codesign` displays of a program says who signed it. */
export function namesTeam(displayed: string): boolean {
  return /^TeamIdentifier=[A-Z\d]{10}$/m.test(displayed);
}
