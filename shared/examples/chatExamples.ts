import type { ExampleFolder } from './example.ts';

/** A room: its server sends every message to all clients. */
export const chatExamples: ExampleFolder = {
  name: 'Chat',
  connections: [
    {
      name: 'Chat server',
      endpoint: { kind: 'ws-server', address: 'ws://{{host}}:{{chatPort}}/chat', echo: 'all' },
    },
    {
      name: 'Anna',
      endpoint: {
        kind: 'ws-client',
        address: 'ws://{{host}}:{{chatPort}}/chat',
        headers: [{ name: 'X-Room', value: 'lobby' }],
        onOpen: [{ kind: 'text', format: 'text', text: 'Anna is here' }],
      },
      messages: [
        {
          name: 'To Ben',
          body: 'Anna: Hello, Ben. Are you there?',
          note: 'Everybody in the room has it, Anna too: connect Ben, and look into his tab.',
        },
      ],
    },
    {
      name: 'Ben',
      endpoint: {
        kind: 'ws-client',
        address: 'ws://{{host}}:{{chatPort}}/chat',
        onOpen: [{ kind: 'text', format: 'text', text: 'Ben is here' }],
      },
      messages: [
        {
          name: 'To Anna',
          body: 'Ben: I am, Anna.',
          note: 'Everybody in the room has it, Ben too.',
        },
      ],
    },
  ],
  messages: [
    {
      name: 'The time',
      body: 'It is {{$now:HH:mm:ss}} UTC.',
      note: 'From a client it goes to everybody by way of the server. From the server itself, choose to whom beside Send.',
    },
    {
      name: 'Ping',
      kind: 'ping',
      body: '',
      note: 'A ping of WebSocket, to the other side of this connection alone. A pong comes back by itself.',
    },
  ],
};
