import { fail, ok, type Result } from '../../../../shared/base/result.ts';
import { visible } from '../../../../shared/bytes/visibleText.ts';

/**
 * The path and query that a request asks for, from whichever form its target has (RFC 9112, section 3.2). Of an absolute URL the scheme may
 * be that of HTTP or of WebSocket: RFC 6455, section 4.1, lets clients send either through a proxy. Failing, it says what is wrong, as a
 * sentence goes on after the client's name.
 */
export function pathOfTarget(method: string, target: string): Result<string, string> {
  if (target.includes('#')) return fail(`sent the # part of its address (${visible(target)})`);
  if (target.startsWith('/')) return ok(target);
  if (target === '*') return method === 'OPTIONS' ? ok(target) : fail(`asked for * with ${method}`);
  const [, scheme, authority = '', rest = ''] = /^([^:]+):\/\/([^/?]*)(.*)$/s.exec(target) ?? [];
  if (scheme === undefined) return fail(`asked for ${visible(target)}, which is no path`);
  if (!/^(?:ws|http)s?$/i.test(scheme)) return fail(`asked for ${visible(target)}, which is no WebSocket`);
  if (!isAuthority(authority)) return fail(`asked for ${visible(target)}, which has no host`);
  return ok(rest.startsWith('/') ? rest : `/${rest}`);
}

/**
 * True for a host with or without a port, as a Host header has it (RFC 9110, section 7.2; RFC 3986, section 3.2). The host is not empty,
 * and nobody signs in before an @: an http URL has neither (RFC 9110, sections 4.2.1 and 4.2.4).
 */
export function isAuthority(text: string): boolean {
  return /^(?:\[(?:[\da-f:.]+|v[\da-f]+\.[\w\-.~!$&'()*+,;=:]+)\]|(?:[\w\-.~!$&'()*+,;=]|%[\da-f]{2})+)(?::\d*)?$/i.test(
    text,
  );
}
