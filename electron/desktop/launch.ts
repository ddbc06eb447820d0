import { resolve } from 'node:path';

/** What the program was started for. */
export type Launch =
  | { readonly kind: 'commandLine'; readonly args: readonly string[] }
  /** `workspace` is absolute; null for the usual one. `takeOver` opens it though another machine seems to have it open. */
  | { readonly kind: 'window'; readonly workspace: string | null; readonly takeOver: boolean };

/**
 * The one reader of the program's arguments, its own and those of a second start. A first word is a command, of which `wirebench --help`
 * tells; everything else opens the window. Nothing in the arguments of a window connects, listens, sends or opens by itself.
 */
export function parseLaunch(args: readonly string[], workingFolder: string): Launch {
  const [first] = args;
  if (first !== undefined && /^(?:[a-z]+|--help|-h|--version)$/.test(first)) {
    return { kind: 'commandLine', args };
  }
  const workspace = optionOf(args, '--workspace');
  return {
    kind: 'window',
    workspace: workspace === null ? null : resolve(workingFolder, workspace),
    takeOver: args.includes('--take-over'),
  };
}

/** Chromium and the system add options of their own, so what is unknown is passed over. */
function optionOf(args: readonly string[], name: string): string | null {
  const joined = args.find((arg) => arg.startsWith(`${name}=`))?.slice(name.length + 1);
  const index = args.indexOf(name);
  const value = joined ?? (index < 0 ? undefined : args[index + 1]);
  return value === undefined || value === '' ? null : value;
}

/**
 * What of `process.argv` is meant for Wirebench. Packaged, that is everything after the program; else the path of the application, the
 * first that is no option, stands before it.
 */
export function ownArguments(argv: readonly string[], isPackaged: boolean): string[] {
  const args = argv.slice(1);
  if (isPackaged) return args;
  const application = args.findIndex((arg) => !arg.startsWith('-'));
  return args.slice(application + 1);
}
