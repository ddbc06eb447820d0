import { fail, ok, type Result } from '../../../../shared/base/result.ts';
import { visible } from '../../../../shared/bytes/visibleText.ts';

/**
 * The path and query that a request asks for, from any form of target (RFC 9112, section 3.2). An absolute URL may have the scheme of HTTP
 * or of WebSocket: RFC 6455, section 4.1, lets clients send either through a proxy. The problem continues after the client's name.
 */
export function pathOfTarget(method: string, target: string): Result<string, string> {
  if (target.includes('#')) return fail(`sent the # part of its address (${visible(target)})`);
  if (target.startsWith('/')) return ok(target);
  if (target === '*') return method === 'OPTIONS' ? ok(target) : fail(`asked for * with ${method}`);
  const [, scheme, authority = '', rest = ''] = /^([^:]+):\/\/([^/?]*)(.*)$/s.exec(target) ?? [];
  if (scheme === undefined) return fail(`asked for ${visible(target)}, which is not a path`);
  if (!/^(?:ws|http)s?$/i.test(scheme))
    return fail(`asked for ${visible(target)}, which is not a WebSocket address`);
  if (!isAuthority(authority)) return fail(`asked for ${visible(target)}, which has no host`);
  return ok(rest.startsWith('/') ? rest : `/${rest}`);
}

/**
 * True for a host with or without a port, as in a Host header (RFC 9110, section 7.2; RFC 3986, section 3.2). The host must not be empty,
 * and no user may precede an @: an http URL allows neither (RFC 9110, sections 4.2.1 and 4.2.4).
 */
export function isAuthority(text: string): boolean {
  return /^(?:\[(?:[\da-f:.]+|v[\da-f]+\.[\w\-.~!$&'()*+,;=:]+)\]|(?:[\w\-.~!$&'()*+,;=]|%[\da-f]{2})+)(?::\d*)?$/i.test(
    text,
  );
}
