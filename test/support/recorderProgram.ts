/**
 * A program with an engine in which a TCP, a UDP and a WebSocket server record what is sent to them, and echo it. Writes their addresses
 * as a line, then a line for each state of a recording that changed, and for what is committed. Ends as it should on a line of input; most are killed before.
 */
import { once } from 'node:events';
import { createEngine } from '../../electron/engine/engine.ts';
import type { Session } from '../../electron/engine/session/session.ts';
import { createEngineDeps } from '../../electron/headless.ts';
import { endpointSchema } from '../../shared/model/connection.ts';

const engine = await createEngine(createEngineDeps(process.argv[2] ?? ''));
const sessions: Session[] = [];
for (const endpoint of [
  { kind: 'tcp-server', address: 'tcp://127.0.0.1:0' },
  { kind: 'udp', address: '', bind: '127.0.0.1:0' },
  { kind: 'ws-server', address: 'ws://127.0.0.1:0/' },
]) {
  const session = await engine.sessions.open({
    endpoint: endpointSchema.parse(endpoint),
    name: endpoint.kind,
    connectionId: null,
    recordingPath: null,
  });
  for await (const { phase } of session.info.changes(new AbortController().signal)) {
    if (phase === 'open') break;
  }
  session.observe(({ kind, direction, bytes, peer }) => {
    if (direction !== 'in' || peer === null || (kind !== 'data' && kind !== 'binary')) return;
    // The bytes are only there during the call; who has gone meanwhile gets no echo.
    session.send(peer, kind, bytes.slice()).catch(() => undefined);
  });
  sessions.push(session);
}
process.stdout.write(`${JSON.stringify(sessions.map(({ info }) => info.value.url))}\n`);
for (const session of sessions) {
  void tellStates(session);
  void tellCommitted(session);
}
process.stdin.resume();
await once(process.stdin, 'data');
process.stdin.destroy();
await engine.close();

async function tellStates(session: Session): Promise<void> {
  let told = 'recording';
  for await (const { recording, name } of session.info.changes(new AbortController().signal)) {
    if (recording.state === told) continue;
    told = recording.state;
    process.stdout.write(`${JSON.stringify([name, told])}\n`);
  }
}

async function tellCommitted({ info, committed }: Session): Promise<void> {
  for await (const last of committed.changes(new AbortController().signal)) {
    process.stdout.write(`${JSON.stringify([info.value.name, last])}\n`);
  }
}
