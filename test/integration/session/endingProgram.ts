/**
 * A program with an engine in which every kind of session runs, in a workspace, with threads that start with a URL. It closes the engine, says so, and has nothing to keep it running then.
 */
import { once } from 'node:events';
import { createServer } from 'node:net';
import { WebSocketServer } from 'ws';
import { createEngine } from '../../../electron/engine/engine.ts';
import { createEngineDeps } from '../../../electron/headless.ts';
import { endpointSchema, type Endpoint } from '../../../shared/model/connection.ts';
import { portOf } from '../../support/peers.ts';

const tcp = createServer((socket) => socket.resume()).listen(0, '127.0.0.1');
const ws = new WebSocketServer({ host: '127.0.0.1', port: 0 });
await Promise.all([once(tcp, 'listening'), once(ws, 'listening')]);
const engine = await createEngine({
  ...createEngineDeps(process.argv[2] ?? ''),
  storeWorker: new URL(process.argv[3] ?? ''),
});

const endpoints: Endpoint[] = [
  { kind: 'tcp-client' as const, address: `tcp://127.0.0.1:${portOf(tcp)}` },
  { kind: 'tcp-server' as const, address: 'tcp://127.0.0.1:0' },
  { kind: 'udp' as const, address: '', bind: '127.0.0.1:0' },
  { kind: 'ws-client' as const, address: `ws://127.0.0.1:${portOf(ws)}/` },
  { kind: 'ws-server' as const, address: 'ws://127.0.0.1:0/' },
].map((endpoint) => endpointSchema.parse(endpoint));
for (const endpoint of endpoints) {
  const session = await engine.sessions.open({
    endpoint,
    name: 'Test',
    connectionId: null,
    recordingPath: null,
  });
  for await (const { phase } of session.info.changes(new AbortController().signal))
    if (phase === 'open') break;
}
// One that the peer has ended already, and one that is still on its way.
const [first] = engine.sessions.all.value;
await first?.close();
const [endpoint] = endpoints;
if (endpoint) {
  void engine.sessions.open({ endpoint, name: 'Late', connectionId: null, recordingPath: null });
}
await engine.close();
tcp.close();
ws.close();
const timers = process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout');
process.stdout.write(`closed, with ${timers.length} timers left\n`);
