import { isOwnWord } from '../../../shared/model/ownWords.ts';
import { writtenForms } from '../../../shared/model/writtenForms.ts';
import type { EndpointSink, LinkSink } from '../link/link.ts';

/** Replaces what must not be seen in a text. */
type Mask = (text: string) => string;

/** Stands where a secret was. */
export const masked = '•••';

/** 8,192 characters: a longer text is compared as it is, since an expression for it could become too large. */
const longestPattern = 8192;

/**
 * A mask for the values of secrets; null where there are none. It covers them in either case, since hosts and hex digits change theirs, and as
 * a request, a URL or a sentence of ours writes them.
 */
export function maskOf(secrets: readonly string[]): Mask | null {
  // A secret may contain another one: the longer first.
  const all = [...new Set(secrets.flatMap(writtenForms))]
    .filter((text) => text !== '')
    .toSorted((one, other) => other.length - one.length);
  if (all.length === 0) return null;
  const patterns = all.map((text) => (text.length > longestPattern ? text : patternOf(text)));
  return (text) => patterns.reduce<string>((rest, pattern) => rest.replaceAll(pattern, masked), text);
}

function patternOf(text: string): RegExp {
  return new RegExp(text.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, '\\$&'), 'gi');
}

/** The value with every text in it masked, at any depth; bytes are what was sent, and stay. */
function maskedValue<Value>(value: Value, mask: Mask): Value;
function maskedValue(value: unknown, mask: Mask): unknown {
  if (typeof value === 'string') return mask(value);
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return value;
  if (Array.isArray(value)) return value.map((each: unknown) => maskedValue(each, mask));
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => [
      name,
      isOwnWord(name, each) ? each : maskedValue(each, mask),
    ]),
  );
}

/**
 * Passes events on without the values of secrets: what a link says of itself, such as the lines of its handshake, is recorded and shown, and
 * the endpoint that it was given has them. Payloads are passed on as they are.
 */
export function maskedSink(sink: EndpointSink, mask: Mask): EndpointSink {
  const clean = <Value>(value: Value): Value => maskedValue(value, mask);
  return {
    listening: (facts, atUs) => sink.listening(clean(facts), atUs),
    linkOpened: (link, facts, atUs) => maskedLinkSink(sink.linkOpened(link, clean(facts), atUs), mask),
    warned: (message, atUs, detail) => sink.warned(mask(message), atUs, clean(detail)),
    undelivered: (message, atUs, code) => sink.undelivered(mask(message), atUs, code),
    progressed: (facts) => sink.progressed(clean(facts)),
    groups: (groups, note, atUs) => sink.groups(clean(groups), mask(note), atUs),
    datagrams: (facts, note, atUs) => sink.datagrams(facts, clean(note), atUs),
    closed: (outcome, atUs) => sink.closed(clean(outcome), atUs),
  };
}

function maskedLinkSink(sink: LinkSink, mask: Mask): LinkSink {
  return {
    payload: (payload) => sink.payload(payload),
    ended: (direction, atUs) => sink.ended(direction, atUs),
    secured: (tls, atUs) => sink.secured(maskedValue(tls, mask), atUs),
    closed: (outcome, atUs) => sink.closed(maskedValue(outcome, mask), atUs),
    ...(sink.readsOn && { readsOn: () => sink.readsOn?.() }),
    ...(sink.owed && { owed: () => sink.owed?.() ?? null }),
  };
}
