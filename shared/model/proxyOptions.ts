import { z } from 'zod';
import { optionalSecretSchema } from './secret.ts';

/**
 * The way in which a client reaches its address. `http` and `https` ask with CONNECT (RFC 9110, section 9.3.6), `socks5` as in RFC 1928 and
 * 1929; in both cases the proxy looks the name up. `address` is `host:port`.
 *
 * `environment` uses the environment that Wirebench was started in: the proxy of `HTTPS_PROXY`, otherwise of `ALL_PROXY`, whatever the
 * scheme of the address, because all our connections go through a proxy the way a TLS connection does. `NO_PROXY` exempts hosts: a list of
 * names (example.org also covers api.example.org), IP addresses and ranges such as 10.0.0.0/8, each with an optional port, or `*` for all.
 * A variable in lower case takes precedence over the one in upper case.
 *
 * `system` uses what the settings of the system say for the address, as browsers do; only the desktop program can ask them.
 */
export const proxySchema = z
  .strictObject({
    use: z.enum(['none', 'environment', 'system', 'http', 'https', 'socks5']).default('none'),
    address: z.string().max(300).default(''),
    user: z.string().max(255).default(''),
    password: optionalSecretSchema,
  })
  .prefault({});
export type ProxyOptions = z.infer<typeof proxySchema>;

/** True where the options name the proxy themselves. */
export function namesProxy(use: ProxyOptions['use']): use is 'http' | 'https' | 'socks5' {
  return use !== 'none' && use !== 'environment' && use !== 'system';
}
