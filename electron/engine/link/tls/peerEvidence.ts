import type { X509Certificate } from 'node:crypto';

/** What is known of the other side's certificate when the handshake is done. */
export interface PeerEvidence {
  /** Who it is, for sentences. */
  readonly where: string;
  /** The name that the certificate has to be for; null for a client's, which is for none. */
  readonly name: string | null;
  /**
   * What the TLS library found when it built the path to an authority: one of OpenSSL's codes; null when it found nothing wrong. Of several
   * problems it tells the last that it came upon, so one code may hide others.
   */
  readonly verifyCode: string | null;
  /** All that was shown, the own certificate first, with the authority of ours behind it that signed the last; empty where nothing was. */
  readonly chain: readonly X509Certificate[];
  /** Whether an authority that counts here signed a certificate, or is it. */
  readonly isVouchedFor: (certificate: X509Certificate) => boolean;
  /** What else can be said of the authorities that count here; absent where nobody asks. */
  readonly authorities?: KnownAuthorities;
  /** Milliseconds since the epoch by the clock of the system. The clock of the records stands still while the machine sleeps. */
  readonly nowMs: number;
}

/** Why a certificate does not verify. `field` is the option that may mend it. */
export interface PeerProblem {
  readonly code: string;
  readonly message: string;
  readonly field: string | null;
}

/** The authorities that count at one side, asked for a certificate that none of them vouches for. */
interface KnownAuthorities {
  /** Authorities with the name of its issuer, whose key did not sign it. */
  readonly namesakesOf: (certificate: X509Certificate) => readonly X509Certificate[];
  /** It was given as an authority itself, and is none at the end of a path: only who signed itself is. */
  readonly isGiven: (certificate: X509Certificate) => boolean;
}
