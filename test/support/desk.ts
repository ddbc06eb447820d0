import { createEngine } from '../../electron/engine/engine.ts';
import { createEngineDeps } from '../../electron/headless.ts';
import { contract, type WirebenchContract } from '../../shared/contract/contract.ts';
import type { SavedConnection } from '../../shared/model/connection.ts';
import type { EnvironmentId } from '../../shared/model/ids.ts';
import type { SessionInfo } from '../../shared/model/session.ts';
import { createClient, type Client } from '../../shared/rpc/client.ts';
import { serve } from '../../shared/rpc/serve.ts';
import { createMemoryPair } from './memoryPair.ts';
import { until } from './until.ts';

/** An engine on a workspace, and a window’s way to it. */
export interface Desk extends AsyncDisposable {
  readonly client: Client<WirebenchContract>;
  /** Everything that the engine told the window but bytes, one text for each message. */
  readonly told: readonly string[];
  readonly warnings: readonly string[];
}

/** An engine, and a window’s way to it. */
export async function openDesk(workspace: string, configFolder: string): Promise<Desk> {
  const warnings: string[] = [];
  const told: string[] = [];
  const log = { warn: (message: string): void => void warnings.push(message) };
  const engine = await createEngine({ ...createEngineDeps(workspace), configFolder, log });
  const [ours, theirs] = createMemoryPair();
  ours.onEnvelope(({ head }) => void told.push(JSON.stringify(head)));
  const serving = serve(contract, engine.handlers, theirs);
  const client = createClient(contract);
  client.attach(ours);
  return {
    client,
    told,
    warnings,
    async [Symbol.asyncDispose]() {
      client.dispose();
      serving.dispose();
      await engine.close();
    },
  };
}

/** Opens a connection, and waits until it is open or has failed. */
export async function opened(
  { client }: Desk,
  connection: SavedConnection,
  environment: EnvironmentId | null,
): Promise<SessionInfo> {
  let info = await client.call('sessions.open', { connection: connection.id, environment });
  const watching = client.subscribe('sessions.watch', { session: info.id }, (next) => {
    info = next;
  });
  await until(() => ['open', 'failed', 'closed'].includes(info.phase));
  watching.dispose();
  return info;
}
