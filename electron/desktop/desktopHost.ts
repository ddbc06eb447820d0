import { app, type BrowserWindow } from 'electron';
import { messageOf } from '../../shared/base/errors.ts';
import type { Cell } from '../../shared/base/signal.ts';
import type { DocsWindow } from './docsWindow.ts';
import { HostPages } from './hostPages.ts';
import { HostWindows } from './hostWindows.ts';
import { ProgramMenus } from './menus.ts';
import { Notifications } from './notifications.ts';
import type { ProgramLog } from './programLog.ts';
import { Quitting } from './quit.ts';
import { machineFacts } from './reportFacts.ts';
import { writeReport } from './report.ts';
import { StayAwake } from './stayAwake.ts';
import { createUpdates } from './updates/createUpdates.ts';

/** 200 lines of the log: what led to what a person reports. */
const reportedLines = 200;

/** What is asked of the engine of a workspace here. */
interface HostedEngine {
  readonly sessions: { readonly live: Cell<number> };
  /** The names of the sessions that are live. */
  liveNames(): readonly string[];
  /** How many things of each kind there are, and what the person has set, by name, as JSON. */
  reportFacts(): Promise<{
    readonly counts: Readonly<Record<string, number>>;
    readonly settings: Readonly<Record<string, string>>;
  }>;
}

interface DesktopHostParts {
  readonly log: ProgramLog;
  /** Those that are open. */
  readonly workspaces: {
    readonly engines: readonly HostedEngine[];
    liveIn(window: BrowserWindow): readonly string[];
    closeWindow(window: BrowserWindow): Promise<void>;
    close(): Promise<void>;
  };
  /** The path of the notices of others whose work is in the program. */
  readonly notices: string;
  readonly docs: DocsWindow;
}

/** What the program is beside its windows: menus, log, report, notifications, power, its end. To be called once, after `ready`. */
interface DesktopHost {
  readonly windows: HostWindows;
  /** Keeps the computer awake for the sessions of an engine, as long as the signal has not fired. */
  follow(engine: HostedEngine, signal: AbortSignal): void;
}

/** Puts menus, log, power and the end of the program in place, and says what windows may ask of them. */
export function createDesktopHost({ log, workspaces, notices, docs }: DesktopHostParts): DesktopHost {
  const warn = (error: unknown): void => log.warn(messageOf(error));
  app.setAboutPanelOptions({
    applicationName: 'Wirebench',
    applicationVersion: app.getVersion(),
    copyright: 'MIT license',
  });
  const pages = new HostPages({
    docs,
    logs: log.folder,
    notices,
    writeReport: () => reportOf(workspaces.engines, log.lastLines(reportedLines)),
  });
  const menus = new ProgramMenus({
    platform: process.platform,
    show: (page) => void pages.showOrTell(page),
  });
  const awake = new StayAwake();
  const quitting = new Quitting({
    live: () => workspaces.engines.flatMap((engine) => engine.liveNames()),
    close: () => workspaces.close(),
    liveIn: (window) => workspaces.liveIn(window),
    closeWindow: (window) => workspaces.closeWindow(window),
    warn,
    isBeside: (window) => docs.isIts(window),
  });
  const updates = createUpdates(quitting, log);
  log.followProgram();
  return {
    windows: new HostWindows({ menus, pages, awake, updates, notifications: new Notifications() }),
    follow: (engine, signal) => void awake.follow(engine.sessions.live, signal).catch(warn),
  };
}

async function reportOf(engines: readonly HostedEngine[], log: readonly string[]): Promise<string> {
  const counts: Record<string, number> = { workspaces: engines.length };
  let settings: Readonly<Record<string, string>> = {};
  for (const engine of engines) {
    const facts = await engine.reportFacts();
    for (const [name, count] of Object.entries(facts.counts)) counts[name] = (counts[name] ?? 0) + count;
    // They are the person’s, and not the workspace’s.
    settings = facts.settings;
  }
  return writeReport({ ...machineFacts(), counts, settings, log }, new Date());
}
