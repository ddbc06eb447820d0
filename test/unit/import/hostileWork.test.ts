import { describe, expect, it } from 'vitest';
import { imported, importedFiles, lines } from './importing.ts';

const schema = 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json';

function some<Value>(count: number, make: (index: number) => Value): Value[] {
  return Array.from({ length: count }, (_, index) => make(index));
}

// Work that grows with the square of these sizes outlasts the time that any test has.
describe('a file of thousands of items takes no more than its size', () => {
  it.each([
    [
      'a reference to a variable that is almost one',
      () => {
        const url = `ws://h/{{ ${'a'.repeat(400)}! }}`;
        const resources = [
          { _id: 'w', _type: 'workspace', name: 'W' },
          { _id: 'r', _type: 'websocket_request', parentId: 'w', name: 'R', url },
        ];
        const file = { _type: 'export', __export_format: 4, resources };
        return imported(JSON.stringify(file)).changed.notes[0]?.text.includes('stays as text');
      },
      true,
    ],
    [
      'folders of one name',
      () => {
        const item = some(3500, () => ({ name: 'a', item: [{ name: 'r', request: 'ws://h' }] }));
        return lines(imported(JSON.stringify({ info: { name: 'C', schema }, item })).root).length;
      },
      7001,
    ],
    [
      'folders in one file of Bruno',
      () => {
        const items = some(3000, (index) => ({
          info: { name: `f${index}`, type: 'folder' },
          items: [{ info: { name: 'r', type: 'http' } }],
        }));
        const file = JSON.stringify({ opencollection: '1.0.0', info: { name: 'C' }, items });
        return importedFiles({ 'opencollection.yml': file }).left.count;
      },
      3000,
    ],
    [
      'names of variables in a script that names here do not have',
      () => {
        const raw = some(10_000, (index) => `{{${String.fromCodePoint(0x4e00 + index)}}}`).join('');
        const item = [{ name: 'r', request: { url: 'ws://h', body: { raw } } }];
        return imported(JSON.stringify({ info: { name: 'C', schema }, item })).changed.count;
      },
      10_000,
    ],
    [
      'references of a document',
      () => {
        const all = some(5000, (index) => index);
        const messages = Object.fromEntries(all.map((n) => [`m${n}`, { examples: [{ payload: n }] }]));
        const channels = Object.fromEntries(
          all.map((n) => [`c${n}`, { publish: { message: { $ref: `#/components/messages/m${n}` } } }]),
        );
        const servers = { s: { url: 'h', protocol: 'ws' } };
        const document = { asyncapi: '2.6.0', servers, channels, components: { messages } };
        return imported(JSON.stringify(document)).root.folders[0]?.connections.length;
      },
      5000,
    ],
    [
      'operations of a document',
      () => {
        const all = some(2500, (index) => index);
        const operations = Object.fromEntries(
          all.map((n) => [`o${n}`, { action: 'send', channel: { $ref: `#/channels/c${n}` } }]),
        );
        const channels = Object.fromEntries(all.map((n) => [`c${n}`, { address: `/${n}` }]));
        const servers = { s: { host: 'h', protocol: 'ws' } };
        const document = { asyncapi: '3.0.0', servers, channels, operations };
        return imported(JSON.stringify(document)).root.folders[0]?.connections.length;
      },
      2500,
    ],
  ])('%s', (_name, read, result) => {
    expect(read()).toBe(result);
  });

  it('a large example that many channels refer to is not multiplied without end', () => {
    const payload = 'x'.repeat(200_000);
    const channels = Object.fromEntries(
      some(1000, (n) => [`c${n}`, { publish: { message: { $ref: '#/components/messages/m' } } }]),
    );
    const servers = { s: { url: 'h', protocol: 'ws' } };
    const components = { messages: { m: { contentType: 'text/plain', examples: [{ payload }] } } };
    const { root, left } = imported(JSON.stringify({ asyncapi: '2.6.0', servers, channels, components }));
    const messages = root.folders[0]?.connections.flatMap((connection) => connection.messages);
    expect(messages?.length).toBe(335);
    expect(left.notes[0]?.text).toContain('64 MiB');
  });
});
