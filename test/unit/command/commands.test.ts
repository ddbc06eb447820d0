import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { noTemplates } from '../../../electron/engine/session/noTemplates.ts';
import { clientEndpoint, serverEndpoint } from '../../../electron/cli/endpoints.ts';
import { readOpeningMessages, readTextOptions, textOptionNames } from '../../../electron/cli/messages.ts';
import { endpointOptions } from '../../../shared/command/wirebenchOptions.ts';
import { parseAddress, type Address } from '../../../shared/model/address.ts';
import { commandsFor } from '../../../shared/command/commandsFor.ts';
import type { Tool } from '../../../shared/command/toolCommand.ts';
import { wirebenchCommand } from '../../../shared/command/wirebenchCommand.ts';
import { endpointSchema, type Endpoint } from '../../../shared/model/connection.ts';
import { hostileEndpoints } from './endpoints.ts';
import { namesProxy } from '../../../shared/model/proxyOptions.ts';

const endpointOf = (given: object): Endpoint => endpointSchema.parse(given);
const commandOf = (tool: Tool, given: object): string =>
  commandsFor(endpointOf(given))
    .find((command) => command.tool === tool)
    ?.arguments.join(' ') ?? 'none';
const toolsFor = (given: object): Tool[] => commandsFor(endpointOf(given)).map(({ tool }) => tool);

const templates = noTemplates({ nowUs: () => 0 });

describe('the programs that are offered', () => {
  it.each([
    [{ kind: 'tcp-client', address: 'tcp://h:1' }, ['wirebench', 'ncat', 'socat', 'curl']],
    [{ kind: 'tls-client', address: 'tls://h:1' }, ['wirebench', 'ncat', 'socat', 'openssl']],
    [{ kind: 'tls-server', address: 'tls://h:1' }, ['wirebench', 'ncat', 'socat', 'openssl']],
    [{ kind: 'tcp-client', address: 'tcp://h:1', startTls: 'smtp' }, ['wirebench', 'openssl']],
    [{ kind: 'udp', address: 'udp://h:1' }, ['wirebench', 'ncat', 'socat']],
    [{ kind: 'unix-server', address: 'unix:/tmp/a' }, ['wirebench', 'ncat', 'socat']],
    [{ kind: 'unix-client', address: 'unix:@name' }, ['wirebench', 'socat']],
    [{ kind: 'ws-client', address: 'wss://h/' }, ['wirebench', 'websocat', 'curl']],
    [{ kind: 'ws-server', address: 'ws://h:1/' }, ['wirebench', 'websocat']],
    [{ kind: 'tcp-client', address: 'no address' }, []],
  ])('for %j are those that can do it', (given, tools) => {
    expect(toolsFor(given)).toEqual(tools);
  });
});

