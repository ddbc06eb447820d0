import { describe, expect, it } from 'vitest';
import { imported, importedFiles, lines, noteLines, variableLines } from './importing.ts';

describe('variables of a place', () => {
  it('stay with their folder of Insomnia, so that two folders may have one name with two values', () => {
    const group = (id: string, host: string): object[] => [
      {
        ...{ _id: id, _type: 'request_group', parentId: 'w', name: id, environment: { host } },
        preRequestScript: 'insomnia.x()',
      },
      { _id: `r${id}`, _type: 'websocket_request', parentId: id, name: 'R', url: 'ws://{{ _.host }}/' },
    ];
    const resources = [
      { _id: 'w', _type: 'workspace', name: 'W' },
      ...group('a', 'one'),
      ...group('b', 'two'),
    ];
    const { root, base, left } = imported(JSON.stringify({ _type: 'export', __export_format: 4, resources }));
    expect(root.folders.map(({ variables }) => variableLines(variables))).toEqual([
      ['host=one'],
      ['host=two'],
    ]);
    expect(variableLines(base)).toEqual([]);
    expect(noteLines(left)).toEqual([
      'a: Its scripts are not imported: Wirebench runs none.',
      'b: Its scripts are not imported: Wirebench runs none.',
    ]);
  });

  it('stay with their folder of Bruno, and those of a request are its folder’s', () => {
    const request = (name: string, more = ''): string =>
      `meta {\n  name: ${name}\n  type: ws\n}\nws {\n  url: ws://{{host}}/\n}\n${more}`;
    const { root, base, changed } = importedFiles({
      'bruno.json': '{"name": "C"}',
      'collection.bru': 'vars:pre-request {\n  host: all\n}\n',
      'a/folder.bru': 'meta {\n  name: A\n}\nvars:pre-request {\n  host: one\n}\n',
      'a/r.bru': request('R', 'vars:pre-request {\n  token: t\n}\n'),
      'b/r.bru': request('R'),
    });
    expect(root.folders.map(({ variables }) => variableLines(variables))).toEqual([
      ['host=one', 'token=t'],
      [],
    ]);
    expect(variableLines(base)).toEqual(['host=all']);
    expect(noteLines(changed)).toEqual([
      'A/R/token: It was a variable of this request alone, and now belongs to its folder.',
    ]);
  });

  it('of servers with one name and other values get names of their own', () => {
    const server = (host: string, port: string): object => ({
      ...{ url: `${host}:{port}`, protocol: 'ws' },
      variables: { port: { default: port } },
    });
    const servers = { dev: server('localhost', '1111'), live: server('example.org', '2222') };
    const { root, base, changed } = imported(
      JSON.stringify({ asyncapi: '2.6.0', info: { title: 'T' }, servers }),
    );
    expect(lines(root)).toEqual([
      'T/',
      'T/dev ws://localhost:{{port}}',
      'T/live ws://example.org:{{port_live}}',
    ]);
    expect(variableLines(base)).toEqual(['port=1111', 'port_live=2222']);
    expect(noteLines(changed)).toEqual([
      'live/port: The variable is called “port_live” here. Another place has one of that name with another value.',
    ]);
  });
});

describe('what is not imported is told', () => {
  it('of a folder of Bruno: files that cannot be read, and that are elsewhere', () => {
    const request = 'meta {\n  name: R\n  type: ws\n}\nws {\n  url: ws://h/\n}\n';
    const { left } = importedFiles({
      'c/bruno.json': '{"name": "C"}',
      'c/r.bru': request,
      'c/bad.bru': 'nothing',
      'c/broken.yml': 'a: [',
      'c/compose.yml': 'services: {}',
      'other/r.bru': request,
    });
    expect(noteLines(left)).toEqual([
      'c/bad.bru: It is not a request, folder, collection or environment of Bruno.',
      expect.stringMatching(/^c\/broken\.yml: It is not valid YAML in line 2/),
      'other/r.bru: It is not in the folder of the collection.',
    ]);
  });

  it('of Postman: parameters that are off, bodies of forms, scripts of folders, addresses without a beginning', () => {
    const schema = 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json';
    const url = {
      raw: 'ws://h/?a=1',
      query: [
        { key: 'a', value: '1' },
        { key: 'b', disabled: true },
      ],
    };
    const item = [
      {
        name: 'F',
        event: [{ script: { exec: ['x'] } }],
        item: [{ name: 'R', request: { url, body: { mode: 'urlencoded' } } }],
      },
      { name: 'V', request: '{{base}}/x' },
    ];
    const { root, left } = imported(JSON.stringify({ info: { name: 'C', schema }, item }));
    expect(lines(root)).toContain('C/F/R ws://h/?a=1');
    expect(noteLines(left)).toEqual([
      'F: Its scripts are not imported: Wirebench runs none.',
      'F/R: Its body (urlencoded) is not imported: it is not text.',
      'F/R/b: It is disabled; Wirebench cannot keep disabled headers or parameters.',
      'V: Its address begins with {{base}}, which has no value in the file, so it was taken for an HTTP request.',
    ]);
  });

  it('but requests of Insomnia whose workspace is not in the file are there', () => {
    const resources = [
      { _id: 'r', _type: 'websocket_request', parentId: '__WORKSPACE_ID__', name: 'R', url: 'ws://h/' },
    ];
    const file = { _type: 'export', __export_format: 4, resources };
    expect(lines(imported(JSON.stringify(file)).root)).toEqual(['Insomnia/', 'Insomnia/R ws://h/']);
  });
});
