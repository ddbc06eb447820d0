import { resolve } from 'node:path';
import { untilAborted } from '../../shared/base/onAbort.ts';
import { defaultWorkspace, startHeadless } from '../headless.ts';
import { isLoopback } from '../server/admission.ts';
import { WorkspaceInUse } from '../engine/lock/workspaceInUse.ts';
import { showAlreadyOpen, type Wish } from './alreadyOpen.ts';
import { sweepTemporaryFolders } from './temporaryFolders.ts';
import { exitDone, UsageError, type Command, type Surroundings } from './command.ts';
import { noPositionals, parseCommandLine, parsePort } from './commandLine.ts';
import { forgetLeftPage, hasDisplay, openBrowser } from './openBrowser.ts';

const help = `Usage: wirebench serve [options]

Serves the workbench to a browser on this machine until Ctrl-C, and prints the
address to open. The address contains a token, which is required. If the
workspace is already open, prints its address or shows its window.

  --port N                 listen on this port; a free one when not given
  --host H                 listen on this address; 127.0.0.1 when not given.
                           Anything wider lets other machines in, unencrypted.
  --workspace DIR          keep connections and recordings here;
                           Wirebench in the home folder when not given
  --take-over              open the workspace although another machine seems to
                           have it open: use it when it no longer runs there
  --no-open                open no browser window

Examples
  wirebench serve
  wirebench serve --port 4000 --workspace ./sockets --no-open
`;

const options = {
  port: { type: 'string' },
  host: { type: 'string' },
  workspace: { type: 'string' },
  'no-open': { type: 'boolean' },
  'take-over': { type: 'boolean' },
} as const;

export const serve: Command = {
  help,
  run: runServe,
};

async function runServe(args: readonly string[], surroundings: Surroundings): Promise<number> {
  const { values, positionals } = parseCommandLine(args, options);
  noPositionals(positionals);
  const host = values.host ?? '127.0.0.1';
  if (host === '' || values.workspace === '')
    throw new UsageError('--host and --workspace must not be empty.');
  const serveOptions = {
    workspace: resolve(values.workspace ?? defaultWorkspace()),
    host,
    port: parsePort('--port', values.port) ?? 0,
    open: !(values['no-open'] ?? false),
    takeOver: values['take-over'] ?? false,
  };
  try {
    await serveUntilStopped(serveOptions, surroundings);
    return exitDone;
  } catch (error) {
    if (!(error instanceof WorkspaceInUse)) throw error;
    return await showAlreadyOpen(error, serveOptions, surroundings);
  }
}

interface ServeOptions extends Wish {
  readonly host: string;
  readonly takeOver: boolean;
}

/** Serves, prints the address, and ends everything when the stop signal fires. */
async function serveUntilStopped(
  serveOptions: ServeOptions,
  { output, stop, warn }: Surroundings,
): Promise<void> {
  const { workspace, host, port, open, takeOver } = serveOptions;
  const running = await startHeadless({ workspace, host, port, takeOver });
  if (!isLoopback(host)) {
    warn(
      `Other machines that can reach ${host} and have the token can use this workbench, its recordings and its sockets, and nothing on the way is encrypted.`,
    );
  }
  await forgetLeftPage(workspace).catch(() => undefined);
  const swept = sweepTemporaryFolders(running.locks);
  await output.write(`Wirebench is ready at ${running.url}\n`);
  await output.flush();
  // Without the address nobody can use the server.
  if (output.failure === null) {
    const opened = open && hasDisplay() ? await openBrowser(running.url, workspace).catch(() => null) : null;
    await untilAborted(stop);
    await opened?.forget();
  }
  await swept;
  await running.close();
}
