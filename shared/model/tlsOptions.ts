import { z } from 'zod';
import { optionalSecretSchema } from './secret.ts';

/** 64 KiB of PEM, some forty certificates: people have few authorities of their own, and the system's are there anyway. */
export const largestPemLength = 65_536;

/** Certificates are public and are in files that people share; a private key among them would leak. */
const pem = z
  .string()
  .refine((text) => text.length <= largestPemLength, {
    error:
      'This is more than 64 KiB of certificates. Only your own belong here: the authorities of the system are there anyway.',
    abort: true,
  })
  .refine((text) => !/PRIVATE KEY-----/.test(text), {
    error:
      'There is a private key in this text. Keys have a field of their own, so choose the certificates alone.',
  })
  .default('');

/** SHA-256 of a certificate (DER), as 32 pairs of upper-case hex digits with colons, as OpenSSL and browsers print it. */
const fingerprintSchema = z
  .string()
  .regex(
    /^(?:[0-9A-F]{2}:){31}[0-9A-F]{2}$/,
    'A SHA-256 fingerprint has 32 pairs of hex digits with colons.',
  );

/** `default` leaves the choice to the TLS library, which means 1.2 and 1.3. */
export const tlsVersions = ['default', 'TLSv1', 'TLSv1.1', 'TLSv1.2', 'TLSv1.3'] as const;
const version = z.enum(tlsVersions).default('default');

/** RFC 7301: 1 to 255 bytes each. */
const alpn = z.array(z.string().min(1).max(255)).max(32).default([]);

/** A certificate chain as PEM with its key, or both in a PKCS #12 file (`pfx`); `passphrase` opens either. */
const identity = {
  certificate: pem,
  key: optionalSecretSchema,
  pfx: optionalSecretSchema,
  passphrase: optionalSecretSchema,
};

const negotiation = {
  alpn,
  minVersion: version,
  maxVersion: version,
  /** OpenSSL's list of cipher suites; empty is the TLS library's default. */
  ciphers: z.string().max(4096).default(''),
  /** Writes the session's TLS secrets to a file beside the recording (NSS key log format), for Wireshark. */
  keyLog: z.boolean().default(false),
};

/**
 * TLS as a client (RFC 8446). `verify` off accepts every certificate; `trusted` are fingerprints of certificates that are accepted although
 * they do not verify. `ca` are the person's own authorities as PEM (64 KiB at most), in addition to the system's unless `systemCa` is off.
 * An empty `serverName` means the host of the address (RFC 6066).
 */
export const tlsClientSchema = z
  .strictObject({
    verify: z.boolean().default(true),
    trusted: z.array(fingerprintSchema).max(16).default([]),
    ca: pem,
    systemCa: z.boolean().default(true),
    ...identity,
    serverName: z.string().trim().max(253).default(''),
    ...negotiation,
    /** Offers to resume the previous TLS session of this connection when it reconnects. */
    resume: z.boolean().default(false),
  })
  .prefault({});
export type TlsClientOptions = z.infer<typeof tlsClientSchema>;

/**
 * TLS as a server. With `identity: made` Wirebench makes a certificate for `names` (host names and IP addresses), signed by the authority
 * of the workspace. `ca` are the authorities that client certificates are verified against, where these are requested.
 */
export const tlsServerSchema = z
  .strictObject({
    identity: z.enum(['made', 'given']).default('made'),
    names: z
      .array(z.string().trim().min(1).max(253))
      .min(1)
      .max(64)
      .default(['localhost', '127.0.0.1', '::1']),
    ...identity,
    clientCertificate: z.enum(['none', 'asked', 'required']).default('none'),
    ca: pem,
    ...negotiation,
  })
  .prefault({});
export type TlsServerOptions = z.infer<typeof tlsServerSchema>;

/**
 * The protocols whose dialogue leads from plain text to TLS on the same connection; with `none` it stays plain until the person starts TLS.
 */
export const startTlsProtocols = [
  'none',
  'smtp',
  'imap',
  'pop3',
  'ftp',
  'xmpp',
  'ldap',
  'postgres',
  'mysql',
] as const;
export const startTlsSchema = z.enum(startTlsProtocols).default('none');
export type StartTlsProtocol = z.infer<typeof startTlsSchema>;
