import { folderName } from '../model/connectionFolder.ts';
import { bruFields } from './brunoFields.ts';
import { namesOf, pairsOf, parseBru, type BruBlock, type BruPair } from './bruText.ts';
import { brunoAuth, brunoMessage, emptyFile, optionsOf, whyOther, type BrunoFile } from './brunoFile.ts';
import { colourNear } from './colourNear.ts';
import type { ForeignMessage, ForeignVariable } from './collector.ts';

const methods = [
  'get',
  'post',
  'put',
  'delete',
  'patch',
  'options',
  'head',
  'connect',
  'trace',
  'http',
  'grpc',
];

/** Reads a `.bru` file: a request, `folder.bru`, `collection.bru`, or one in `environments`. Null for any other text. */
export function readBruFile(path: string, text: string): BrunoFile | null {
  const found = new Blocks(parseBru(text));
  const file = fileOf(path, text, found);
  return file && { ...file, written: { value: found.written(), fields: bruFields } };
}

function fileOf(path: string, text: string, found: Blocks): BrunoFile | null {
  const name = folderName(path).replace(/\.bru$/i, '');
  if (/(?:^|\/)environments\/[^/]+$/.test(path) && (found.has('vars') || found.has('vars:secret')))
    return { ...emptyFile('environment', name), variables: environmentOf(found), colour: colourIn(text) };
  if (name === 'collection' && !found.has('meta'))
    return { ...emptyFile('collection', ''), ...sharedParts(found) };
  const meta = found.fields('meta');
  if (!found.has('meta')) return null;
  const own = { name: meta.get('name') ?? name, order: Number(meta.get('seq')) || 0 };
  if (name === 'folder' || name === 'collection')
    return { ...emptyFile(name, own.name), ...sharedParts(found), order: own.order };
  return requestOf(found, meta.get('type') ?? 'http', own);
}

function requestOf(found: Blocks, type: string, own: Pick<BrunoFile, 'name' | 'order'>): BrunoFile {
  const place = type === 'ws' ? 'ws' : methods.find((method) => found.fields(method).has('url'));
  const fields = place === undefined ? new Map<string, string>() : found.fields(place);
  const url = fields.get('url') ?? '';
  if (type !== 'ws' && !/^\s*wss?:/i.test(url))
    return { ...emptyFile('other', own.name), ...own, why: whyOther(type) };
  return {
    ...emptyFile('request', own.name),
    ...own,
    ...sharedParts(found, fields.get('auth')),
    url,
    pathParameters: found.pairs('params:path'),
    messages: found.all('body:ws').map(messageOf),
    options: optionsOf(Number(found.fields('settings').get('timeout'))),
  };
}

function messageOf(block: BruBlock, index: number): ForeignMessage {
  const fields = fieldsOf(pairsOf(block));
  return brunoMessage(fields.get('name') ?? '', fields.get('type') ?? '', fields.get('content') ?? '', index);
}

/** What requests, folders and collections have in common. `mode` is how it is authenticated, where another block says so. */
function sharedParts(
  found: Blocks,
  mode = found.fields('auth').get('mode') ?? '',
): Pick<BrunoFile, 'auth' | 'headers' | 'variables' | 'query'> {
  const fields = found.fields(`auth:${mode}`);
  return {
    auth: brunoAuth(mode, (name) => fields.get(name) ?? ''),
    headers: found.pairs('headers'),
    variables: found.pairs('vars:pre-request').map((pair) => variableOf(pair)),
    query: ['params:query', 'query'].flatMap((name) => found.pairs(name)).filter(({ on }) => !on),
  };
}

function environmentOf(found: Blocks): readonly ForeignVariable[] {
  const secrets = found.all('vars:secret').flatMap(namesOf);
  return [
    ...found.pairs('vars').map((pair) => variableOf(pair)),
    ...secrets.map(({ name, on }): ForeignVariable => ({ name, value: null, isSecret: true, on })),
  ];
}

/** `@name` is a variable of a request alone. */
function variableOf({ name, value, on }: BruPair): ForeignVariable {
  return { name: name.replace(/^@/, ''), value, isSecret: false, on };
}

/** A line outside all blocks. */
function colourIn(text: string): BrunoFile['colour'] {
  return colourNear(/^color:\s*(\S+)\s*$/m.exec(text)?.[1] ?? null);
}

function fieldsOf(pairs: readonly BruPair[]): ReadonlyMap<string, string> {
  return new Map(pairs.map(({ name, value }) => [name, value]));
}

const inFields: ReadonlySet<string> = new Set(['meta', 'settings', 'get', 'http', 'ws']);

/** The blocks of a file by their names. */
class Blocks {
  private readonly blocks: readonly BruBlock[];

  constructor(blocks: readonly BruBlock[]) {
    this.blocks = blocks;
  }

  all(name: string): readonly BruBlock[] {
    return this.blocks.filter((block) => block.name === name);
  }

  has(name: string): boolean {
    return this.blocks.some((block) => block.name === name);
  }

  pairs(name: string): readonly BruPair[] {
    return this.all(name).flatMap(pairsOf);
  }

  fields(name: string): ReadonlyMap<string, string> {
    return fieldsOf(this.pairs(name));
  }

  /** All of them as an object: those with fields that are told one by one as objects, the others as their text. */
  written(): object {
    const all = this.blocks.map((block) => [
      block.name,
      inFields.has(block.name)
        ? Object.fromEntries(pairsOf(block).map(({ name, value }) => [name, value]))
        : block.lines.join('\n').trim(),
    ]);
    const isDescribed = this.blocks.some(({ lines }) => lines.some((line) => /^\s*@\w+\(/.test(line)));
    return Object.fromEntries([...all, ...(isDescribed ? [['@description', true]] : [])]);
  }
}
