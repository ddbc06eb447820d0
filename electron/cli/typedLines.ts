import { createInterface, type Interface } from 'node:readline';
import { PassThrough, type Readable } from 'node:stream';
import type { Output } from './output.ts';

/** 1,000 lines can be called back with the arrow keys. */
const historySize = 1000;

/**
 * Lines that a person types at a terminal, with edits and history, as a stream. What the command prints meanwhile appears above the line
 * being typed. Ctrl-D ends the stream; Ctrl-C stops the command as it does without this.
 */
export function typedLines(output: Output): Readable {
  const typed = new PassThrough();
  let isOpen = true;
  const terminal = createInterface({
    input: process.stdin,
    output: process.stdout,
    prompt: '> ',
    historySize,
    removeHistoryDuplicates: true,
  });
  terminal.on('line', (line) => {
    typed.write(`${line}\n`);
    terminal.prompt();
  });
  terminal.on('SIGINT', () => process.kill(process.pid, 'SIGINT'));
  terminal.on('close', () => {
    isOpen = false;
    typed.end();
  });
  typed.on('close', () => terminal.close());
  output.shareScreen({
    lift: () => {
      if (isOpen) lift(terminal);
    },
    restore: () => {
      if (isOpen) terminal.prompt(true);
    },
  });
  terminal.prompt();
  return typed;
}

/** Erases the line being typed, all of its rows, and leaves the cursor where it began. */
function lift(terminal: Interface): void {
  const { rows } = terminal.getCursorPos();
  if (rows > 0) process.stdout.moveCursor(0, -rows);
  process.stdout.cursorTo(0);
  process.stdout.clearScreenDown();
}
