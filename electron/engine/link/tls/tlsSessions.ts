import type { X509Certificate } from 'node:crypto';

/** What a handshake proved that a later one of the same session does not show again. */
export interface KeptSession {
  /** The ticket, as Node gives and takes it. */
  readonly ticket: Buffer;
  readonly chain: readonly X509Certificate[];
  readonly verifyCode: string | null;
}

/** The last TLS session of a connection, to be offered again when it reconnects (RFC 8446, section 2.2). Lives in memory only. */
export class TlsSessions {
  private kept: KeptSession | null = null;

  get last(): KeptSession | null {
    return this.kept;
  }

  keep(session: KeptSession): void {
    this.kept = session;
  }

  /** After a certificate was refused, or a handshake with the ticket failed. */
  forget(): void {
    this.kept = null;
  }
}
