import { folderName } from '../model/connectionFolder.ts';
import { namesOf, pairsOf, parseBru, type BruBlock, type BruPair } from './bruText.ts';
import { brunoAuth, brunoMessage, emptyFile, optionsOf, whyOther, type BrunoFile } from './brunoFile.ts';
import { colourNear } from './colourNear.ts';
import type { ForeignVariable } from './collector.ts';

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
  const blocks = parseBru(text);
  const found = new Blocks(blocks);
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
  if (type !== 'ws') {
    const url = methods.map((method) => found.fields(method).get('url')).find((each) => each !== undefined);
    const isSocket = /^\s*wss?:/i.test(url ?? '');
    if (!isSocket) return { ...emptyFile('other', own.name), ...own, why: whyOther(type) };
    return { ...emptyFile('request', own.name), ...own, ...sharedParts(found), url: url ?? '' };
  }
  const { auth } = sharedParts(found, found.fields('ws').get('auth'));
  return {
    ...emptyFile('request', own.name),
    ...own,
    ...sharedParts(found),
    auth,
    url: found.fields('ws').get('url') ?? '',
    pathParameters: found.pairs('params:path'),
    messages: found.all('body:ws').map((block, index) => {
      const fields = fieldsOf(pairsOf(block));
      return brunoMessage(
        fields.get('name') ?? '',
        fields.get('type') ?? '',
        fields.get('content') ?? '',
        index,
      );
    }),
    options: optionsOf(Number(found.fields('settings').get('timeout'))),
  };
}

/** What requests, folders and collections have in common. `mode` is how it is authenticated, where another block says so. */
function sharedParts(
  found: Blocks,
  mode = found.fields('auth').get('mode') ?? '',
): Pick<BrunoFile, 'auth' | 'headers' | 'variables' | 'hasCode'> {
  const fields = found.fields(`auth:${mode}`);
  return {
    auth: brunoAuth(mode, (name) => fields.get(name) ?? ''),
    headers: found.pairs('headers'),
    variables: found.pairs('vars:pre-request').map((pair) => variableOf(pair)),
    hasCode: ['script:pre-request', 'script:post-response', 'tests', 'assert', 'vars:post-response'].some(
      (name) => found.has(name),
    ),
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
}
