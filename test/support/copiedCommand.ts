import { execFileSync, spawn, type ChildProcess, type SpawnOptions } from 'node:child_process';
import { chmod, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { commandsFor } from '../../shared/command/commandsFor.ts';
import { formatCommand, quoteForPosix } from '../../shared/command/shellText.ts';
import type { Tool } from '../../shared/command/toolCommand.ts';
import { endpointSchema } from '../../shared/model/connection.ts';
import { commandLine } from './commandLine.ts';

export function isInstalled(...programs: readonly string[]): boolean {
  return programs.every((program) => succeeds('sh', ['-c', `command -v ${program}`]));
}

/** True where a process can be given an `/etc/hosts` of its own: on Linux, as root. */
export const canNameHosts = succeeds('unshare', ['--mount', 'true']);

function succeeds(program: string, args: readonly string[]): boolean {
  try {
    execFileSync(program, args, { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** Where a command runs. */
export interface Place {
  /** A folder of the test; `wirebench` is put there, too. */
  readonly folder: string;
  /** Names that are to mean 127.0.0.1, for this process only. */
  readonly hosts?: readonly string[];
}

/** Runs the text that is copied of an endpoint in a real shell, with nothing on its standard input, which stays open. */
export async function runCopied(
  tool: Tool,
  given: object,
  { folder, hosts = [] }: Place,
): Promise<ChildProcess> {
  const command = commandsFor(endpointSchema.parse(given)).find((each) => each.tool === tool);
  if (!command) throw new Error(`There is no command of ${tool}.`);
  const program = join(folder, 'wirebench');
  const cli = commandLine().map(quoteForPosix).join(' ');
  await writeFile(program, `#!/bin/sh\nexec ${quoteForPosix(process.execPath)} ${cli} "$@"\n`);
  await chmod(program, 0o755);
  await writeFile(join(folder, 'hosts'), `127.0.0.1 localhost ${hosts.join(' ')}\n`);
  const text = `exec ${formatCommand(command, 'posix')}`;
  const env = { ...process.env, PATH: `${folder}:${process.env['PATH'] ?? ''}` };
  const options: SpawnOptions = { cwd: folder, env, stdio: ['pipe', 'ignore', 'ignore'] };
  return hosts.length === 0
    ? spawn('sh', ['-c', text], options)
    : spawn('unshare', ['--mount', 'sh', '-c', `mount --bind hosts /etc/hosts && ${text}`], options);
}
