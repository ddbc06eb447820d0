import type { X509Certificate } from 'node:crypto';

/** The facts about the other side's certificate once the handshake is done. */
export interface PeerEvidence {
  /** The name of the other side in sentences. */
  readonly where: string;
  /** The name that the certificate must cover; null for a client's, which covers none. */
  readonly name: string | null;
  /**
   * The TLS library's verdict on the path to an authority: one of OpenSSL's codes; null when it found nothing wrong. Of several problems it
   * reports the last that it found, so one code may hide others.
   */
  readonly verifyCode: string | null;
  /** All certificates that the peer showed, its own first, followed by our authority that signed the last; empty when it showed none. */
  readonly chain: readonly X509Certificate[];
  /** Tells whether an authority that counts here signed a certificate, or is it. */
  readonly isVouchedFor: (certificate: X509Certificate) => boolean;
  /** Set where the TLS library has no level of security of its own, below which it refuses keys and signatures. */
  readonly judgesStrength?: boolean;
  /** More about the authorities that count here; absent when nobody asks. */
  readonly authorities?: KnownAuthorities;
  /** Milliseconds since the epoch by the system's clock. The clock of the records stands still while the machine sleeps. */
  readonly nowMs: number;
}

/** Why a certificate does not verify. `field` is the option that may fix it. */
export interface PeerProblem {
  readonly code: string;
  readonly message: string;
  readonly field: string | null;
}

/** Questions to one side's authorities about a certificate that none of them vouches for. */
interface KnownAuthorities {
  /** Authorities that have its issuer's name, but whose key did not sign it. */
  readonly namesakesOf: (certificate: X509Certificate) => readonly X509Certificate[];
  /** The certificate was itself given as an authority, but only a self-signed certificate may end a path. */
  readonly isGiven: (certificate: X509Certificate) => boolean;
}
