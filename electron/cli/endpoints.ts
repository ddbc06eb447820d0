import { isAbsolute, sep } from 'node:path';
import type { AddressForm, EndpointValues, Role } from '../../shared/command/wirebenchOptions.ts';
import {
  formatHostAndPort,
  parseAddress,
  peerPortProblem,
  type Address,
} from '../../shared/model/address.ts';
import type { Endpoint } from '../../shared/model/connection.ts';
import { isConnectionless, kindOfScheme, type EndpointKind } from '../../shared/model/endpointKinds.ts';
import { isOptions, withOption, type Options } from '../../shared/model/optionAt.ts';
import { describeEncoding } from '../../shared/model/requestTarget.ts';
import { beginningOf, schemeFacts } from '../../shared/model/schemes.ts';
import type { OpeningMessage } from '../../shared/model/sending.ts';
import { isTemplate } from '../../shared/template/parseTemplate.ts';
import type { ResolvedText } from '../../shared/template/resolveText.ts';
import { maskOf } from '../engine/session/maskedSink.ts';
import type { Templates } from '../engine/template/templates.ts';
import { UsageError, type Surroundings } from './command.ts';
import { describeProblem } from './commandLine.ts';
import { resolveArgument, resolveCommand } from './resolvedCommand.ts';
import { checkedEndpoint } from './options/checkedEndpoint.ts';
import { endpointFields } from './options/endpointFields.ts';
import { CommandSecrets } from './options/optionFiles.ts';
import { checkOptions } from './options/optionRules.ts';
import { proxyOption } from './options/proxyOption.ts';
import { tlsFiles, tlsServerFiles } from './options/tlsOptions.ts';

/** An endpoint, and the secrets that must not be written into it. */
export interface CommandEndpoint {
  /** As it was written, templates included. */
  readonly endpoint: Endpoint;
  /** As it is opened. */
  readonly resolved: Endpoint;
  readonly templates: Templates;
  readonly secrets: ReadonlyMap<string, Uint8Array>;
}

/** The parts that an endpoint is made from. */
interface Given {
  readonly form: AddressForm;
  readonly address: Address;
  readonly url: string;
  readonly values: EndpointValues;
  readonly secrets: CommandSecrets;
  readonly templates: Templates;
}

/** The endpoint that `connect URL` opens, by its scheme. Throws a `UsageError` for anything that does not fit. */
export async function clientEndpoint(
  url: string,
  values: EndpointValues,
  templates: Templates,
  onOpen: readonly OpeningMessage[],
  target: SavedOptions = noSaved,
): Promise<CommandEndpoint> {
  const resolved = await resolveArgument(templates, 'URL', url);
  const address = readResolved(resolved, url);
  const problem = peerPortProblem(address);
  if (problem !== null) throw new UsageError(maskOf(resolved.secrets)?.(problem) ?? problem);
  const saved = target.saved && 'startTls' in target.saved ? target.saved.startTls : 'none';
  const isStartTls = (values.starttls ?? saved) !== 'none';
  const form = address.scheme === 'tcp' && isStartTls ? 'starttls' : address.scheme;
  checkOptions(values, 'connect', form);
  const secrets = new CommandSecrets();
  const value = await clientOptions({ form, address, url, values, secrets, templates }, onOpen);
  return withTemplates(overSaved(target, value, 'connect'), templates, target, secrets, 'connect');
}

/** The endpoint that `listen URL` opens. Throws a `UsageError` for anything that does not fit. */
export async function serverEndpoint(
  url: string,
  values: EndpointValues,
  templates: Templates,
  target: SavedOptions = noSaved,
): Promise<CommandEndpoint> {
  const address = readResolved(await resolveArgument(templates, 'URL', url), url);
  const form = address.scheme;
  checkOptions(values, 'listen', form);
  const secrets = new CommandSecrets();
  const value = await serverOptions({ form, address, url, values, secrets, templates });
  return withTemplates(overSaved(target, value, 'listen'), templates, target, secrets, 'listen');
}

/** What the options of the command line are laid over: a saved connection and its secrets, or nothing. */
interface SavedOptions {
  readonly saved: Endpoint | null;
  readonly secrets: ReadonlyMap<string, Uint8Array>;
}

const noSaved: SavedOptions = { saved: null, secrets: new Map() };

function overSaved({ saved }: SavedOptions, written: Options, role: Role): Endpoint {
  return checkedEndpoint(saved ? laidOver({ ...saved }, written) : written, role);
}