describe('an option', () => {
  it('is written as each program writes it', () => {
    const secure = {
      kind: 'tls-client',
      address: 'tls://[::1]:8443',
      tls: { ca: 'PEM', serverName: 'example.org', alpn: ['h2', 'x'], minVersion: 'TLSv1.2' },
    };
    expect(commandOf('openssl', secure)).toBe(
      'openssl s_client -connect [::1]:8443 -servername example.org -CAfile ca.pem -verify_return_error ' +
        '-verify_hostname example.org -alpn h2,x -min_protocol TLSv1.2',
    );
    expect(commandOf('ncat', secure)).toBe(
      'ncat -w 10s --ssl --ssl-verify --ssl-trustfile ca.pem --ssl-servername=example.org --ssl-alpn=h2,x -- ::1 8443',
    );
    expect(commandOf('socat', secure)).toContain('snihost=example.org');
    expect(
      commandOf('curl', {
        kind: 'ws-client',
        address: 'ws://h/a',
        proxy: { use: 'socks5', address: 'p:1080' },
      }),
    ).toContain('--proxy socks5h://p:1080');
    expect(
      commandOf('socat', {
        kind: 'udp',
        address: '',
        bind: '0.0.0.0:5',
        socket: { groups: [{ group: '239.1.2.3' }] },
      }),
    ).toBe('socat -u UDP4-RECV:5,bind=0.0.0.0,ip-add-membership=239.1.2.3:0.0.0.0 -');
  });

  it('that a program does not have is named, and never left out in silence', () => {
    const [, ncat] = commandsFor(
      endpointOf({ kind: 'tcp-client', address: 'tcp://h:1', reconnect: { enabled: true } }),
    );
    expect(ncat?.notes).toEqual(['ncat has no option for: reconnecting.']);
  });

  it('that has an international name has it in ASCII', () => {
    const proxy = { use: 'http', address: 'bücher.example:8080' };
    const plain = { kind: 'tcp-client', address: 'tcp://straße.example:1', proxy };
    for (const tool of ['ncat', 'socat', 'curl'] as const) {
      expect(commandOf(tool, plain)).toContain('xn--bcher-kva.example');
      expect(commandOf(tool, plain)).toContain('xn--strae-oqa.example');
    }
    const secure = {
      kind: 'tls-client',
      address: 'tls://bücher.example.:1',
      tls: { serverName: 'straße.example.' },
    };
    for (const tool of ['ncat', 'socat', 'openssl'] as const) {
      expect(commandOf(tool, secure)).toContain('xn--bcher-kva.example.');
      expect(commandOf(tool, secure)).toMatch(/[ =]xn--strae-oqa\.example(?:[ ,]|$)/);
    }
    expect(commandOf('wirebench', secure)).toContain('bücher');
  });

  it('that curl has no name for keeps the Host that Wirebench sends', () => {
    const given = { kind: 'ws-client', address: 'wss://h/', tls: { serverName: 'bücher.example' } };
    expect(commandOf('curl', given)).toMatch(
      / --connect-to xn--bcher-kva\.example:443:h:443 --header Host: h --path-as-is https:\/\/xn--bcher-kva\.example:443\/$/,
    );
  });

  it('that websocat would send otherwise is not offered for it', () => {
    for (const path of ['/a/../b', '/./', '/%2e/x']) {
      expect(toolsFor({ kind: 'ws-client', address: `ws://h${path}` })).toEqual(['wirebench', 'curl']);
    }
    expect(commandOf('websocat', { kind: 'ws-client', address: 'ws://h/a{ä}' })).toBe(
      'websocat ws://h:80/a%7B%C3%A4%7D',
    );
  });

  it('that is secret is in no command', () => {
    const secret = { id: 'key-1', name: 'my secret name' };
    const given = endpointOf({
      kind: 'ws-client',
      address: 'wss://h/',
      proxy: { use: 'http', address: 'p:1', user: 'somebody', password: secret },
      tls: { certificate: 'PEM', key: secret, passphrase: secret },
    });
    const text = JSON.stringify(commandsFor(given));
    expect(text).not.toContain('secret');
    expect(text).not.toContain('key-1');
    expect(text).not.toContain('somebody');
    expect(text).toContain('Replace key.pem with the private key of this connection.');
  });
});

describe('an address that looks like an option', () => {
  it('is none for any program', () => {
    const given = (kind: string, address: string): object => ({ kind, address });
    expect(commandOf('ncat', given('tcp-client', 'tcp://-e:1'))).toMatch(/ -- -e 1$/);
    expect(commandOf('ncat', given('unix-client', 'unix:-e'))).toMatch(/ -- \.\/-e$/);
    expect(commandOf('socat', given('tcp-client', 'tcp://-e:1'))).toContain(' TCP:-e:1,');
    expect(commandOf('openssl', given('tls-client', 'tls://-e:1'))).toContain('-connect -e:1');
    expect(commandOf('curl', given('tcp-client', 'tcp://-e:1'))).toMatch(/ telnet:\/\/-e:1$/);
  });
});

