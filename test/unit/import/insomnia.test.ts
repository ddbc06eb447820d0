import { describe, expect, it } from 'vitest';
import { fixture, imported, lines, noteLines, variableLines } from './importing.ts';

describe('a collection of Insomnia, version 4', () => {
  const collection = imported(fixture('insomnia4.json'));

  it('becomes folders and connections in their order, with the names that every system can keep', () => {
    expect(lines(collection.root)).toEqual([
      'Chat service/',
      'Chat service/Rooms all/',
      'Chat service/Rooms all/Events wss://{{host}}/events',
      'Chat service/Rooms all/Lobby ws://{{host}}/rooms/{{rooms.first}}?who={{user_name}}%20%26%20co',
    ]);
  });

  it('has headers, subprotocols and messages, and the authentication of the folder', () => {
    const [events, lobby] = collection.root.folders[0]?.connections ?? [];
    expect(events?.endpoint).toMatchObject({ kind: 'ws-client', headers: [] });
    expect(lobby?.endpoint).toMatchObject({
      subprotocols: ['chat.v2', 'chat.v1'],
      headers: [
        { name: 'X-Trace', value: '{{$uuid}}' },
        { name: 'Authorization', value: 'Bearer {{Lobby_token}}' },
      ],
    });
    expect(lobby?.messages).toEqual([
      expect.objectContaining({ name: 'Join', mode: 'json', body: '{"room": {"id": "{{rooms.first}}"}}' }),
      expect.objectContaining({ name: 'Leave', mode: 'text', escapes: false, body: 'bye \\n {{ not closed' }),
    ]);
  });

  it('has its environments, and keeps a token as a secret', () => {
    expect(variableLines(collection.base)).toEqual([
      'host=127.0.0.1:8080',
      'rooms.first=lobby',
      'retries=3',
      'Lobby_token=abcdef123456 secret',
    ]);
    expect(collection.environments).toMatchObject([{ name: 'Staging', colour: 'orange' }]);
    expect(variableLines(collection.environments[0]?.variables ?? [])).toEqual([
      'host=staging.example.org',
      'user_name=mia',
    ]);
  });

  it('lists what is not imported, and what is changed', () => {
    expect(noteLines(collection.left)).toEqual([
      'Base Environment/tags: It is a list, and a variable here is text.',
      'Rooms: all/Events: Its scripts are not imported: Wirebench runs none.',
      'Rooms: all/Lobby/X-Off: It is disabled; Wirebench cannot keep disabled headers or parameters.',
      'Login: It is an HTTP request, not a WebSocket.',
      'Health: It is a gRPC request, and Wirebench does not speak gRPC.',
    ]);
    expect(noteLines(collection.changed)).toEqual([
      'user name: The variable is called “user_name” here. A variable’s name here has letters, digits, _ . and - only.',
      'Rooms: all/Lobby: Its token is now the secret variable {{Lobby_token}}, so that it is in no file that git sees.',
    ]);
  });

  it('gives a variable another name everywhere when the workspace has one of that name with another value', () => {
    const again = imported(fixture('insomnia4.json'), { host: 'elsewhere', retries: '3', host_2: null });
    expect(lines(again.root)[2]).toBe('Chat service/Rooms all/Events wss://{{host_3}}/events');
    expect(variableLines(again.base).slice(0, 2)).toEqual(['host_3=127.0.0.1:8080', 'rooms.first=lobby']);
    expect(variableLines(again.environments[0]?.variables ?? [])[0]).toBe('host_3=staging.example.org');
    expect(variableLines(again.base).join()).not.toContain('retries');
  });

  it('ends where resources are in a circle', () => {
    const circle = {
      _type: 'export',
      __export_format: 4,
      resources: [
        { _id: 'w', _type: 'workspace', name: 'W', parentId: null },
        { _id: 'a', _type: 'request_group', name: 'A', parentId: 'w' },
        { _id: 'a', _type: 'request_group', name: 'B', parentId: 'a' },
        { _id: 'r', _type: 'websocket_request', name: 'R', parentId: 'a', url: 'ws://127.0.0.1' },
      ],
    };
    expect(lines(imported(JSON.stringify(circle)).root)).toContain('W/A/R ws://127.0.0.1');
  });
});

describe('a collection of Insomnia, version 5', () => {
  const collection = imported(fixture('insomnia5.yaml'));

  it('becomes folders, connections and environments', () => {
    expect(collection.program).toBe('Insomnia');
    expect(lines(collection.root)).toEqual([
      'Feeds/',
      'Feeds/Prices/',
      'Feeds/Prices/Live wss://{{host}}/prices',
    ]);
    expect(collection.root.folders[0]?.connections[0]?.endpoint).toMatchObject({
      headers: [
        { name: 'X-Client', value: 'wirebench' },
        { name: 'Authorization', value: 'Basic {{$base64:mia:{{password}}}}' },
      ],
    });
    expect(collection.environments).toMatchObject([{ name: 'Production', colour: 'red' }]);
    expect(variableLines(collection.environments[0]?.variables ?? [])).toEqual([
      'vault.password=? secret',
      'host=feeds.example.org',
    ]);
  });

  it('says that the file has no messages', () => {
    expect(noteLines(collection.left)).toEqual([
      'Status: It is an HTTP request, not a WebSocket.',
      'Messages of WebSocket requests: Insomnia does not write them into a file of version 5. Export version 4 (JSON) to have them, too.',
    ]);
  });
});
