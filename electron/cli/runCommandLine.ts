import { messageOf, WirebenchError } from '../../shared/base/errors.ts';
import { visibleLine, visibleLines } from '../../shared/bytes/visibleText.ts';
import { version } from '../headless.ts';
import { checkArguments } from './argumentText.ts';
import { exitDone, exitFailed, exitUsage, UsageError, type Command, type Surroundings } from './command.ts';
import { connect } from './connect.ts';
import { listen } from './listen.ts';
import { replay } from './replay.ts';
import { serve } from './serve.ts';
import { show } from './show.ts';

const commands: readonly Command[] = [serve, connect, listen, show, replay];

const help = `Wirebench ${version}: a workbench for debugging socket services

Usage: wirebench COMMAND …

${commands.map(({ name, summary }) => `  ${name.padEnd(10)} ${summary}`).join('\n')}

wirebench COMMAND --help says what a command takes, with examples.

Examples
  wirebench serve
  wirebench connect tcp://127.0.0.1:6379 --send 'PING\\r\\n' --until 1 --save ping.wbs
  wirebench connect tls://localhost:8443 --ca ca.pem
  wirebench listen tcp://127.0.0.1:9000 --echo
  wirebench show ping.wbs
  wirebench replay ping.wbs --to tcp://127.0.0.1:6379 --timing wait

Exit status: 0 done; 1 the network or the comparison failed, with a sentence on
stderr; 2 the command line cannot be carried out as it is written.
`;

/** Runs what the arguments say. Resolves to the exit status, whatever happens. */
export async function runCommandLine(args: readonly string[], given: Surroundings): Promise<number> {
  const { output } = given;
  // Arguments, file names and what peers said are in these sentences: this is the one door that all of them pass.
  const surroundings = { ...given, warn: (sentence: string) => given.warn(visibleLines(sentence)) };
  const status = await runCommand(args, surroundings);
  await output.flush();
  if (output.failure === null) return status;
  surroundings.warn(output.failure);
  return status === exitDone ? exitFailed : status;
}

async function runCommand(args: readonly string[], surroundings: Surroundings): Promise<number> {
  const [name, ...rest] = args;
  const command = commands.find((each) => each.name === name);
  try {
    checkArguments(args);
    if (name === '--version') return await say(surroundings, `${version}\n`);
    if (name === '--help' || name === '-h' || name === 'help') return await say(surroundings, help);
    if (name === undefined) throw new UsageError(`Say what to do.\n\n${help.trimEnd()}`);
    if (!command)
      throw new UsageError(`There is no command “${visibleLine(name)}”. wirebench --help lists them.`);
    if (asksForHelp(rest)) return await say(surroundings, command.help);
    return await command.run(rest, surroundings);
  } catch (error) {
    return explain(error, command, surroundings);
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

function explain(error: unknown, command: Command | undefined, { warn }: Surroundings): number {
  if (error instanceof UsageError) {
    warn(command ? `${error.message}\nwirebench ${command.name} --help says how to use it.` : error.message);
    return exitUsage;
  }
  if (error instanceof WirebenchError) warn(error.message);
  else
    warn(`Something in Wirebench went wrong: ${(error instanceof Error && error.stack) || messageOf(error)}`);
  return exitFailed;
}
