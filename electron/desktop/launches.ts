import { app } from 'electron';
import { z } from 'zod';
import { ownArguments, parseLaunch, plainLaunch, type WindowLaunch } from './launch.ts';

/** What a second start tells the first one: Chromium mixes switches of its own into the arguments that it passes on. */
const secondStartSchema = z.object({ args: z.array(z.string()), workingFolder: z.string() });
type SecondStart = z.infer<typeof secondStartSchema>;

/**
 * True in the first program of this person. Otherwise the first one has been told what this one was started for, and shows it. To be called
 * before `ready`.
 */
export function isFirstStart(args: readonly string[]): boolean {
  return app.requestSingleInstanceLock({
    args: [...args],
    workingFolder: process.cwd(),
  } satisfies SecondStart);
}

/**
 * Everything that a person asks for from outside: by this start, by another one, from Finder, by a link. To be made before `ready`, since
 * macOS tells early; what comes before `serve` waits for it.
 */
export class Launches {
  private readonly waiting: WindowLaunch[];
  private carryOut: ((launch: WindowLaunch) => void) | null = null;

  constructor(own: WindowLaunch) {
    this.waiting = [own];
    app.on('second-instance', (_event, argv, workingFolder, data) => {
      const told = secondStartSchema.safeParse(data);
      const { args, workingFolder: folder } = told.success
        ? told.data
        : { args: ownArguments(argv, app.isPackaged), workingFolder };
      const launch = parseLaunch(args, folder);
      this.add(launch.kind === 'window' ? launch : plainLaunch);
    });
    app.on('open-file', (event, path) => {
      event.preventDefault();
      this.add({ ...plainLaunch, paths: [path] });
    });
    app.on('open-url', (event, link) => {
      event.preventDefault();
      this.add({ ...plainLaunch, links: [link] });
    });
    app.on('activate', (_event, hasVisibleWindows) => {
      if (!hasVisibleWindows) this.add(plainLaunch);
    });
  }

  /**
   * Carries out what was asked for, and from now on whatever will be, one after the other. Resolves when what waited is done; rejects where
   * the first failed. A start that was for a file opens nothing beside it.
   */
  async serve(
    carryOut: (launch: WindowLaunch) => Promise<void>,
    failed: (error: unknown) => void,
  ): Promise<void> {
    const [first = plainLaunch, ...others] = this.waiting.filter((launch) => !isPlain(launch));
    const opened = carryOut(first);
    let last = opened.catch(() => undefined);
    this.carryOut = (launch) => {
      last = last.then(() => carryOut(launch)).catch(failed);
    };
    for (const launch of others) this.carryOut(launch);
    await opened;
    await last;
  }

  private add(launch: WindowLaunch): void {
    if (this.carryOut) this.carryOut(launch);
    else this.waiting.push(launch);
  }
}

/** Nothing in particular is asked for. */
function isPlain({ workspace, paths, links, others }: WindowLaunch): boolean {
  return workspace === null && paths.length + links.length + others.length === 0;
}
