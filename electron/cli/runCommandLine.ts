import { messageOf, WirebenchError } from '../../shared/base/errors.ts';
import { visibleLine, visibleLines } from '../../shared/bytes/visibleText.ts';
import { version } from '../version.ts';
import { checkArguments } from './argumentText.ts';
import { exitDone, exitFailed, exitUsage, UsageError, type Command, type Surroundings } from './command.ts';

/** A command as the list of commands shows it. Its code, which may be the whole engine, is loaded only once it is named. */
interface ListedCommand {
  readonly name: string;
  /** One line. */
  readonly summary: string;
  readonly load: () => Promise<Command>;
}

const commands: readonly ListedCommand[] = [
  {
    name: 'serve',
    summary: 'Serve the workbench to a browser',
    load: async () => (await import('./serve.ts')).serve,
  },
  {
    name: 'connect',
    summary: 'Connect to a service, send, and print what comes',
    load: async () => (await import('./connect.ts')).connect,
  },
  {
    name: 'listen',
    summary: 'Wait for others to connect, and answer them',
    load: async () => (await import('./listen.ts')).listen,
  },
  {
    name: 'list',
    summary: 'Print the saved connections of a workspace',
    load: async () => (await import('./list.ts')).list,
  },
  {
    name: 'import',
    summary: 'Take in collections of other programs',
    load: async () => (await import('./import.ts')).importCommand,
  },
  { name: 'show', summary: 'Print a recording', load: async () => (await import('./show.ts')).show },
  {
    name: 'replay',
    summary: 'Send a recording again, and compare what comes',
    load: async () => (await import('./replay.ts')).replay,
  },
];

const help = `Wirebench ${version}: a workbench for debugging socket services

Usage: wirebench COMMAND …

${commands.map(({ name, summary }) => `  ${name.padEnd(10)} ${summary}`).join('\n')}

wirebench COMMAND --help lists the options of a command, with examples.

Examples
  wirebench serve
  wirebench connect tcp://127.0.0.1:6379 --send 'PING\\r\\n' --until 1 --save ping.wbs
  wirebench connect tls://localhost:8443 --ca ca.pem
  wirebench listen tcp://127.0.0.1:9000 --echo
  wirebench show ping.wbs
  wirebench replay ping.wbs --to tcp://127.0.0.1:6379 --timing wait

Exit status: 0 done; 1 the network or the comparison failed, with a sentence on
stderr; 2 the command line is not valid.
`;

/** Runs the command in the arguments. Resolves to the exit status, whatever happens. */
export async function runCommandLine(args: readonly string[], given: Surroundings): Promise<number> {
  const { output } = given;
  // These sentences contain arguments, file names and text from peers: all of them pass through this line.
  const surroundings = { ...given, warn: (sentence: string) => given.warn(visibleLines(sentence)) };
  const status = await runCommand(args, surroundings);
  await output.flush();
  if (output.failure === null) return status;
  surroundings.warn(output.failure);
  return status === exitDone ? exitFailed : status;
}

async function runCommand(args: readonly string[], surroundings: Surroundings): Promise<number> {
  const [name, ...rest] = args;
  const listed = commands.find((each) => each.name === name);
  try {
    checkArguments(args);
    if (name === '--version') return await say(surroundings, `${version}\n`);
    if (name === '--help' || name === '-h' || name === 'help') return await say(surroundings, help);
    if (name === undefined) throw new UsageError(`No command was given.\n\n${help.trimEnd()}`);
    if (!listed)
      throw new UsageError(`There is no command “${visibleLine(name)}”. wirebench --help lists them.`);
    const command = await listed.load();
    if (asksForHelp(rest)) return await say(surroundings, command.help);
    return await command.run(rest, surroundings);
  } catch (error) {
    return explain(error, listed?.name, surroundings);
  }
}

function asksForHelp(args: readonly string[]): boolean {
  const end = args.indexOf('--');
  return args.slice(0, end < 0 ? args.length : end).some((arg) => arg === '--help' || arg === '-h');
}

async function say({ output }: Surroundings, text: string): Promise<number> {
  await output.write(text);
  return exitDone;
}

function explain(error: unknown, name: string | undefined, { warn }: Surroundings): number {
  if (error instanceof UsageError) {
    warn(
      name !== undefined
        ? `${error.message}\nwirebench ${name} --help explains how to use it.`
        : error.message,
    );
    return exitUsage;
  }
  if (error instanceof WirebenchError) warn(error.message);
  else
    warn(`Something in Wirebench went wrong: ${(error instanceof Error && error.stack) || messageOf(error)}`);
  return exitFailed;
}
