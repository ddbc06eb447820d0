/**
 * The reason why a SOCKS proxy did not connect: a sentence whose subject, the proxy, is left out, the number it sent, and whom it is about.
 */
export interface SocksFault {
  readonly says: string;
  readonly code: string | null;
  readonly about: 'proxy' | 'target' | 'user' | 'password';
  /** True when the first byte was not SOCKS5, so that the next bytes may tell what the other side is. */
  readonly isStranger?: boolean;
}

/** The client's side of the dialogue, as far as the replies must match it. */
interface SocksRequest {
  /** User and password were offered (RFC 1929). */
  readonly hasCredentials: boolean;
  /** `host:port` of the target, for sentences. */
  readonly target: string;
}

/** The replies in their order; `bound` is the address in the last one, which the library reads to its end. */
type Stage = 'method' | 'password' | 'reply' | 'bound';

const userAndPassword = 2;
/** RFC 1928, section 3. */
const noMethod = 0xff;
const methodNames: Readonly<Record<number, string>> = { 1: 'GSSAPI' };

/**
 * Follows the replies of a SOCKS5 proxy byte by byte (RFC 1928, sections 3 and 6; RFC 1929, section 2), and finds the first that does not
 * grant the request. The library knows the eight replies of the RFC by name, accepts any other and every address type, and drops numbers
 * and versions.
 */
export class SocksReplies {
  private readonly request: SocksRequest;
  private stage: Stage = 'method';
  private place = 0;

  constructor(request: SocksRequest) {
    this.request = request;
  }

  /** Null for a byte that the library may have. */
  take(byte: number): SocksFault | null {
    const { stage, place } = this;
    this.place += 1;
    switch (stage) {
      case 'method':
        return place === 0 ? this.versionFault(byte, true) : this.chose(byte);
      case 'password':
        return place === 0 ? subnegotiationFault(byte) : this.judged(byte);
      case 'reply':
        return this.replied(byte, place);
      case 'bound':
        return null;
    }
  }

  /** What to say when the proxy closes the connection now. */
  get whenClosed(): string {
    const { stage, place, request } = this;
    if (place > 0 || stage === 'bound')
      return 'closed the connection in the middle of its reply. Look in its log.';
    switch (stage) {
      case 'method':
        return 'closed the connection without an answer. Check that it is a SOCKS5 proxy.';
      case 'password':
        return 'closed the connection without an answer to user and password. It may not accept them.';
      case 'reply':
        return `closed the connection without an answer to the request for ${request.target}. It may not allow it; look in its log.`;
    }
  }

  private goOn(stage: Stage): null {
    this.stage = stage;
    this.place = 0;
    return null;
  }

  private versionFault(byte: number, isFirst: boolean): SocksFault | null {
    if (byte === 5) return null;
    return {
      says: isFirst
        ? 'did not answer with SOCKS5'
        : `replied with version ${byte} instead of 5 (RFC 1928, section 6). Check that it is a SOCKS5 proxy.`,
      code: null,
      about: 'proxy',
      ...(isFirst ? { isStranger: true } : {}),
    };
  }

  private chose(method: number): SocksFault | null {
    const { hasCredentials } = this.request;
    if (method === 0) return this.goOn('reply');
    if (method === userAndPassword && hasCredentials) return this.goOn('password');
    const code = `SOCKS ${method}`;
    if (method === userAndPassword || (method === noMethod && !hasCredentials)) {
      return { says: 'asks for a user and a password.', code, about: 'user' };
    }
    if (method === noMethod) {
      return { says: 'asks for another kind of authentication than user and password.', code, about: 'user' };
    }
    const name = methodNames[method];
    return {
      says: `chose method ${method}${name === undefined ? '' : ` (${name})`} for authentication, which was not offered. Wirebench supports user and password (RFC 1929), or none.`,
      code,
      about: 'proxy',
    };
  }

  private judged(status: number): SocksFault | null {
    if (status === 0) return this.goOn('reply');
    return { says: 'does not accept this user and password.', code: null, about: 'password' };
  }

  private replied(byte: number, place: number): SocksFault | null {
    if (place === 0) return this.versionFault(byte, false);
    if (place === 1) return byte === 0 ? null : refusal(byte, this.request.target);
    if (place < 3) return null;
    // IPv4, a name, IPv6.
    if (byte === 1 || byte === 3 || byte === 4) return this.goOn('bound');
    return {
      says: `replied with an address of type ${byte}, which SOCKS5 does not have (RFC 1928, section 5), so the end of its reply is unknown. Check that it is a SOCKS5 proxy.`,
      code: null,
      about: 'proxy',
    };
  }
}

/** RFC 1929 has version 1 here; some proxies send the SOCKS version. */
function subnegotiationFault(byte: number): SocksFault | null {
  if (byte === 1 || byte === 5) return null;
  return {
    says: `answered user and password with version ${byte}, which must be 1 (RFC 1929). Check that it is a SOCKS5 proxy.`,
    code: null,
    about: 'proxy',
  };
}

/** RFC 1928, section 6. */
const replies: Readonly<Record<number, (target: string) => string>> = {
  1: (target) => `could not connect to ${target}, and does not say why (general failure).`,
  2: (target) => `does not allow a connection to ${target}.`,
  3: (target) => `has no route to ${target} (network unreachable).`,
  4: (target) => `has no route to ${target} (host unreachable).`,
  5: (target) => `found that nothing listens at ${target} (connection refused).`,
  6: (target) => `did not reach ${target} (time to live expired).`,
  7: () => 'does not support the command CONNECT.',
  8: (target) => `does not support addresses such as ${target}.`,
};

function refusal(reply: number, target: string): SocksFault {
  const words =
    replies[reply]?.(target) ??
    `rejected the connection to ${target} with reply ${reply}, a number that RFC 1928 does not define. Look it up in its manual.`;
  // Replies 3 to 6 are about the target, not the proxy.
  return { says: words, code: `SOCKS ${reply}`, about: reply >= 3 && reply <= 6 ? 'target' : 'proxy' };
}
