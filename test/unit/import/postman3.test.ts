import { describe, expect, it } from 'vitest';
import { fixture, importedFiles, lines, noteLines, variableLines } from './importing.ts';

const paths = [
  '.resources/definition.yaml',
  'Plain.request.yaml',
  'Sensors.request.yaml',
  'Rooms/.resources/definition.yaml',
  'Rooms/List.request.yaml',
  'Rooms/Updates.request.yaml',
  'Rooms/.resources/Updates.resources/messages/Join.message.yaml',
  'Rooms/.resources/Updates.resources/messages/Raw.message.yaml',
  'environments/Dev.environment.yaml',
];

/** The files as they stand in a folder of this name. */
function filesIn(folder: string): Record<string, string> {
  return Object.fromEntries(paths.map((path) => [folder + path, fixture(`postman3/${path}`)]));
}

describe('a collection of Postman, version 3', () => {
  const { program, root, base, environments, left } = importedFiles(filesIn('postman/'));

  it('becomes folders and connections, with the messages of WebSocket requests', () => {
    expect(program).toBe('Postman');
    expect(lines(root)).toEqual([
      'Orders/',
      'Orders/Plain wss://{{host}}/plain',
      'Orders/All rooms/',
      'Orders/All rooms/Updates ws://{{host}}/rooms/{{room}}?since={{$now:unix}}',
    ]);
    const [updates] = root.folders[0]?.connections ?? [];
    expect(updates?.endpoint).toMatchObject({
      ...{ connectTimeoutMs: 3000, subprotocols: ['chat'], headers: [] },
    });
    expect(updates?.messages).toMatchObject([
      { name: 'Join', mode: 'json', body: '{"join": "{{room}}"}' },
      { name: 'Raw', mode: 'hex', kind: 'binary', body: 'de ad' },
    ]);
  });

  it('hands on the authentication of the collection to requests that have some', () => {
    expect(root.connections[0]?.endpoint).toMatchObject({
      headers: [{ name: 'Authorization', value: 'Bearer {{token}}' }],
    });
  });

  it('has its variables and environments', () => {
    expect(variableLines(base)).toEqual(['host=127.0.0.1:8080']);
    expect(variableLines(root.folders[0]?.variables ?? [])).toEqual(['room=lobby']);
    expect(environments).toMatchObject([{ name: 'Dev' }]);
    expect(variableLines(environments[0]?.variables ?? [])).toEqual(['token=s3cr3t-token secret']);
  });

  it('lists all else', () => {
    expect(noteLines(left).toSorted()).toEqual([
      'All rooms/List: It is an HTTP request, not a socket.',
      'All rooms/Updates/off: It is disabled; Wirebench cannot keep disabled headers or parameters.',
      'All rooms/Updates: Its TLS settings are not imported. Set them in the TLS options of the connections that need them.',
      'All rooms/Updates: Its field “futureField” is not imported: Wirebench does not know it.',
      'All rooms/Updates: Its limit for messages is not imported. Set it in the options of the connection.',
      'All rooms/Updates: Its retries are not imported. Set reconnecting in the options of the connection.',
      'All rooms/room: Its description is not imported: there is no place for it here.',
      'All rooms: Its scripts are not imported: Wirebench runs none.',
      'Orders: Its description is not imported: there is no place for it here.',
      'Sensors: It is a request of the kind “mqtt”, which Wirebench does not speak.',
    ]);
  });

  it('is read from a single request, too, and ends with a sentence where it is damaged', () => {
    const request = { 'Updates.request.yaml': fixture('postman3/Rooms/Updates.request.yaml') };
    expect(lines(importedFiles(request).root)[0]).toBe('Postman/');
    const damaged = importedFiles({ ...request, 'bad.request.yaml': '$kind: [' });
    expect(noteLines(damaged.left)[0]).toMatch(/^bad\.request\.yaml: It is not valid YAML in line 2/);
  });
});
