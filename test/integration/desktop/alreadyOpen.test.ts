import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { desktopTimeoutMs, startDesktop, windowOpened, type Desktop } from '../../support/desktop.ts';
import { needs, onLinux } from '../../support/needs.ts';
import { holdWorkspace } from '../../support/holdWorkspace.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';
import { until } from '../../support/until.ts';

const options = { timeout: desktopTimeoutMs };

/** What came of a start that opens no window: its exit status, and the boxes that it showed. */
async function ending({ application }: Desktop): Promise<{ status: number | null; boxes: string[] }> {
  return application.evaluate(async ({ calls, state, BrowserWindow }) => {
    while (state.exitStatus === null) await new Promise((resolve) => setTimeout(resolve, 5));
    if (BrowserWindow.all.length > 0) throw new Error('A window was opened.');
    return {
      status: state.exitStatus,
      boxes: calls.filter(({ name }) => name.startsWith('dialog.')).map(({ args }) => JSON.stringify(args)),
    };
  });
}

async function claimElsewhere(workspace: string): Promise<void> {
  await mkdir(join(workspace, '.lock'), { recursive: true });
  const claim = { version: 1, id: 'x', host: 'build-7', machine: null, boot: null, user: 'alice' };
  const rest = { pid: 12, program: 'desktop', since: '2026-11-01T10:00:00Z', door: null };
  await writeFile(join(workspace, '.lock', 'holder.json'), JSON.stringify({ ...claim, ...rest }));
}

describe('the desktop program on a workspace that is open already', () => {
  it('brings the window to the front that another program has, and ends', options, async () => {
    await using folder = await temporaryFolder();
    const args = ['--workspace', folder.path];
    await using first = await startDesktop({ args });
    await windowOpened(first.application);
    await first.application.evaluate(({ BrowserWindow }) => {
      const [window] = BrowserWindow.all;
      if (window) window.minimized = true;
    });
    await using second = await startDesktop({ args });
    expect(await ending(second)).toEqual({ status: 0, boxes: [] });
    expect(second.application.output).toContain('It was brought to the front');
    const shown = await first.application.evaluate(({ calls, BrowserWindow }) => ({
      names: calls.slice(-3).map(({ name }) => name),
      windows: BrowserWindow.all.length,
    }));
    expect(shown).toEqual({ names: ['window.restore', 'window.show', 'window.focus'], windows: 1 });
  });

  it('opens a browser where it is served to one', { ...options, ...needs(onLinux) }, async () => {
    await using folder = await temporaryFolder();
    const opener = join(folder.path, 'xdg-open');
    await writeFile(
      opener,
      `#!/bin/sh\ncat "$1" > "${folder.path}/opened.part"\nmv "${folder.path}/opened.part" "${folder.path}/opened"\n`,
    );
    await chmod(opener, 0o755);
    const workspace = join(folder.path, 'workspace');
    const url = 'http://127.0.0.1:4000/#token=secret';
    const first = await holdWorkspace(workspace, { show: () => Promise.resolve({ url }) });
    await using second = await startDesktop({
      args: ['--workspace', workspace],
      environment: { PATH: `${folder.path}${delimiter}${process.env['PATH'] ?? ''}` },
    });
    await until(() => existsSync(join(folder.path, 'opened')));
    expect(await readFile(join(folder.path, 'opened'), 'utf8')).toContain(`url=${url}`);
    // On no command line, and in no output: others could read it there.
    expect(second.application.output).not.toContain('secret');
    await first.release();
  });

  it('says who has it open when that one does not answer', options, async () => {
    await using folder = await temporaryFolder();
    const first = await holdWorkspace(folder.path);
    await using second = await startDesktop({ args: ['--workspace', folder.path] });
    expect(await ending(second)).toEqual({
      status: 1,
      boxes: [expect.stringContaining(`is open already: in a browser (wirebench serve)`)],
    });
    await first.release();
  });

  it('asks before it takes over what another machine seems to have open', options, async () => {
    await using folder = await temporaryFolder();
    await claimElsewhere(folder.path);
    const args = ['--workspace', folder.path];
    await using declined = await startDesktop({ args });
    expect(await ending(declined)).toEqual({
      status: 0,
      boxes: [expect.stringMatching(/open on another machine, “build-7”.*by alice.*Quit.*Take It Over/)],
    });
    await using agreed = await startDesktop({ args, environment: { STAND_IN_BUTTON: '1' } });
    await windowOpened(agreed.application);
    expect(await readFile(join(folder.path, '.lock', 'holder.json'), 'utf8')).not.toContain('alice');
  });

  it('takes it over at once when it was started so', options, async () => {
    await using folder = await temporaryFolder();
    await claimElsewhere(folder.path);
    await using desktop = await startDesktop({ args: ['--workspace', folder.path, '--take-over'] });
    await windowOpened(desktop.application);
    const boxes = await desktop.application.evaluate(({ calls }) =>
      calls.filter(({ name }) => name === 'dialog.showMessageBox'),
    );
    expect(boxes).toEqual([]);
  });
});
