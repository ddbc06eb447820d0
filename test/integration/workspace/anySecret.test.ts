import { readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { assert, asyncProperty, pre, string, stringMatching } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { secretForms } from '../../../electron/engine/secrets/secretForms.ts';
import { FormFinder } from '../../../electron/engine/store/formFinder.ts';
import { commandsFor } from '../../../shared/command/commandsFor.ts';
import { formatCommand } from '../../../shared/command/shellText.ts';
import { endpointForCommands } from '../../../renderer/state/workspace/commandEndpoint.ts';
import { endpointSchema, type SavedConnection } from '../../../shared/model/connection.ts';
import { revisionOfEnvironment } from '../../../electron/engine/workspace/environmentFiles.ts';
import { baseEnvironmentId, emptyBase } from '../../../shared/model/environment.ts';
import { messageContentSchema } from '../../../shared/model/savedMessage.ts';
import { variableScope } from '../../../shared/model/variableScope.ts';
import { openDesk, opened, type Desk } from '../../support/desk.ts';
import { wsPeer } from '../../support/peers.ts';
import { recordingFacts } from '../../support/recordingFacts.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';
import { runHere } from '../../support/wirebenchHere.ts';

/** Starting sessions takes most of the time. */
const numRuns = 8;

const anyName = stringMatching(/^[A-Za-z_][A-Za-z0-9_.-]{0,30}$/);
const anyValue = string({ unit: 'binary', minLength: 4, maxLength: 50 }).filter((text) => {
  const { length } = Buffer.from(text);
  return length >= 4 && length <= 200 && text.isWellFormed();
});

/** True where the secret stands in one of the texts, however it is written there. */
function standsIn(secret: string, texts: readonly (string | Uint8Array)[]): boolean {
  let isFound = false;
  const finder = new FormFinder([secretForms(Buffer.from(secret))]);
  for (const text of texts) finder.find(Buffer.from(text), () => (isFound = true));
  return isFound;
}

/** What stands in the files that git or a colleague may see. */
async function filesOf(workspace: string): Promise<string[]> {
  const entries = await readdir(workspace, { recursive: true, withFileTypes: true });
  const texts: string[] = [];
  for (const entry of entries.filter((each) => each.isFile())) {
    const path = join(entry.parentPath, entry.name);
    if (relative(workspace, path).startsWith(`secrets${sep}`)) continue;
    texts.push(path, path.endsWith('.wbs') ? recordingFacts(path) : await readFile(path, 'latin1'));
  }
  return texts;
}

/** Works with a secret variable as a person does, and returns what a window or a terminal was told of it. */
async function use(desk: Desk, port: number, name: string, value: string): Promise<(string | Uint8Array)[]> {
  const { client } = desk;
  const secret = await client.call('secrets.keep', { name }, { body: Buffer.from(value) });
  const variables = [{ name, value: '', secret, on: true }];
  const revision = revisionOfEnvironment(emptyBase);
  const base = { environment: baseEnvironmentId, name: 'Base', colour: 'none', variables, revision } as const;
  await client.call('environments.update', base);
  const endpoint = endpointSchema.parse({
    kind: 'ws-client',
    address: `ws://127.0.0.1:${port}/feed/{{${name}}}?key={{${name}}}`,
    headers: [{ name: 'Authorization', value: `Basic {{$base64:user:{{${name}}}}}` }],
  });
  const connection = await client.call('connections.create', { name: 'feed', endpoint });
  const body = `{"key": "{{${name}}}", "hex": "{{$hex:{{${name}}}}}"}`;
  await client.call('messages.create', {
    content: messageContentSchema.parse({ name: 'log in', mode: 'json', body }),
    owner: { folder: '', connection: connection.id },
  });
  const written = { kind: 'text', format: 'text', encoding: 'utf-8', terminator: '' } as const;
  const choice = { connection: connection.id, environment: null };
  const preview = await client.call(
    'messages.preview',
    {
      ...{ ...written, ...choice, session: null, isRevealed: false },
      destination: { kind: 'ws-client', largestDatagram: 0 },
    },
    { body: Buffer.from(body) },
  );
  await client.call('connections.preview', { endpoint, ...choice, isRevealed: false });
  await client.call('connections.check', { endpoint, ...choice });
  await send(desk, connection, body);
  const scope = variableScope({
    ...{ given: new Map(), process: new Map(), environment: null, folders: [] },
    environments: [{ version: 1, id: baseEnvironmentId, name: 'Base', colour: 'none', variables }],
    secretOf: () => ({ value: null, isSecret: true }),
  });
  const commands = commandsFor(endpointForCommands(endpoint, scope).endpoint);
  return [preview.body, ...commands.map((command) => formatCommand(command, 'posix'))];
}

/** Opens a connection, which its secret may prevent, and sends a message. */
async function send(desk: Desk, connection: SavedConnection, body: string): Promise<void> {
  const { client } = desk;
  const session = await opened(desk, connection, null);
  if (session.phase === 'open')
    await client.call(
      'sessions.sendWritten',
      {
        ...{ kind: 'text', format: 'text', encoding: 'utf-8', terminator: '' },
        ...{ environment: null, session: session.id, to: 'all' },
      },
      { body: Buffer.from(body) },
    );
  await client.call('sessions.close', { session: session.id });
  await client.call('sessions.release', { session: session.id });
}

async function everythingTold(name: string, value: string, port: number): Promise<(string | Uint8Array)[]> {
  await using root = await temporaryFolder();
  const workspace = join(root.path, 'workspace');
  const told: (string | Uint8Array)[] = [];
  {
    await using desk = await openDesk(workspace, join(root.path, 'config'));
    const { client } = desk;
    for (const list of ['connections.list', 'environments.list', 'messages.list', 'recordings.list'] as const)
      client.subscribe(list, {}, () => undefined);
    client.subscribe('sessions.list', {}, () => undefined);
    told.push(...(await use(desk, port, name, value)), ...desk.told, ...desk.warnings);
  }
  const listed = await runHere('list', '--workspace', workspace, '--json');
  return [...told, listed.stdout, listed.stderr, ...(await filesOf(workspace))];
}

describe('a secret, whatever its name and its value are,', () => {
  it('is in no file but its own and the bytes of recordings, and in no answer that is not asked for', async () => {
    await using peer = await wsPeer(() => undefined);
    // What stands there anyway, such as “name”, is no secret.
    const plain = await everythingTold('token', 'geh/eim+w"ört=7&x', peer.port);
    expect(standsIn('geh/eim+w"ört=7&x', plain)).toBe(false);
    expect(standsIn('feed', plain)).toBe(true);
    await assert(
      asyncProperty(anyName, anyValue, async (name, value) => {
        pre(!standsIn(value, [...plain, name]));
        expect(standsIn(value, await everythingTold(name, value, peer.port))).toBe(false);
      }),
      { numRuns },
    );
  });
});
