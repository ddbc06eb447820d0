import { clearScreenDown, createInterface, cursorTo, moveCursor, type Interface } from 'node:readline';
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
  // Where what is printed goes elsewhere, the line is typed on the other stream of the terminal.
  const screen = process.stdout.isTTY ? process.stdout : process.stderr;
  const terminal = createInterface({
    input: process.stdin,
    output: screen,
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
  if (screen === process.stdout) {
    output.shareScreen({
      lift: () => {
        if (isOpen) lift(terminal, screen);
      },
      restore: () => {
        if (isOpen) terminal.prompt(true);
      },
    });
  }
  terminal.prompt();
  return typed;
}

/** Erases the line being typed, all of its rows, and leaves the cursor where it began. */
function lift(terminal: Interface, screen: NodeJS.WritableStream): void {
  const { rows } = terminal.getCursorPos();
  if (rows > 0) moveCursor(screen, 0, -rows);
  cursorTo(screen, 0);
  clearScreenDown(screen);
}
