import { codeOf, messageOf } from '../../../shared/base/errors.ts';
import type { SessionId } from '../../../shared/model/ids.ts';
import { visible } from '../../../shared/bytes/visibleText.ts';
import { LinkProblem } from '../base/linkProblem.ts';
import {
  boringSslProblems,
  certificateProblems,
  certificateWords,
  httpProblems,
  isOnLocalNetwork,
  keyProblems,
  lookupProblems,
  macLocalNetworkProblems,
  moreCertificateProblems,
  nodeProblems,
  socketFileProblems,
  systemProblems,
  tlsAlerts,
  tlsProblems,
  webSocketProblems,
  type Sentences,
} from './problems/index.ts';

/** The reason why something did not work: a sentence, and the code from the system, TLS or Node. */
export interface Problem {
  readonly reason: string;
  readonly code: string | null;
  /** As in `LinkOutcome`. */
  readonly heldBy?: SessionId | undefined;
}

/** A sentence for an error of a socket: what happened, and what to try. `where` is the address that failed. */
export function describeProblem(error: unknown, where: string): string {
  return problemOf(error, where).reason;
}

/** The same with its code. Of several attempts, the most telling error. A `LinkProblem` keeps its words. */
export function problemOf(
  error: unknown,
  where: string,
  platform: NodeJS.Platform = process.platform,
): Problem {
  if (error instanceof AggregateError && error.errors.length > 0)
    return problemOf(mostTelling(error.errors), where, platform);
  if (error instanceof LinkProblem)
    return {
      reason: error.message,
      code: error.code ?? codeOf(error.cause) ?? null,
      heldBy: error.heldBy,
    };
  const message = messageOf(error);
  const tlsReason = tlsReasonOf(message);
  const told = tlsReason === undefined ? codeOf(error) : `${tlsPrefix}${constantOf(tlsReason)}`;
  const code = told === 'UNSPECIFIED' ? (certificateCodeOf(message) ?? told) : told;
  const sentence =
    (platform === 'darwin' ? localNetworkSentence(error, code, where) : undefined) ??
    sentenceOf(code, message, where);
  return { reason: sentence ?? inOwnWords(tlsReason ?? message, code, where), code: code ?? null };
}

const tlsPrefix = 'ERR_SSL_';

/** All sentences for plain codes. The first table that has a code counts: c-ares shares some names with the system. */
const tables: readonly Sentences[] = [
  systemProblems,
  lookupProblems,
  certificateProblems,
  moreCertificateProblems,
  keyProblems,
  nodeProblems,
  httpProblems,
  webSocketProblems,
];

function sentenceOf(code: string | undefined, message: string, where: string): string | undefined {
  if (code === undefined) return undefined;
  const text =
    (isSocketFile(where) ? textOf(socketFileProblems, code) : undefined) ??
    alertOf(code, message) ??
    tables.map((table) => textOf(table, code)).find((found) => found !== undefined) ??
    tlsTextOf(code);
  return text?.replaceAll('{where}', () => where);
}

/** The sentence for what macOS says in place of a missing consent; undefined where that cannot be the reason. */
function localNetworkSentence(error: unknown, code: string | undefined, where: string): string | undefined {
  const text = code === undefined ? undefined : textOf(macLocalNetworkProblems, code);
  const tried =
    error instanceof Error && 'address' in error && typeof error.address === 'string'
      ? error.address
      : hostIn(where);
  return text !== undefined && isOnLocalNetwork(tried) ? text.replaceAll('{where}', () => where) : undefined;
}

/** The host in `host:port` or `scheme://host:port`, an IPv6 address without its brackets. */
function hostIn(where: string): string {
  return /^(?:[a-z]+:\/\/)?(?:\[([^\]]*)\]|([^/:]*))/.exec(where)?.slice(1).join('') ?? '';
}

function textOf(table: Sentences, code: string): string | undefined {
  return Object.hasOwn(table, code) ? table[code] : undefined;
}

