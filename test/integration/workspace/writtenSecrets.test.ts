import { writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { endpointSchema } from '../../../shared/model/connection.ts';
import { revisionOfEnvironment } from '../../../electron/engine/workspace/environmentFiles.ts';
import { baseEnvironmentId, emptyBase } from '../../../shared/model/environment.ts';
import { messageContentSchema, type MessageContent } from '../../../shared/model/savedMessage.ts';
import type { Variable } from '../../../shared/model/variable.ts';
import { openDesk, type Desk } from '../../support/desk.ts';
import { refusingDisk } from '../../support/refusingDisk.ts';
import { until } from '../../support/until.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';

/** Characters that an address, JSON and Base64 write in their own ways. */
const token = 'geh/eim+w"ört=7&x';
const word = 'open sesame';

let root: Awaited<ReturnType<typeof temporaryFolder>>;
let desk: Desk;

const keep = (name: string, value: string) =>
  desk.client.call('secrets.keep', { name }, { body: Buffer.from(value) });

beforeAll(async () => {
  root = await temporaryFolder();
  desk = await openDesk(`${root.path}/workspace`, `${root.path}/config`);
  const { client } = desk;
  await client.call('environments.create', {
    ...{ name: 'Staging', colour: 'red' },
    variables: [{ name: 'token', value: '', secret: await keep('token', token), on: true }],
  });
  await client.call('connections.createFolder', { parent: '', name: 'gateway' });
  const endpoint = endpointSchema.parse({
    ...{ kind: 'tls-client', address: 'tls://127.0.0.1:1' },
    tls: { passphrase: await keep('passphrase', word) },
  });
  await client.call('connections.create', { name: 'vault', endpoint, folder: 'gateway' });
});

afterAll(async () => {
  await desk[Symbol.asyncDispose]();
  await root[Symbol.asyncDispose]();
});

function content(fields: Partial<MessageContent>): MessageContent {
  return messageContentSchema.parse({ name: 'log in', body: '', ...fields });
}

const owner = { folder: 'gateway' };
const hasToken = { code: 'HAS_SECRETS', message: expect.stringContaining('“token” (Staging)') };

const written: readonly (readonly [string, Partial<MessageContent>])[] = [
  ['as it is', { body: `key=${token};` }],
  ['with escapes', { body: `key=${token.replace('eim', String.raw`\x65\u0069m`)}` }],
  ['as JSON', { mode: 'json', body: JSON.stringify({ token }) }],
  [
    'in hex with spaces',
    { mode: 'hex', body: Buffer.from(`x${token}`).toString('hex').replaceAll(/../g, '$& ') },
  ],
  ['in Base64', { mode: 'base64', body: Buffer.from(`:${token}`).toString('base64') }],
  [
    'as a header of a text',
    { body: `Authorization: Basic ${Buffer.from(`user:${token}`).toString('base64')}` },
  ],
  ['in an address of a text', { body: `GET /?key=${encodeURIComponent(token)} HTTP/1.1` }],
  ['in Latin-1 hex', { mode: 'hex', body: Buffer.from(token, 'latin1').toString('hex') }],
  [
    'beside a variable',
    { mode: 'hex', body: `{{text:name}} ${Buffer.from(token).toString('hex')} {{text:name}}` },
  ],
  ['in a function', { body: `{{$sha256:${token}}}` }],
  ['in its note', { note: `The token is ${token}.` }],
  ['as the path of a file', { mode: 'file', body: `files/${token}` }],
];

describe('a message with the value of a secret of an environment that is not chosen', () => {
  it.each(written)('is not saved without a word: %s', async (_, fields) => {
    const { client } = desk;
    await expect(client.call('messages.create', { content: content(fields), owner })).rejects.toMatchObject(
      hasToken,
    );
    const clean = await client.call('messages.create', { content: content({ body: '{{token}}' }), owner });
    const change = { message: clean.id, content: content(fields), revision: clean.revision };
    await expect(client.call('messages.update', change)).rejects.toMatchObject(hasToken);
    const agreed = await client.call('messages.update', { ...change, withSecrets: true });
    expect(agreed).toMatchObject(fields);
    // What has stood there is no news.
    await client.call('messages.update', {
      ...{ message: clean.id, revision: agreed.revision },
      content: content({ ...fields, terminator: '\\n' }),
    });
  });

  it('is saved with its variable, and with what is like it', async () => {
    const { client } = desk;
    for (const body of ['{{token}}', '{{$base64:user:{{token}}}}', token.slice(0, -1), 'sesame'])
      expect(await client.call('messages.create', { content: content({ body }), owner })).toMatchObject({
        body,
      });
  });

  it('names every secret, those that connections use, too', async () => {
    const { client } = desk;
    await expect(
      client.call('messages.create', { content: content({ body: `${word}, ${token}` }), owner }),
    ).rejects.toMatchObject({
      code: 'HAS_SECRETS',
      message:
        'The value of secrets stands in it: “token” (Staging), “passphrase” (vault). It was not saved, because git sees the file. Write the variable in its place, or save again to save it all the same.',
    });
  });
});

describe('a variable that is not secret, with the value of one that is', () => {
  const variables: Variable[] = [{ name: 'login', value: `user:${token}`, secret: null, on: true }];

  it('is saved in no environment and in no folder without a word', async () => {
    const { client } = desk;
    const other = { name: 'Live', colour: 'none', variables } as const;
    await expect(client.call('environments.create', other)).rejects.toMatchObject(hasToken);
    const revision = revisionOfEnvironment(emptyBase);
    const base = { environment: baseEnvironmentId, ...other, name: 'Base', revision };
    await expect(client.call('environments.update', base)).rejects.toMatchObject(hasToken);
    const folder = { folder: 'gateway', variables, revision: '' };
    await expect(client.call('connections.setFolderVariables', folder)).rejects.toMatchObject(hasToken);
    const wrote = await client.call('environments.update', { ...base, withSecrets: true });
    await client.call('environments.update', { ...base, revision: wrote.revision });
    const changed = await client.call('connections.setFolderVariables', { ...folder, withSecrets: true });
    await client.call('connections.setFolderVariables', { ...folder, revision: changed.revision ?? '' });
  });

  it('is told beside the secret that is saved for the first time', async () => {
    const { client } = desk;
    const secret = await keep('new', 'never seen before');
    const both: Variable[] = [
      { name: 'new', value: '', secret, on: true },
      { name: 'copy', value: 'never seen before', secret: null, on: true },
    ];
    await expect(
      client.call('environments.create', { name: 'Both', colour: 'none', variables: both }),
    ).rejects.toMatchObject({ code: 'HAS_SECRETS', message: expect.stringContaining('“new” (here)') });
  });
});

describe('a connection with the value of a secret in it', () => {
  it('is warned of at each option that has one', async () => {
    const { client } = desk;
    const endpoint = endpointSchema.parse({
      kind: 'ws-client',
      address: `ws://127.0.0.1:1/?key=${encodeURIComponent(token)}`,
      headers: [
        { name: 'Accept', value: 'text/plain' },
        { name: 'Authorization', value: `Basic ${Buffer.from(`user:${token}`).toString('base64')}` },
      ],
      proxy: { use: 'socks5', address: '127.0.0.1:1', user: word },
      onOpen: [
        { kind: 'binary', format: 'hex', text: Buffer.from(token).toString('hex').replaceAll(/../g, '$& ') },
        { kind: 'text', format: 'text', text: '{{token}}' },
      ],
    });
    const choice = { connection: null, environment: null };
    const { findings } = await client.call('connections.check', { endpoint, ...choice });
    const warnings = findings.filter(({ message }) => message.includes('git sees the file'));
    expect(warnings.map(({ field, tone }) => `${field} ${tone}`).toSorted()).toEqual([
      'address warning',
      'headers.1 warning',
      'onOpen.0 warning',
      'proxy.user warning',
    ]);
    expect(warnings.find(({ field }) => field === 'address')?.message).toBe(
      'It has the value of a secret in it, and git sees the file of the connection: “token” (Staging). Write the variable in its place.',
    );
    expect(JSON.stringify(findings)).not.toContain(word);
  });
});

describe('a secret', () => {
  it('is looked for from when a variable has it until none does', async () => {
    const { client } = desk;
    const value = 'a value that comes and goes';
    const save = (): Promise<unknown> =>
      client.call('messages.create', { content: content({ body: `key=${value}` }), owner });
    await save();
    const variables = [{ name: 'brief', value: '', secret: await keep('brief', value), on: true }];
    const made = await client.call('environments.create', { name: 'Brief', colour: 'none', variables });
    await expect(save()).rejects.toMatchObject({ code: 'HAS_SECRETS' });
    await expect(
      client.call('messages.create', { content: content({ body: token }), owner }),
    ).rejects.toMatchObject(hasToken);
    await client.call('environments.remove', { environment: made.id, revision: made.revision });
    await save();
    await expect(
      client.call('messages.create', { content: content({ body: token }), owner }),
    ).rejects.toMatchObject(hasToken);
  });
});

describe('what is saved while a folder cannot be read', () => {
  it('may have any secret in it, which is told, and is saved all the same', async () => {
    const { client } = desk;
    const folder = `${root.path}/workspace/connections/gateway`;
    const wanted = { content: content({ body: 'nothing secret' }), owner: { folder: '' } };
    using _ = refusingDisk('readdirSync', folder, 'EACCES');
    await writeFile(`${folder}/note.txt`, 'noticed');
    await until(async () => {
      const [saved] = await Promise.allSettled([client.call('messages.create', wanted)]);
      return saved.status === 'rejected';
    });
    await expect(client.call('messages.create', wanted)).rejects.toMatchObject({
      code: 'HAS_SECRETS',
      message:
        'It was not saved, because git sees the file, and secrets were not looked for in it. What secrets the workspace has could not be read. gateway: This folder could not be read: you are not permitted to. Change its permissions, or those of its folder. Save again to save it all the same.',
    });
    await client.call('messages.create', { ...wanted, withSecrets: true });
  });
});
