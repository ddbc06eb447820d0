/** Who asks a proxy; both empty where it wants to know neither. */
interface ProxyCredentials {
  readonly user: string;
  readonly password: string;
}

/**
 * The request to an HTTP proxy as it is sent (RFC 9110, section 9.3.6): nothing but the target and the credentials, since Node’s own adds
 * `Connection: close`, which the connection that is asked for does not mean. `authority` is `host:port`.
 */
export function connectRequest(authority: string, credentials: ProxyCredentials): Uint8Array {
  const basic = basicCredentials(credentials);
  const lines = [
    `CONNECT ${authority} HTTP/1.1`,
    `Host: ${authority}`,
    ...(basic === null ? [] : [`Proxy-Authorization: Basic ${basic}`]),
  ];
  return Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1');
}

/** User and password as RFC 7617 writes them; null where there are none. */
export function basicCredentials({ user, password }: ProxyCredentials): string | null {
  if (user === '' && password === '') return null;
  return Buffer.from(`${user}:${password}`, 'utf8').toString('base64');
}
