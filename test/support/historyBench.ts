import type { Session } from '../../electron/engine/session/session.ts';
import { contract, type RecordSource, type WirebenchContract } from '../../shared/contract/contract.ts';
import type { ConnectionId } from '../../shared/model/ids.ts';
import type { RecordHead } from '../../shared/model/record.ts';
import { unpackRows } from '../../shared/model/recordPage.ts';
import type { SentCursor } from '../../shared/model/sentHistory.ts';
import { createClient, type Client } from '../../shared/rpc/client.ts';
import { serve } from '../../shared/rpc/serve.ts';
import { createMemoryPair } from './memoryPair.ts';
import { createSessionBench, reaches, type SessionBench } from './sessionBench.ts';
import { until } from './until.ts';

/** A window of an engine of its own. */
export interface Bench extends AsyncDisposable {
  readonly bench: SessionBench;
  readonly client: Client<WirebenchContract>;
}

export async function openBench(): Promise<Bench> {
  const bench = await createSessionBench();
  const [ours, theirs] = createMemoryPair();
  const serving = serve(contract, bench.engine.handlers, theirs);
  const client = createClient(contract);
  client.attach(ours);
  return {
    bench,
    client,
    async [Symbol.asyncDispose]() {
      client.dispose();
      serving.dispose();
      await bench[Symbol.asyncDispose]();
    },
  };
}

interface Found {
  readonly texts: string[];
  readonly rows: readonly (RecordHead & { readonly source: RecordSource })[];
  readonly problems: string[];
}

export function pageOf(
  client: Client<WirebenchContract>,
  question: { connection: ConnectionId; filter: string; before: SentCursor | null; count: number },
) {
  return client.call('history.page', question);
}

/** Everything that a person sent over a connection, page by page. */
export async function historyOf(
  client: Client<WirebenchContract>,
  connection: ConnectionId,
  filter = '',
  count = 100,
): Promise<Found> {
  const rows: Found['rows'][number][] = [];
  const texts: string[] = [];
  const problems: string[] = [];
  let before: SentCursor | null = null;
  for (;;) {
    const { output, body } = await pageOf(client, { connection, filter, before, count });
    rows.push(...output.rows);
    texts.push(...unpackRows(output.rows, body).map(({ preview }) => new TextDecoder().decode(preview)));
    problems.push(...output.skipped.map(({ problem }) => problem));
    if (output.next === null) return { texts, rows, problems };
    before = output.next;
  }
}

export const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

/** Opens a session of a saved connection, and waits until it is open. */
export async function opened({ bench, client }: Bench, connection: ConnectionId): Promise<Session> {
  const { id } = await client.call('sessions.open', { connection, environment: null });
  const session = bench.engine.sessions.get(id);
  await reaches(session, ({ phase }) => phase === 'open');
  return session;
}

/** One run of a connection, in which this is sent. */
export async function run(bench: Bench, connection: ConnectionId, ...messages: string[]): Promise<string> {
  const session = await opened(bench, connection);
  for (const message of messages) await session.send('all', 'data', bytes(message));
  const { recordingId } = session.info.value;
  await bench.bench.engine.sessions.release(session.id);
  await until(() => bench.bench.engine.recordings.list.value.some(({ id }) => id === recordingId));
  return bench.bench.engine.recordings.pathOf(recordingId);
}