/** A path, an abstract name or a named pipe, with or without its scheme. */
function isSocketFile(where: string): boolean {
  return /^(?:unix:|[/@\\])/.test(where);
}

function tlsTextOf(code: string): string | undefined {
  if (!code.startsWith(tlsPrefix)) return undefined;
  const reason = code.slice(tlsPrefix.length);
  return textOf(tlsProblems, reason) ?? textOf(boringSslProblems, reason);
}

/** OpenSSL's own name for an error that Node reports only as `UNSPECIFIED`; undefined for unknown words. */
export function certificateCodeOf(words: string): string | undefined {
  return Object.entries(certificateWords).find(([beginning]) => words.startsWith(beginning))?.[1];
}

/** The meaning of an alert (RFC 8446, section 6): by its number if the library added it, otherwise by the name in the code. */
function alertOf(code: string, message: string): string | undefined {
  const number = /SSL alert number (\d{1,3})\b/.exec(message)?.[1];
  if (number !== undefined) return tlsAlerts[Number(number)]?.sentence ?? unknownAlert(number);
  const name = /^ERR_SSL_(?:SSLV3|TLSV1|TLSV13|SSL_TLS)_(?:ALERT_)?(.+)$/.exec(code)?.[1];
  if (name === undefined) return undefined;
  // OpenSSL writes the alert `user_canceled` with a double l.
  const wanted = name.toLowerCase().replace('cancelled', 'canceled');
  return Object.values(tlsAlerts).find((alert) => alert.name === wanted)?.sentence;
}

function unknownAlert(number: string): string {
  return `{where} ended TLS with alert ${number}, which is not in the TLS registry. Look it up in the manual of its program.`;
}

/** An error that no table has keeps its own words. */
function inOwnWords(words: string, code: string | undefined, where: string): string {
  const said = visible(words).replace(/\.$/, '');
  if (code?.startsWith(tlsPrefix)) {
    return `TLS with ${where} failed: ${said}. Compare versions, ciphers and certificates of both sides.`;
  }
  return code === undefined || said.includes(code)
    ? `The connection with ${where} failed: ${said}.`
    : `The connection with ${where} failed: ${said} (${code}).`;
}

/**
 * The library's reason in `error:0A00010B:SSL routines:function:wrong version number:file:line`, whatever code Node gives it. BoringSSL,
 * Electron's library, writes it as a constant: `error:100000f7:SSL routines:OPENSSL_internal:WRONG_VERSION_NUMBER:file:line`.
 */
function tlsReasonOf(message: string): string | undefined {
  const found = /error:[0-9A-F]+:SSL routines:[^:]*:([^:]+):/i.exec(message)?.[1];
  return found === undefined || found.startsWith('reason(') ? unnamedAlertOf(message) : found;
}

/** An alert that the library has no name for appears only as its number. */
function unnamedAlertOf(message: string): string | undefined {
  const number = /SSL alert number (\d{1,3})\b/.exec(message)?.[1];
  return number === undefined ? undefined : `alert ${number}`;
}

function constantOf(words: string): string {
  return words.replaceAll(/[^A-Za-z0-9]+/g, '_').toUpperCase();
}

/** Errors that only mean that nothing could be tried come last: of an IPv6 address without network and a refusal, the refusal counts. */
const leastTelling: readonly string[] = [
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'EHOSTDOWN',
  'ENETUNREACH',
  'ENETDOWN',
  'EINVAL',
  'EADDRNOTAVAIL',
  'EAFNOSUPPORT',
  'ECANCELED',
  'ABORT_ERR',
];

function mostTelling(errors: readonly unknown[]): unknown {
  const rank = (error: unknown): number => leastTelling.indexOf(innermostCodeOf(error) ?? '');
  return errors.reduce((best, error) => (rank(error) < rank(best) ? error : best));
}

function innermostCodeOf(error: unknown): string | undefined {
  return codeOf(error) ?? (error instanceof LinkProblem ? codeOf(error.cause) : undefined);
}