describe('the command of wirebench', () => {
  it('makes the same connection again', async () => {
    const plain = hostileEndpoints.filter(
      (endpoint) => wirebenchCommand(endpoint) !== null && !needsFiles(endpoint) && canBeWritten(endpoint),
    );
    await fc.assert(
      fc.asyncProperty(plain, async (endpoint) => {
        const command = wirebenchCommand(endpoint);
        expect(await read(command?.arguments ?? [])).toEqual(comparable(endpoint));
      }),
      { numRuns: 200 },
    );
  });
});

/** What stands in files is left to the person. */
function needsFiles(endpoint: Endpoint): boolean {
  return (
    'tls' in endpoint &&
    (endpoint.tls.ca !== '' ||
      endpoint.tls.keyLog ||
      ('identity' in endpoint.tls && endpoint.tls.identity === 'given'))
  );
}

/** What the command line takes apart by its own rules, or leaves to the person. */
function canBeWritten(endpoint: Endpoint): boolean {
  if ('proxy' in endpoint && endpoint.proxy.user !== '') return false;
  if (
    'tls' in endpoint &&
    endpoint.tls.alpn.some((name) => name.includes(',') || name.trim() !== name || name === '')
  )
    return false;
  return true;
}

async function read(args: readonly string[]): Promise<unknown> {
  const [, role, ...rest] = args;
  const { values, positionals, tokens } = parseArgs({
    args: [...rest],
    options: {
      ...Object.fromEntries(
        Object.entries({ ...endpointOptions, ...textOptionNames }).map(([name, option]) => [
          name,
          { type: option.type, multiple: 'multiple' in option },
        ]),
      ),
    },
    allowPositionals: true,
    tokens: true,
  });
  const url = positionals[0] ?? '';
  const given = (name: string): string | undefined =>
    tokens.flatMap((token) => (token.kind === 'option' && token.name === name ? [token.value] : [])).at(-1);
  const texts = { encoding: given('encoding'), terminator: given('terminator') };
  const made =
    role === 'listen'
      ? await serverEndpoint(url, values, templates)
      : await clientEndpoint(
          url,
          values,
          templates,
          readOpeningMessages(tokens, readTextOptions(tokens, texts), url),
        );
  return comparable(made.endpoint);
}

/** Without what does not count, so that the command has not got it, and with the address as it is understood. */
function comparable(endpoint: Endpoint): unknown {
  const parsed = parseAddress(endpoint.address, 'tcp');
  return {
    ...endpoint,
    address: parsed.ok ? inFull(parsed.value) : endpoint.address,
    ...('proxy' in endpoint &&
      !namesProxy(endpoint.proxy.use) && {
        // A command cannot ask the system, and asks the environment.
        proxy: endpoint.proxy.use === 'system' ? 'environment' : endpoint.proxy.use,
      }),
    ...('headers' in endpoint && {
      headers: endpoint.headers.map(({ name, value }) => ({ name, value: value.trim() })),
    }),
    ...('tls' in endpoint && { tls: isTls(endpoint) ? countingTls(endpoint.tls) : null }),
  };
}

/** The command line knows the folder that a relative path is meant from. */
function inFull(address: Address): Address {
  if (address.scheme !== 'unix' || /^(?:@|\\\\)/.test(address.path)) return address;
  return { ...address, path: resolve(address.path) };
}

function isTls(endpoint: Extract<Endpoint, { tls: unknown }>): boolean {
  if (endpoint.kind === 'tcp-client') return endpoint.startTls !== 'none';
  return endpoint.kind.startsWith('tls-') || endpoint.address.startsWith('wss:');
}

function countingTls(tls: Extract<Endpoint, { tls: unknown }>['tls']): unknown {
  // No certificate is looked at, so it does not matter which would do.
  return 'verify' in tls ? { ...tls, systemCa: true, ...(!tls.verify && { trusted: [] }) } : tls;
}
