import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  contentOf,
  draftOf,
  isEdited,
  pastedLines,
  rowProblem,
  variablesIn,
  withoutRow,
  withRow,
  withRows,
} from '../../../renderer/state/workspace/environmentDraft.ts';
import {
  createEnvironmentStore,
  type EnvironmentStore,
} from '../../../renderer/state/workspace/environments.ts';
import { endpointForCommands } from '../../../renderer/state/workspace/commandEndpoint.ts';
import { readAddress } from '../../../renderer/state/workspace/endpoints.ts';
import { commandsFor } from '../../../shared/command/commandsFor.ts';
import { endpointSchema } from '../../../shared/model/connection.ts';
import {
  emptyBase,
  savedEnvironmentSchema,
  type SavedEnvironment,
} from '../../../shared/model/environment.ts';
import { environmentIdSchema } from '../../../shared/model/ids.ts';
import { createFakeEngine } from '../../support/fakeEngine.ts';
import { until } from '../../support/until.ts';

const environment = (id: string, variables: object[]): SavedEnvironment =>
  savedEnvironmentSchema.parse({ version: 1, id, name: id.toUpperCase(), variables, revision: '1' });
const token = { id: 'kept', name: 'token' };
const staging = environment('staging', [
  { name: 'host', value: 'h' },
  { name: 'token', secret: token },
]);
const base = environment('base', [{ name: 'port', value: '70000' }]);

function storageOf(values: Record<string, string> = {}) {
  return {
    values,
    getItem: (key: string) => values[key] ?? null,
    setItem: (key: string, value: string) => void (values[key] = value),
  };
}

let engine: ReturnType<typeof createFakeEngine>;
let store: EnvironmentStore;
let storage: ReturnType<typeof storageOf>;

beforeEach(() => {
  storage = storageOf();
  engine = createFakeEngine({
    'environments.list': async function* list() {
      yield { environments: [base, staging], problems: [], processVariables: ['user'] };
    },
  });
  store = createEnvironmentStore(engine.client, { window: storageOf(), browser: storage });
});

afterEach(() => {
  store.dispose();
  engine[Symbol.dispose]();
});

describe('the active environment', () => {
  it('is remembered for each workspace: by its window, and by the browser for new ones', async () => {
    await until(() => store.store.getState().environments.length === 2);
    const tab = storageOf();
    const windowOf = (window: typeof tab) =>
      createEnvironmentStore(engine.client, { window, browser: storage });
    const first = windowOf(tab);
    first.remember('/one');
    first.choose(staging.id);
    const second = windowOf(storageOf());
    second.remember('/two');
    expect(second.store.getState().active).toBeNull();
    second.remember('/one');
    expect(second.store.getState().active).toBe('staging');
    second.choose(environmentIdSchema.parse('production'));
    const reloaded = windowOf(tab);
    reloaded.remember('/one');
    expect(reloaded.store.getState().active).toBe('staging');
    second.choose(base.id);
    expect(second.store.getState().active).toBeNull();
    for (const each of [first, second, reloaded]) each.dispose();
  });

  it('tells what is wrong with an address before it is opened', async () => {
    await until(() => store.store.getState().environments.length === 2);
    const address = (text: string) => {
      const { scope } = store.store.getState();
      return readAddress(endpointSchema.parse({ kind: 'tcp-client', address: text }), scope);
    };
    expect(address('tcp://{{host}}:1')).toMatchObject({ ok: false, problem: { from: 6, to: 14 } });
    store.choose(staging.id);
    expect(address('tcp://{{host}}:1')).toMatchObject({ ok: true, value: { host: 'h', port: 1 } });
    expect(address('tcp://{{host}}:{{port}}')).toMatchObject({
      ok: false,
      problem: { message: expect.stringContaining('tcp://h:70000') },
    });
    expect(address('tcp://{{user}}:{{token}}')).toEqual({ ok: true, value: null });
  });
});

