/**
 * A program with a TCP server, to be started with few descriptors. Writes its port as a line, and for each line of input what came of it:
 * how many links were opened so far, what it was warned of, and how many files could still be opened.
 */
import { closeSync, openSync } from 'node:fs';
import { devNull } from 'node:os';
import { createInterface } from 'node:readline';
import type { EndpointSink, LinkContext, LinkSink } from '../../electron/engine/link/link.ts';
import { startEndpoint } from '../../electron/engine/link/openers.ts';
import { createSystemClock } from '../../electron/engine/base/systemClock.ts';
import { endpointSchema } from '../../shared/model/connection.ts';

let links = 0;
const warnings: string[] = [];

function say(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value)}\n`);
}

const ignored = (): void => undefined;
const linkSink: LinkSink = { payload: ignored, ended: ignored, secured: ignored, closed: ignored };
const sink: EndpointSink = {
  listening: ({ url }) => say(Number(url.split(':').at(-1))),
  linkOpened: () => {
    links += 1;
    return linkSink;
  },
  warned: (message) => void warnings.push(message),
  undelivered: ignored,
  progressed: ignored,
  groups: ignored,
  datagrams: ignored,
  closed: () => process.exit(),
};
const absent = (): Promise<never> => Promise.reject(new Error('There is none.'));
const context: LinkContext = {
  clock: createSystemClock(),
  secret: absent,
  makeIdentity: absent,
  keyLogPath: '',
};

/** How many files could be opened now, up to this many. */
function countSpare(most: number): number {
  const opened: number[] = [];
  try {
    while (opened.length < most) opened.push(openSync(devNull, 'r'));
  } catch {
    // That is the answer.
  }
  for (const descriptor of opened) closeSync(descriptor);
  return opened.length;
}

startEndpoint(endpointSchema.parse({ kind: 'tcp-server', address: '127.0.0.1:0' }), sink, context);
const lines = createInterface(process.stdin);
lines.on('line', () => say({ links, warnings, spare: countSpare(20) }));
lines.on('close', () => process.exit());
