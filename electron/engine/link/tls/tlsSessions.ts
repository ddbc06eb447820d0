import type { X509Certificate } from 'node:crypto';

/** The proof from one handshake that later handshakes of the same session do not repeat. */
export interface KeptSession {
  /** The ticket in Node's form. */
  readonly ticket: Buffer;
  readonly chain: readonly X509Certificate[];
  readonly verifyCode: string | null;
}

/** The last TLS session of a connection, offered again when it reconnects (RFC 8446, section 2.2). Kept in memory only. */
export class TlsSessions {
  private kept: KeptSession | null = null;

  get last(): KeptSession | null {
    return this.kept;
  }

  keep(session: KeptSession): void {
    this.kept = session;
  }

  /** Call it after a certificate was refused, or a handshake with the ticket failed. */
  forget(): void {
    this.kept = null;
  }
}