/** The second, and what it does not have from the first, within groups of options too. */
function laidOver(below: Options, above: Options): Options {
  const options: Record<string, unknown> = { ...below };
  for (const [name, value] of Object.entries(above)) {
    const under = below[name];
    options[name] = isOptions(value) && isOptions(under) ? laidOver(under, value) : value;
  }
  return options;
}

async function withTemplates(
  endpoint: Endpoint,
  templates: Templates,
  target: SavedOptions,
  secrets: CommandSecrets,
  role: Role,
): Promise<CommandEndpoint> {
  const resolved = await resolveCommand(templates, endpoint, role);
  return { endpoint, resolved, templates, secrets: new Map([...target.secrets, ...secrets.bytes]) };
}

export function readAddress(url: string): Address {
  const parsed = parseAddress(url);
  if (parsed.ok) return parsed.value;
  throw describeProblem('URL', url, parsed.problem);
}

/** The address that an option stands for. A refusal quotes it as it was written: what it stands for may have secrets in it. */
export function readResolved({ text, secrets }: ResolvedText, written: string, option = 'URL'): Address {
  const parsed = parseAddress(text);
  if (parsed.ok) return parsed.value;
  if (!isTemplate(written)) throw describeProblem(option, written, parsed.problem);
  const { message } = parsed.problem;
  const masked = maskOf(secrets)?.(message) ?? message;
  throw describeProblem(option, written, { message: masked, from: 0, to: written.length });
}

/** Says which part of a path is not sent as it was typed. */
export function warnOfEncoding({ text, secrets }: ResolvedText, { warn }: Surroundings): void {
  const address = readAddress(text);
  const hide = maskOf(secrets) ?? undefined;
  const encoding = address.scheme === 'unix' ? null : describeEncoding(address.path ?? '/', hide);
  if (encoding !== null) warn(encoding);
}

async function clientOptions(given: Given, onOpen: readonly OpeningMessage[]): Promise<Options> {
  const { form, address, url, values, secrets, templates } = given;
  const kind = kindAt(address, 'client');
  let options = withOption(endpointFields(values), 'kind', kind);
  options = withOption(options, 'address', absoluteUrl(url, address));
  if (onOpen.length > 0) options = withOption(options, 'onOpen', onOpen);
  if (values.proxy !== undefined) {
    // Its parts are told apart here, so what it stands for must be known; the password is not kept in the endpoint.
    const proxy = await resolveArgument(templates, '--proxy', values.proxy);
    options = withOption(options, 'proxy', proxyOption(proxy, secrets));
  }
  const isSecure = form === 'starttls' || schemeFacts(form).isTls;
  return isSecure ? withTls(options, await tlsFiles(values, secrets)) : options;
}

async function serverOptions({ address, url, values, secrets }: Given): Promise<Options> {
  const kind = kindAt(address, 'server');
  const options = withOption(endpointFields(values), 'kind', kind);
  if (isConnectionless(kind) && address.scheme !== 'unix') {
    const bind = isTemplate(url) ? withoutScheme(url) : formatHostAndPort(address.host, address.port);
    return { ...options, address: '', bind };
  }
  const server = withOption(options, 'address', absoluteUrl(url, address));
  const isSecure = schemeFacts(address.scheme).isTls;
  return isSecure ? withTls(server, await tlsServerFiles(values, secrets)) : server;
}

function kindAt({ scheme }: Address, side: 'client' | 'server'): EndpointKind {
  const kind = kindOfScheme(scheme, side);
  if (kind !== undefined) return kind;
  throw new UsageError(
    `${beginningOf(scheme)} is for wirebench ${side === 'server' ? 'connect' : 'listen'} only.`,
  );
}

function withTls(options: Options, files: object): Options {
  return withOption(options, 'tls', { ...Object(options['tls']), ...files });
}

/**
 * A relative path starts at the working folder. It is appended to that folder and otherwise left as typed: after a symbolic link, `..`
 * leads to another folder than the text suggests.
 */
function absoluteUrl(url: string, address: Address): string {
  if (address.scheme !== 'unix') return url;
  const { path } = address;
  const isWhole = path.startsWith('@') || path.startsWith('\\\\') || isAbsolute(path);
  const written = isTemplate(url) ? withoutScheme(url) : path;
  return isWhole && written !== path ? url : `unix:${isWhole ? path : `${process.cwd()}${sep}${written}`}`;
}

/** The address of a template without its scheme; where the scheme is a part of what a reference stands for, the whole. */
function withoutScheme(url: string): string {
  return url.replace(/^[a-z]+:(?:\/\/)?/i, '');
}