describe('an environment that is edited', () => {
  const keepSecret = (name: string, value: string) => Promise.resolve({ id: `new-${value}`, name });

  it('keeps its secrets as they are, and a typed value among the secrets', async () => {
    const draft = withRows(draftOf(staging), [{ name: 'key', value: 'typed', isSecret: true }, {}]);
    expect(await contentOf(draft, { keepSecret })).toEqual({
      name: 'STAGING',
      colour: 'none',
      variables: [
        ...staging.variables,
        { name: 'key', value: '', secret: { id: 'new-typed', name: 'key' }, on: true },
      ],
    });
  });

  it('is changed by what would be saved, and by nothing else', () => {
    const draft = draftOf(staging);
    const [host] = draft.rows;
    if (!host) throw new Error('no row');
    expect(isEdited(draft, staging)).toBe(false);
    expect(isEdited(withRows(draft, [{}]), staging)).toBe(false);
    expect(isEdited(withRow(withRow(draft, { ...host, value: 'x' }), host), staging)).toBe(false);
    expect(isEdited(withRow(draft, { ...host, value: 'x' }), staging)).toBe(true);
    expect(isEdited(withRow(draft, { ...host, on: false }), staging)).toBe(true);
    expect(isEdited(withoutRow(draft, host.key), staging)).toBe(true);
    expect(isEdited({ ...draft, colour: 'red' }, staging)).toBe(true);
  });

  it('keeps the lines of a pasted value', () => {
    expect(pastedLines('', 0, 0, 'a\r\nb\r\n')).toBe('a\nb\n');
    expect(pastedLines('<old>', 1, 4, 'a\nb')).toBe('<a\nb>');
    expect(pastedLines('', 0, 0, 'a token\r\n')).toBeNull();
  });

  it('says what is wrong with a row', () => {
    const draft = withRows(draftOf(emptyBase), [
      { name: 'a' },
      { name: 'a' },
      { name: '1' },
      { value: 'x' },
      {},
    ]);
    expect(draft.rows.map((row) => rowProblem(draft, row)?.slice(0, 20) ?? null)).toEqual([
      '“a” is here twice. R',
      '“a” is here twice. R',
      '“1” is not a name: i',
      'This variable needs ',
      null,
    ]);
    const [first] = draft.rows;
    const [, second] = draft.rows;
    const changed = first && withRow(withoutRow(draft, second?.key ?? -1), { ...first, name: 'b' });
    expect(changed?.rows.map(({ name }) => name)).toEqual(['b', '1', '', '']);
    expect(first?.name).toBe('a');
  });

  it('takes pasted lines, as a .env file has them', () => {
    expect(variablesIn('# local\nHOST=127.0.0.1\n\nexport KEY="a b"\r\nEMPTY=')).toEqual([
      { name: 'HOST', value: '127.0.0.1' },
      { name: 'KEY', value: 'a b' },
      { name: 'EMPTY', value: '' },
    ]);
    for (const text of ['', '# only', 'no equals\nA=1', '1=2']) expect(variablesIn(text)).toBeNull();
  });
});

describe('a connection as a command of another program', () => {
  it('has what variables stand for, and a name for what is secret or known later', async () => {
    await until(() => store.store.getState().environments.length === 2);
    store.choose(staging.id);
    const { scope } = store.store.getState();
    const headers = [
      { name: 'A', value: '{{token}} {{token}}' },
      { name: 'B', value: '{{$base64:{{token}}}} {{$base64:{{$uuid}}}}' },
      { name: 'C', value: '{{"{{"}}token}}' },
    ];
    const endpoint = endpointSchema.parse({ kind: 'ws-client', address: 'ws://{{host}}/', headers });
    const resolved = endpointForCommands(endpoint, scope);
    expect(resolved).toMatchObject({
      endpoint: {
        address: 'ws://h/',
        headers: [{ value: '$token $token' }, { value: '$base64 $base64_2' }, { value: '{{token}}' }],
      },
      notes: [
        'Replace $token with what {{token}} stands for, $base64 with what {{$base64:{{token}}}} stands for, and $base64_2 with what {{$base64:{{$uuid}}}} stands for.',
      ],
    });
    const [own, other] = commandsFor(resolved.endpoint, {
      ...{ endpoint, workspace: '/w', environment: 'STAGING' },
    });
    expect(own?.arguments.slice(0, 7)).toEqual([
      'wirebench',
      'connect',
      'ws://{{host}}/',
      '--workspace',
      '/w',
      '--env',
      'STAGING',
    ]);
    expect(own?.arguments).toContain('A: {{token}} {{token}}');
    expect(other?.arguments.join(' ')).toContain('$token');
    const bare = endpointSchema.parse({ kind: 'tcp-client', address: '{{host}}:1' });
    const [prefixed] = commandsFor(endpointForCommands(bare, scope).endpoint, {
      ...{ endpoint: bare, workspace: '/w', environment: null },
    });
    expect(prefixed?.arguments.slice(2)).toEqual(['tcp://{{host}}:1', '--workspace', '/w']);
    const plain = endpointSchema.parse({ kind: 'tcp-client', address: 'tcp://h:1' });
    expect(endpointForCommands(plain, scope)).toEqual({ endpoint: plain, notes: [], hasTemplates: false });
  });
});
