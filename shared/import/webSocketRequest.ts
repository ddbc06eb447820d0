import { parseAddress } from '../model/address.ts';
import { endpointSchema, type Header } from '../model/connection.ts';
import { kindOfScheme } from '../model/endpointKinds.ts';
import { isTemplate } from '../template/parseTemplate.ts';
import type { MessageContent } from '../model/savedMessage.ts';
import { credentialsOf, type ForeignAuth } from './authentication.ts';
import { sentenceOf, type Collector, type ForeignMessage } from './collector.ts';
import { mapPlainText } from './foreignText.ts';
import type { ImportedConnection } from './importedTree.ts';
import { plainName } from './names.ts';

/** A name and a value, as of a header or a parameter; those that are not `on` are not sent. */
export interface ForeignPair {
  readonly name: string;
  readonly value: string;
  readonly on: boolean;
}

/** A WebSocket request as the other programs have it. */
interface ForeignRequest {
  readonly name: string;
  readonly url: string;
  /** Parameters that are not in the URL yet. */
  readonly query: readonly ForeignPair[];
  /** What `:name` in the path of the URL stands for. */
  readonly pathParameters: readonly ForeignPair[];
  readonly headers: readonly ForeignPair[];
  readonly auth: ForeignAuth;
  readonly messages: readonly ForeignMessage[];
  /** Other options of ours, such as `connectTimeoutMs`. */
  readonly options?: Readonly<Record<string, unknown>>;
}

/** Headers that every handshake has, and that Wirebench writes (RFC 6455, section 4.1). */
const ofHandshake = /^(?:connection|upgrade|sec-websocket-(?:key|version|extensions))$/i;

/** The connection in our terms; null, with a note, when it cannot be one. */
export function connectionOf(
  request: ForeignRequest,
  item: string,
  collector: Collector,
): ImportedConnection | null {
  if (!collector.mayAddConnection(item)) return null;
  const credentials = credentialsOf(request.auth, item, collector);
  const address = withQuery(addressOf(request, item, collector), [
    ...request.query
      .filter((pair) => isUsed(pair, item, collector))
      .map((pair) => translated(pair, item, collector)),
    ...credentials.query,
  ]);
  const scheme = /^\s*([a-z][a-z0-9+.-]*):\/\//i.exec(address)?.[1]?.toLowerCase();
  if (scheme !== undefined && scheme !== 'ws' && scheme !== 'wss') {
    collector.left.add(item, `Its address begins with ${scheme}://, so it is no WebSocket.`);
    return null;
  }
  const used = request.headers.filter((pair) => isUsed(pair, item, collector));
  const pairs = [...used.map((pair) => translated(pair, item, collector)), ...credentials.headers];
  const { headers, subprotocols } = headersOf(pairs, item, collector);
  const parsed = endpointSchema.safeParse({
    ...request.options,
    kind: kindOfScheme('ws', 'client'),
    address,
    headers,
    subprotocols,
  });
  if (!parsed.success) {
    collector.left.add(item, sentenceOf(parsed.error.issues[0]?.message));
    return null;
  }
  tellOfAddress(address, item, collector);
  return {
    name: plainName(request.name, 'Untitled'),
    endpoint: parsed.data,
    messages: messagesOf(request, item, collector),
  };
}

function messagesOf({ messages }: ForeignRequest, item: string, collector: Collector): MessageContent[] {
  return messages.flatMap((message) => collector.message(message, `${item}/${message.name}`) ?? []);
}

function translated({ name, value }: ForeignPair, item: string, collector: Collector): Header {
  return { name: collector.text(name.trim(), item), value: collector.text(value.trim(), item) };
}

/** Changes what would end a part of an address, and no reference. */
function encoded(template: string, characters: RegExp): string {
  return mapPlainText(template, (plain) => plain.replace(characters, encodeURIComponent));
}

function addressOf({ url, pathParameters }: ForeignRequest, item: string, collector: Collector): string {
  let address = encoded(collector.text(url.trim(), item), /\s/g);
  for (const pair of pathParameters) {
    if (isUsed(pair, item, collector)) address = withPathParameter(address, pair, item, collector);
  }
  return address;
}

function withPathParameter(
  address: string,
  { name, value }: ForeignPair,
  item: string,
  collector: Collector,
): string {
  const place = /^[\w-]{1,100}$/.test(name) ? new RegExp(`/:${name}(?=[/?#]|$)`, 'g') : null;
  if (place === null || address.search(place) < 0) {
    collector.left.add(`${item}/${name}`, 'The address has no such path parameter.');
    return address;
  }
  const written = encoded(collector.text(value, item), inPath);
  return address.replace(place, () => `/${written}`);
}

function withQuery(address: string, query: readonly Header[]): string {
  if (query.length === 0) return address;
  const pairs = query.map(({ name, value }) => `${encoded(name, inQuery)}=${encoded(value, inQuery)}`);
  const [withoutHash = ''] = address.split('#', 1);
  return `${withoutHash}${withoutHash.includes('?') ? '&' : '?'}${pairs.join('&')}`;
}

/** RFC 3986, sections 3.3 and 3.4: what would end a part of an address. */
const inPath = /[\s%/?#]/gu;
const inQuery = /[\s%&=+#]/gu;

function headersOf(
  pairs: readonly Header[],
  item: string,
  collector: Collector,
): { readonly headers: readonly Header[]; readonly subprotocols: readonly string[] } {
  const headers: Header[] = [];
  const subprotocols: string[] = [];
  for (const { name, value } of pairs) {
    const place = `${item}/${name}`;
    const parsed = endpointSchema.safeParse({
      kind: kindOfScheme('ws', 'client'),
      address: '',
      headers: [{ name, value }],
    });
    if (ofHandshake.test(name))
      collector.left.add(place, 'Wirebench writes this header of the handshake itself.');
    else if (/^sec-websocket-protocol$/i.test(name)) subprotocols.push(...listIn(value));
    else if (parsed.success) headers.push({ name, value });
    else
      collector.left.add(place, `This header cannot be sent. ${sentenceOf(parsed.error.issues[0]?.message)}`);
  }
  return { headers, subprotocols };
}

function listIn(text: string): string[] {
  return text
    .split(',')
    .map((each) => each.trim())
    .filter((each) => each !== '');
}

function isUsed({ name, value, on }: ForeignPair, item: string, collector: Collector): boolean {
  if (name.trim() === '' && value.trim() === '') return false;
  if (on && name.trim() !== '') return true;
  collector.left.add(
    `${item}/${name}`,
    on ? 'It has no name.' : 'It is disabled; Wirebench cannot keep disabled headers or parameters.',
  );
  return false;
}

/** It is taken over all the same: the field shows the mistake, and that is where it is mended. */
function tellOfAddress(address: string, item: string, collector: Collector): void {
  if (isTemplate(address)) return;
  const parsed = parseAddress(address, 'ws');
  if (!parsed.ok)
    collector.changed.add(item, `Its address cannot be opened as it is. ${parsed.problem.message}`);
}
