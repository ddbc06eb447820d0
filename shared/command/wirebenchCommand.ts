import { formatAddress, parseAddress } from '../model/address.ts';
import type { Endpoint } from '../model/connection.ts';
import { factsOf } from '../model/endpointKinds.ts';
import { doesListen, placeOf } from '../model/endpointPlace.ts';
import { terminatorNamed } from '../model/textOptions.ts';
import { whenTlsBegins } from '../model/endpointTls.ts';
import { defaultsOf, isSame, optionAt } from '../model/optionAt.ts';
import { beginningOf, writtenScheme, type Scheme } from '../model/schemes.ts';
import { noteFiles } from './commandTarget.ts';
import { CommandWriter, files, type ToolCommand } from './toolCommand.ts';
import {
  allOptions,
  companions,
  contradictions,
  type AddressForm,
  type EndpointOption,
  type OptionName,
} from './wirebenchOptions.ts';

/** An endpoint as it is written, variables included, and how the command line finds what they stand for. */
export interface WrittenEndpoint {
  readonly endpoint: Endpoint;
  /** The folder of the workspace, and the name of the environment; null for the base alone. */
  readonly workspace: string;
  readonly environment: string | null;
}

/**
 * The command for `wirebench connect` or `wirebench listen`; null for an address that cannot be read, and for a relative path. Where
 * `written` is given, the command has its variables, and `opened` what they stand for.
 */
export function wirebenchCommand(opened: Endpoint, written?: WrittenEndpoint): ToolCommand | null {
  const { endpoint = opened } = written ?? {};
  const place = placeIn(opened, endpoint);
  if (place === null) return null;
  const role = doesListen(endpoint) ? 'listen' : 'connect';
  const form = formOf(endpoint, place.scheme);
  const writer = new CommandWriter('wirebench', 'wirebench', role, place.url);
  if (written) writer.set('workspace', written.workspace);
  if (written && written.environment !== null) writer.set('env', written.environment);
  const options = new Set<OptionName>();
  const defaults = defaultsOf(endpoint.kind);
  for (const [name, option] of allOptions()) {
    if (option[role]?.includes(form) !== true || !canFollow(name, options)) continue;
    if (write(writer, name, option, endpoint, defaults)) options.add(name);
  }
  if ('tls' in endpoint && usesTls(endpoint)) noteFiles(writer, endpoint.tls);
  if (options.has('self-signed'))
    writer.note('The authority of the workspace is not used: add --save-ca FILE to get the new one.');
  if ('proxy' in endpoint) addProxy(writer, endpoint.proxy);
  if ('onOpen' in endpoint) addOpening(writer, endpoint.onOpen);
  return writer.build();
}

function placeIn(
  endpoint: Endpoint,
  written: Endpoint,
): { readonly url: string; readonly scheme: Scheme } | null {
  const parsed = parseAddress(placeOf(endpoint), factsOf(endpoint.kind).schemes[0]);
  if (!parsed.ok) return null;
  const { value } = parsed;
  // The workbench refuses a connection with such a path; on the command line it would depend on the folder.
  if (value.scheme === 'unix' && !/^[/@\\]/.test(value.path)) return null;
  const [opened, template] = [placeOf(endpoint), placeOf(written)];
  if (opened === template) return { url: formatAddress(value), scheme: value.scheme };
  const isWhole = writtenScheme(opened) !== undefined;
  return { url: isWhole ? template : `${beginningOf(value.scheme)}${template}`, scheme: value.scheme };
}

function formOf(endpoint: Endpoint, scheme: Scheme): AddressForm {
  return whenTlsBegins(endpoint) === 'after dialogue' ? 'starttls' : scheme;
}

/** A plain connection has TLS options too, for starting it by hand; the command line cannot do that. */
function usesTls(endpoint: Endpoint): boolean {
  const begins = whenTlsBegins(endpoint);
  return begins === 'at once' || begins === 'after dialogue';
}

/** False for an option that means nothing after those that were written, or contradicts one of them. */
function canFollow(name: OptionName, written: ReadonlySet<OptionName>): boolean {
  const needed = companions[name];
  if (needed !== undefined && !needed.some((other) => written.has(other))) return false;
  return !contradictions.some(
    ([one, other]) => (name === one && written.has(other)) || (name === other && written.has(one)),
  );
}

/** Writes an option where the endpoint differs from what holds without it; false if it does not. */
function write(
  writer: CommandWriter,
  name: OptionName,
  { type, multiple, field, form, sets, otherwise, enables, once, file }: EndpointOption,
  endpoint: Endpoint,
  defaults: Endpoint,
): boolean {
  const value = optionAt(endpoint, field);
  const differs = !isSame(value, otherwise ?? optionAt(defaults, field));
  const counts = enables === undefined ? differs : optionAt(endpoint, enables) === true;
  if (!counts || value === undefined || (sets !== undefined && value !== sets)) return false;
  if (file !== undefined) writer.set(name, files[file]);
  else if (type === 'boolean') writer.add(`--${name}`);
  else {
    const values: readonly unknown[] = multiple === true && Array.isArray(value) ? value : [value];
    const texts = values.map((each) => form?.write(each) ?? null).filter((text) => text !== null);
    for (const text of once === true ? new Set(texts) : texts) writer.set(name, text);
    return texts.length > 0;
  }
  return true;
}

function addProxy(writer: CommandWriter, proxy: Extract<Endpoint, { proxy: unknown }>['proxy']): void {
  if (proxy.use === 'none') return;
  const name = 'proxy' satisfies OptionName;
  if (proxy.use === 'environment') {
    writer.set(name, 'environment');
    return;
  }
  if (proxy.use === 'system') {
    writer
      .set(name, 'environment')
      .note('Only the desktop app can ask the system for its proxy. The command asks the environment.');
    return;
  }
  const user = proxy.user === '' ? '' : 'USER:PASSWORD@';
  if (user !== '') writer.note('Replace USER and PASSWORD with those of the proxy.');
  writer.set(name, `${proxy.use}://${user}${proxy.address.trim()}`);
}

type OpeningMessages = Extract<Endpoint, { onOpen: unknown }>['onOpen'];

/** Those that are written as text and those that are written as hex, in their order. */
function addOpening(writer: CommandWriter, messages: OpeningMessages): void {
  const [written, left] = partition(messages);
  writer.lack(left, 'opening messages that are written as Base64, or that are a ping or pong');
  const texts = written.filter(({ format }) => format === 'text');
  const [first, ...others] = texts;
  writer.lack(
    others.some(({ encoding }) => encoding !== first?.encoding),
    'opening messages in several encodings',
  );
  if (first && first.encoding !== 'utf-8') writer.set('encoding', first.encoding);
  // One that reads like the name of another is no value of the option.
  const isShared =
    others.every(({ terminator }) => terminator === first?.terminator) &&
    terminatorNamed(first?.terminator ?? '') === first?.terminator;
  if (isShared && first.terminator !== '') writer.set('terminator', first.terminator);
  for (const { format, text, terminator } of written) {
    if (format === 'hex') writer.set('on-open-hex' satisfies OptionName, text);
    // A terminator is text with escapes, too.
    else writer.set('on-open' satisfies OptionName, isShared ? text : `${text}${terminator}`);
  }
}

/** The messages that the command line can have, and whether there are others. */
function partition(messages: OpeningMessages): readonly [OpeningMessages, boolean] {
  const written = messages.filter(
    ({ format, kind }) => format !== 'base64' && kind !== 'ping' && kind !== 'pong',
  );
  return [written, written.length < messages.length];
}
