import { resolve } from 'node:path';

/** The purpose of this start. */
type Launch =
  | { readonly kind: 'commandLine'; readonly args: readonly string[] }
  /** `workspace` is absolute; null for the default one. `takeOver` opens it even if another machine seems to have it open. */
  | { readonly kind: 'window'; readonly workspace: string | null; readonly takeOver: boolean };

/**
 * The only reader of the program's arguments, its own and those of a second start. If the first word is a command, as `wirebench --help`
 * lists them, it is run; everything else opens the window. No argument of a window makes it connect, listen, send or open anything.
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

/** Chromium and the system add options of their own, so unknown ones are skipped. */
function optionOf(args: readonly string[], name: string): string | null {
  const joined = args.find((arg) => arg.startsWith(`${name}=`))?.slice(name.length + 1);
  const index = args.indexOf(name);
  const value = joined ?? (index < 0 ? undefined : args[index + 1]);
  return value === undefined || value === '' ? null : value;
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
