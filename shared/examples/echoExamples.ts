import { endpointSchema, type Endpoint } from '../model/connection.ts';
import type { ExampleConnection, ExampleFolder, ExampleMessage, ExamplePlace } from './example.ts';

/** A server and a client on every transport; the servers send back what comes, so that nothing else need run. */
export function echoExamples({ authority }: ExamplePlace): ExampleFolder {
  return { name: 'Echo', connections: [...streams(authority), ...messages], messages: sharedMessages };
}

/** A server for a first answer, at a port that the system has free, and a client to where it listens. */
export const firstEcho = {
  server: endpointSchema.parse({ kind: 'tcp-server', address: 'tcp://127.0.0.1:0', echo: 'sender' }),
  clientOf: (address: string): Endpoint => endpointSchema.parse({ kind: 'tcp-client', address }),
};

function streams(authority: string): readonly ExampleConnection[] {
  return [
    {
      name: 'TCP server',
      endpoint: { kind: 'tcp-server', address: 'tcp://{{host}}:{{tcpPort}}', echo: 'sender' },
    },
    { name: 'TCP client', endpoint: { kind: 'tcp-client', address: 'tcp://{{host}}:{{tcpPort}}' } },
    {
      name: 'TLS server',
      endpoint: { kind: 'tls-server', address: 'tls://{{host}}:{{tlsPort}}', echo: 'sender' },
    },
    {
      name: 'TLS client',
      endpoint: { kind: 'tls-client', address: 'tls://{{host}}:{{tlsPort}}', tls: { ca: authority } },
    },
    {
      name: 'Unix server',
      endpoint: { kind: 'unix-server', address: 'unix:{{socket}}', echo: 'sender' },
    },
    { name: 'Unix client', endpoint: { kind: 'unix-client', address: 'unix:{{socket}}' } },
  ];
}

const messages: readonly ExampleConnection[] = [
  {
    name: 'UDP echo',
    endpoint: { kind: 'udp', address: '', bind: '{{host}}:{{udpPort}}', echo: 'sender' },
  },
  { name: 'UDP client', endpoint: { kind: 'udp', address: 'udp://{{host}}:{{udpPort}}' } },
  {
    name: 'WebSocket server',
    endpoint: { kind: 'ws-server', address: 'ws://{{host}}:{{wsPort}}/echo', echo: 'sender' },
  },
  {
    name: 'WebSocket client',
    endpoint: { kind: 'ws-client', address: 'ws://{{host}}:{{wsPort}}/echo' },
    messages: [
      {
        name: 'Ping',
        kind: 'ping',
        body: 'still there?',
        note: 'A ping of WebSocket. The server answers by itself with a pong that says the same.',
      },
    ],
  },
];

/** Those of the folder: all connections in it have them. */
const sharedMessages: readonly ExampleMessage[] = [
  {
    name: 'Hello',
    body: 'Hello from {{user}}\\r\\n',
    note: 'Comes back as it left: two rows, ↑ and ↓. Escapes are on, so \\r\\n are two bytes, and {{user}} is a variable of the environment. Where a server’s port is taken, choose Staging (Alt E), or change it (Alt V).',
  },
  {
    name: 'JSON with variables',
    mode: 'json',
    terminator: '\\n',
    body: [
      '{',
      '  "id": "{{$uuid}}",',
      '  "at": "{{$now}}",',
      '  "sent": "{{$counter}}",',
      '  "big": 12345678901234567890',
      '}',
    ].join('\n'),
    note: 'Each time it is sent, the id and the time are new, and “sent” is one more. Select the answer and choose JSON: the large number keeps all of its digits.',
  },
  {
    name: 'Bytes',
    mode: 'hex',
    body: 'de ad be ef {{$randomBytes:4}} {{text:user}}',
    note: 'Hex, and variables in it: four random bytes, and the bytes of a name. The answer has the same bytes, which the hex dump shows.',
  },
  {
    name: 'Base64',
    mode: 'base64',
    body: 'SGVsbG8=',
    note: 'Eight characters of Base64 are five bytes: Hello.',
  },
  {
    name: 'Japanese',
    encoding: 'shift_jis',
    terminator: '\\r\\n',
    body: 'こんにちは',
    note: 'The same characters in another encoding: in Shift_JIS they are ten bytes, in UTF-8 they would be fifteen. CR and LF follow.',
  },
];
