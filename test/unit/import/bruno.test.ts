import { describe, expect, it } from 'vitest';
import { fixture, imported, importedFiles, lines, noteLines, variableLines } from './importing.ts';

function folder(name: string, paths: readonly string[], prefix = ''): Record<string, string> {
  return Object.fromEntries(paths.map((path) => [prefix + path, fixture(`${name}/${path}`)]));
}

const bru = folder(
  'bruno',
  [
    'bruno.json',
    'collection.bru',
    'environments/Local.bru',
    'rooms/folder.bru',
    'rooms/join.bru',
    'rooms/list.bru',
  ],
  // As a browser gives the paths of a folder.
  'chat-service/',
);

describe('a folder of Bruno', () => {
  const collection = importedFiles(bru);
  const [join] = collection.root.folders[0]?.connections ?? [];

  it('becomes folders and connections', () => {
    expect(collection.program).toBe('Bruno');
    expect(lines(collection.root)).toEqual([
      'Chat/',
      'Chat/All rooms/',
      'Chat/All rooms/Join ws://{{host}}/rooms/{{room}}?user={{$env:USER}}',
    ]);
  });

  it('hands on headers and authentication of the collection, and takes messages as they are', () => {
    expect(join?.endpoint).toMatchObject({
      connectTimeoutMs: 3000,
      subprotocols: ['chat'],
      headers: [
        { name: 'X-Client', value: 'wirebench' },
        { name: 'Authorization', value: 'Bearer {{token}}' },
      ],
    });
    expect(join?.messages).toMatchObject([
      {
        name: 'hello',
        mode: 'json',
        escapes: false,
        body: '{\n  "text": "}\\n{{room}} {{?who}}"\n}',
      },
      { name: 'raw', mode: 'base64', kind: 'binary', body: '3q2+7w==' },
    ]);
  });

  it('has its environments; secrets have no value in it', () => {
    expect(variableLines(collection.base)).toEqual(['room=lobby']);
    expect(collection.environments).toMatchObject([{ name: 'Local', colour: 'blue' }]);
    expect(variableLines(collection.environments[0]?.variables ?? [])).toEqual([
      'host=127.0.0.1:8080',
      'debug=yes off',
      'banner=two\n  lines',
      'token=? secret',
      'old=? secret off',
    ]);
  });

  it('lists what is not imported', () => {
    expect(noteLines(collection.left)).toEqual([
      'Chat: Its scripts, tests and assertions are not imported: Wirebench runs none.',
      'All rooms/List: It is an HTTP request, not a WebSocket.',
      'All rooms/Join/X-Off: It is disabled; Wirebench cannot keep disabled headers or parameters.',
    ]);
    expect(noteLines(collection.changed)).toContain(
      'All rooms/Join/hello: Bruno asks for {{?who}} when it sends; here it stays as text.',
    );
  });

  it('is told from another collection in it, and its requests are read alone, too', () => {
    const more = {
      ...bru,
      'chat-service/other/bruno.json': '{"name": "Other"}',
      'chat-service/other/x.bru': fixture('bruno/rooms/join.bru'),
    };
    const both = importedFiles(more);
    expect(lines(both.root)).toEqual(lines(collection.root));
    expect(noteLines(both.left)[0]).toBe(
      'chat-service/other: It is a collection of its own, “Other”. Import its folder separately.',
    );
    expect(lines(imported(fixture('bruno/rooms/join.bru')).root)[0]).toBe('Join/');
  });
});

describe('a folder of Bruno in YAML', () => {
  const files = folder('openCollection', ['opencollection.yml', 'live.yml', 'environments/Staging.yml']);

  it('becomes the same', () => {
    const { root, environments, left } = importedFiles(files);
    expect(lines(root)).toEqual(['Feeds/', 'Feeds/Live wss://{{host}}/live']);
    expect(root.connections[0]?.endpoint).toMatchObject({
      headers: [
        { name: 'X-Trace', value: '{{$uuid}}' },
        { name: 'X-Api-Key', value: '{{key}}' },
      ],
    });
    expect(root.connections[0]?.messages).toMatchObject([
      { name: 'subscribe', mode: 'json', body: '{"subscribe": "prices"}' },
    ]);
    expect(environments).toMatchObject([{ name: 'Staging', colour: 'green' }]);
    expect(variableLines(environments[0]?.variables ?? [])).toEqual([
      'host=staging.example.org',
      'key=? secret',
    ]);
    expect(left.count).toBe(1);
  });

  it('becomes the same where it is all in one file', () => {
    const text = [
      'opencollection: 1.0.0',
      'info: {name: One}',
      'items:',
      '  - info: {name: Folder, type: folder, seq: 2}',
      '    items:',
      '      - info: {name: In, type: websocket}',
      '        websocket: {url: "ws://127.0.0.1/in", message: {type: text, data: hi}}',
      '  - info: {name: Top, type: websocket, seq: 1}',
      '    websocket: {url: "ws://127.0.0.1/top"}',
      'config:',
      '  environments:',
      '    - name: E',
      '      variables: [{name: a, value: 1}]',
    ].join('\n');
    const { root, environments } = imported(text);
    expect(lines(root)).toEqual([
      'One/',
      'One/Top ws://127.0.0.1/top',
      'One/Folder/',
      'One/Folder/In ws://127.0.0.1/in',
    ]);
    expect(root.folders[0]?.connections[0]?.messages).toMatchObject([{ name: 'Message 1', body: 'hi' }]);
    expect(variableLines(environments[0]?.variables ?? [])).toEqual(['a=1']);
  });
});
