import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { textOfAnswer } from '../http/answerText.ts';
import { quoted } from '../http/quoted.ts';
import { LinkProblem } from '../../base/linkProblem.ts';
import { visible } from '../../../../shared/bytes/visibleText.ts';

/** Describes an answer other than 101: its status, what to try, and the beginning of its text; with the option that may fix it. */
export async function refusalOf(response: IncomingMessage, where: string): Promise<LinkProblem> {
  const { statusCode = 0, headers } = response;
  const said = await textOfAnswer(response);
  const status = `${statusCode} ${visible(response.statusMessage ?? '')}`.trim();
  const { advice, field } = adviceFor(statusCode, headers, said, where);
  const quotation = said === '' ? '' : ` It said: “${said}”`;
  return new LinkProblem(`${where} refused the WebSocket handshake with ${status}. ${advice}${quotation}`, {
    code: `HTTP ${statusCode}`,
    field,
  });
}

/** What to try, and the option that it concerns. */
interface Advice {
  readonly advice: string;
  readonly field: string | null;
}

function adviceFor(status: number, headers: IncomingHttpHeaders, said: string, where: string): Advice {
  const about = (advice: string, field: string | null = null): Advice => ({ advice, field });
  if (wantsTls(status, headers, said)) return about(useTls, 'address');
  const redirect = status >= 300 && status < 400 ? redirection(headers.location, where) : null;
  if (redirect !== null) return about(redirect, 'address');
  const versions = otherVersions(headers['sec-websocket-version']);
  if (versions !== null) return about(versions);
  return adviceForStatus(status, headers);
}

function adviceForStatus(status: number, headers: IncomingHttpHeaders): Advice {
  const again = retryAfter(headers['retry-after']);
  switch (status) {
    case 401:
      return {
        advice: `${challenge(headers)}Check the headers (Authorization, Cookie, Origin).`,
        field: 'headers',
      };
    case 403:
      return { advice: 'Check the headers (Authorization, Cookie, Origin).', field: 'headers' };
    case 404:
      return { advice: 'Check the path.', field: 'address' };
    case 407:
      return {
        advice: `${challenge(headers)}A proxy on the way asks for authentication: enter user and password under “Proxy”.`,
        field: 'proxy.use',
      };
    case 426:
      return { advice: wantedUpgrade(headers.upgrade), field: null };
    case 429:
      return {
        advice: `It received too many requests. ${again ?? 'Wait before you connect again.'}`,
        field: null,
      };
    case 502:
    case 504:
      return {
        advice: 'A gateway answered, but the server behind it did not. Check that server.',
        field: null,
      };
    case 503:
      return { advice: `It cannot serve now. ${again ?? 'Connect again later.'}`, field: null };
    case 200:
      return { advice: 'It answered as if a page had been requested. Check the path.', field: 'address' };
    default:
      return {
        advice: `${again === null ? '' : `${again} `}Check that this address is a WebSocket endpoint.`,
        field: null,
      };
  }
}

const useTls = 'It speaks TLS at this port. Use wss:// instead of ws://.';

/** The words of nginx, Apache, Go, Tomcat and the like for plain HTTP at a TLS port, besides nginx's status 497 and RFC 2817. */
const plainAtTlsPort =
  /plain HTTP (?:request was sent )?to (?:an? |the )?(?:HTTPS|SSL|TLS)|HTTP request (?:was sent )?to an? (?:HTTPS|TLS) (?:server|port)|host and port requires TLS/i;

function wantsTls(status: number, { upgrade = '' }: IncomingHttpHeaders, said: string): boolean {
  return status === 497 || plainAtTlsPort.test(said) || (status === 426 && /\bTLS\/1/i.test(upgrade));
}

function redirection(location: string | undefined, where: string): string | null {
  if (location === undefined) return null;
  const told = `It redirects to ${visible(location)} and redirects are not followed`;
  const scheme = /^(https?):\/\//i.exec(location)?.[1]?.toLowerCase();
  if (scheme === undefined) {
    const isRelative = !/^[a-z][a-z0-9+.-]*:/i.test(location);
    return isRelative
      ? `${told}: connect to that path of ${where} if it is meant.`
      : `${told}: connect there if you trust it.`;
  }
  const socket = location.replace(/^http/i, 'ws');
  return `${told}: connect to ${visible(socket)} if you trust it.`;
}

/** RFC 6455, section 4.4: the versions of the protocol that the server speaks, if ours is not among them. */
function otherVersions(versions: string | string[] | undefined): string | null {
  if (versions === undefined) return null;
  const list = [versions].flat().join(', ');
  const isOurs = list.split(',').some((version) => version.trim() === '13');
  return isOurs
    ? null
    : `It speaks version ${visible(list)} of the protocol (Sec-WebSocket-Version), but Wirebench speaks 13, the version of RFC 6455. It needs a newer WebSocket library.`;
}

/** RFC 9110, section 11.6. */
function challenge(headers: IncomingHttpHeaders): string {
  const wanted = headers['www-authenticate'] ?? headers['proxy-authenticate'];
  return wanted === undefined ? '' : `It asks for ${quoted(wanted)}. `;
}

function wantedUpgrade(upgrade: string | undefined): string {
  return upgrade === undefined || /^websocket$/i.test(upgrade.trim())
    ? 'It requires an upgrade, but did not see ours: a proxy on the way may have dropped the header Upgrade.'
    : `It requires an upgrade to ${quoted(upgrade)}, but this is one to WebSocket. Check that this address is a WebSocket endpoint.`;
}

/** RFC 9110, section 10.2.3: seconds, or a date. */
function retryAfter(value: string | undefined): string | null {
  if (value === undefined) return null;
  return /^\d+$/.test(value.trim())
    ? `It says to try again in ${value.trim()} s (Retry-After).`
    : `It says to try again after ${visible(value)} (Retry-After).`;
}
