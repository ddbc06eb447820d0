import os from 'node:os';
import { app, screen } from 'electron';
import type { ReportFacts } from './report.ts';

/** What a report says of the program and of the machine. */
export function machineFacts(): Pick<ReportFacts, 'versions' | 'system'> {
  const { electron, chrome, node, v8 } = process.versions;
  return {
    versions: { Wirebench: app.getVersion(), Electron: electron, Chromium: chrome, Node: node, V8: v8 },
    system: {
      system: `${os.type()} ${os.release()}`,
      version: os.version(),
      architecture: process.arch,
      processors: os.availableParallelism(),
      'memory in GiB': Math.round(os.totalmem() / 1024 ** 3),
      locale: app.getLocale(),
      'desktop session': desktopSession(),
      packaged: app.isPackaged,
      sandboxed: !app.commandLine.hasSwitch('no-sandbox'),
      'graphics by': app.getGPUFeatureStatus().gpu_compositing,
      displays: displays(),
      'minutes since the start': Math.round(process.uptime() / 60),
    },
  };
}

/** The environment may say anything. */
function desktopSession(): string {
  const told = process.env['XDG_SESSION_TYPE'] ?? '';
  return ['x11', 'wayland', 'tty'].includes(told) ? told : 'not told';
}

function displays(): string {
  return screen
    .getAllDisplays()
    .map(({ bounds, scaleFactor }) => `${bounds.width}×${bounds.height} at ${scaleFactor}`)
    .join(', ');
}
