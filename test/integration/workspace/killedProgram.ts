/** A program with one session that receives what a port has to say. It tells how many payloads can be read, and waits to be killed. */
import { createEngine } from '../../../electron/engine/engine.ts';
import { createEngineDeps } from '../../../electron/headless.ts';
import { endpointSchema } from '../../../shared/model/connection.ts';

const [folder = '', port = ''] = process.argv.slice(2);
const engine = await createEngine(createEngineDeps(folder));
const session = await engine.sessions.open({
  endpoint: endpointSchema.parse({ kind: 'tcp-client', address: `tcp://127.0.0.1:${port}` }),
  name: 'Killed',
  connectionId: null,
  recordingPath: null,
});
for await (const records of session.committed.changes(new AbortController().signal)) {
  process.stdout.write(`${records}\n`);
}
