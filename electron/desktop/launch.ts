import { posix, win32 } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isLink } from './link.ts';

/** The purpose of a start. */
type Launch =
  | { readonly kind: 'commandLine'; readonly args: readonly string[] }
  | ({ readonly kind: 'window' } & WindowLaunch);

/** What a person wants to see: at the first start, by a second one, from the file manager, from a link. */
export interface WindowLaunch {
  /** Absolute; null where none was named. */
  readonly workspace: string | null;
  /** Opens the workspace even if another machine seems to have it open. */
  readonly takeOver: boolean;
  /** Absolute paths of files and folders that nobody has looked at yet. */
  readonly paths: readonly string[];
  /** `wirebench:` links as they came, which anybody may have written. */
  readonly links: readonly string[];
  /** Words that are neither: a person is told of them. */
  readonly others: readonly string[];
}

/** Shows a window, and nothing in particular. */
export const plainLaunch: WindowLaunch = {
  workspace: null,
  takeOver: false,
  paths: [],
  links: [],
  others: [],
};

/** Where words come from that name files relatively. */
interface Origin {
  readonly workingFolder: string;
  readonly platform: NodeJS.Platform;
}

const isCommandWord = (arg: string): boolean => /^(?:[a-z]+|--help|-h|--version)$/.test(arg);

/** What the system puts before a link that was clicked: whatever else comes with it is the link’s author’s. */
const linkSwitch = '--open-url';

/**
 * The only reader of the program's arguments, its own and those of a second start. If the first word is a command, as `wirebench --help`
 * lists them, it is run; everything else opens a window. No argument of a window makes it connect, listen or send.
 */
export function parseLaunch(
  args: readonly string[],
  workingFolder: string,
  platform: NodeJS.Platform = process.platform,
): Launch {
  if (args.includes(linkSwitch))
    return { kind: 'window', ...plainLaunch, links: args.filter(isLink).slice(0, 1) };
  const words = afterForeignSwitches(args);
  if (words[0] !== undefined && isCommandWord(words[0])) return { kind: 'commandLine', args: words };
  return { kind: 'window', ...readWindowWords(args, { workingFolder, platform }) };
}

/**
 * Chromium, Electron and the systems put switches of their own in front (`--no-sandbox`, `-psn_0_12345`), and a `--` gets a URL past
 * Electron’s guard on Windows. Their values are joined with `=`.
 */
function afterForeignSwitches(args: readonly string[]): readonly string[] {
  const first = args.findIndex((arg) => !arg.startsWith('-') || isOwnSwitch(arg));
  return first < 0 ? [] : args.slice(first);
}

function isOwnSwitch(arg: string): boolean {
  return isCommandWord(arg) || /^--(?:workspace(?:=|$)|take-over$)/.test(arg);
}

/** Switches that are not ours are skipped, wherever they stand; after `--` there are none. */
function readWindowWords(args: readonly string[], origin: Origin): WindowLaunch {
  const named: string[] = [];
  const words: string[] = [];
  let takeOver = false;
  const left = [...args];
  for (let arg = left.shift(); arg !== undefined; arg = left.shift()) {
    if (arg === '--') words.push(...left.splice(0));
    else if (arg === '--workspace') named.push(left.shift() ?? '');
    else if (arg.startsWith('--workspace=')) named.push(arg.slice('--workspace='.length));
    else if (arg === '--take-over') takeOver = true;
    else if (!arg.startsWith('-')) words.push(arg);
  }
  const [workspace = ''] = named;
  const paths = words.map((word) => pathOf(word, origin));
  return {
    workspace: workspace === '' ? null : absolute(workspace, origin),
    takeOver,
    paths: paths.filter((path) => path !== null),
    links: words.filter(isLink),
    others: words.filter((word, place) => paths[place] === null && !isLink(word)),
  };
}

/** Null for what names no file of this machine: another URL, or nothing at all. */
function pathOf(word: string, origin: Origin): string | null {
  if (word === '' || word.includes('\0')) return null;
  if (/^file:/i.test(word)) return pathOfUrl(word, origin);
  // A single letter is a drive of Windows.
  return /^[a-z][a-z\d+.-]+:/i.test(word) ? null : absolute(word, origin);
}

/** Linux’s file managers name files as URLs. One of another machine is none of ours. */
function pathOfUrl(url: string, { platform }: Origin): string | null {
  if (!/^file:(?:\/\/(?:localhost)?)?\/(?!\/)/i.test(url)) return null;
  try {
    return fileURLToPath(url, { windows: platform === 'win32' });
  } catch {
    return null;
  }
}

function absolute(path: string, { workingFolder, platform }: Origin): string {
  return (platform === 'win32' ? win32 : posix).resolve(workingFolder, path);
}

/**
 * The part of `process.argv` that is meant for Wirebench. In a package that is everything after the program; otherwise the application's
 * path, the first argument that is not an option, precedes it.
 */
export function ownArguments(argv: readonly string[], isPackaged: boolean): string[] {
  const args = argv.slice(1);
  if (isPackaged) return args;
  const application = args.findIndex((arg) => !arg.startsWith('-'));
  return args.slice(application + 1);
}
