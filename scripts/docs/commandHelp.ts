import { Readable, Writable } from 'node:stream';
import { Output } from '../../electron/cli/output.ts';
import { runCommandLine } from '../../electron/cli/runCommandLine.ts';

/** What the command line says with `--help`, and each of its commands, as Markdown. */
export async function commandHelp(): Promise<string> {
  const help = await said('--help');
  const names = [...help.matchAll(/^ {2}(\w+) {2,}[A-Z]/gm)].map(([, name = '']) => name);
  const commands = await Promise.all(
    names.map(async (name) => `### wirebench ${name}\n\n${fenced(await said(name, '--help'))}`),
  );
  return [fenced(help), ...commands].join('\n\n');
}

function fenced(text: string): string {
  return ['````text', text.trimEnd(), '````'].join('\n');
}

async function said(...args: readonly string[]): Promise<string> {
  let text = '';
  const written = new Writable({
    decodeStrings: false,
    write: (piece: string | Uint8Array, _encoding, done) => {
      text += typeof piece === 'string' ? piece : new TextDecoder().decode(piece);
      done();
    },
  });
  await runCommandLine(args, {
    input: { kind: 'ended', open: () => Readable.from([]) },
    output: new Output(written),
    stop: AbortSignal.abort(),
    warn: (sentence) => {
      throw new Error(sentence);
    },
  });
  return text;
}
