import { createPrivateKey, X509Certificate } from 'node:crypto';
import { link, open, rm } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { isIP } from 'node:net';
import { domainToASCII } from 'node:url';
import { codeOf, messageOf } from '../../../shared/base/errors.ts';
import type { Certificate } from '../../../shared/model/facts.ts';
import type { ServerIdentity } from '../certificates/serverIdentity.ts';
import { LinkProblem } from '../base/linkProblem.ts';
import { visible } from '../../../shared/bytes/visibleText.ts';
import { describeCertificate } from '../certificates/certificates.ts';
import { fileRefusal, namesIn, readSmallFile, temporaryEnding } from '../files/files.ts';
import type { CertificateRequest, Issued } from './issueCertificate.ts';
import { prepareSecretsFolder } from './secrets.ts';
import { Serial } from '../base/serial.ts';
import { closeOnWindows } from './windowsRights.ts';

const dayMs = 24 * 3600 * 1000;
/** 10 years: people who have made a browser or a device trust the authority do not want to do it again soon. */
const authorityDays = 3652;
/** 397 days: browsers accept a server's certificate of at most 398. */
const certificateDays = 397;
/** One hour, for other machines whose clocks are slow. */
const backdatedMs = 3600 * 1000;
/** An authority is replaced 30 days before it expires, so that the last day surprises nobody. */
const renewedMs = 30 * dayMs;
/** 64 KiB: a certificate and a key have some two kilobytes. */
const largestFileBytes = 64 * 1024;
/** 64 sets of names: each keeps a key of some kilobytes in memory. */
const largestIdentityCount = 64;

/** The workspace's own certificate authority. */
export interface Authority {
  /** A certificate for these host names and IP addresses, 397 days at most. Rejects with a `LinkProblem` for an invalid name. */
  makeIdentity(names: readonly string[]): Promise<ServerIdentity>;
  /** Its certificate, for others to trust; created when there is none yet. */
  describeAuthority(): Promise<Certificate>;
}

interface AuthorityParts {
  /** The folder of the secrets; created when something is written. */
  readonly folder: string;
  /** Milliseconds since the epoch. */
  readonly nowMs: () => number;
  /** Letters and digits that nobody else has, for temporary files. */
  readonly makeId: () => string;
  /** Called when the files of an authority cannot be used and another authority is made. */
  readonly warn: (message: string) => void;
}

export function createAuthority(parts: AuthorityParts): Authority {
  const files = new AuthorityFiles(parts);
  const identities = new Map<string, Issued>();
  const serial = new Serial();
  const identityFor = async (names: readonly string[]): Promise<Issued> => {
    const authority = await files.authority();
    const id = JSON.stringify([authority.certificate, names]);
    const known = identities.get(id);
    if (known && isFresh(known, parts.nowMs(), dayMs)) return known;
    const made = await issueFor(names, authority, parts.nowMs());
    identities.delete(id);
    identities.set(id, made);
    for (const oldest of [...identities.keys()].slice(0, -largestIdentityCount)) identities.delete(oldest);
    return made;
  };
  return {
    async makeIdentity(names) {
      const cleaned = certificateNames(names);
      return serial.run(async () => {
        const made = await identityFor(cleaned);
        const { certificate } = await files.authority();
        return { certificate: made.certificate + certificate, key: made.key };
      });
    },
    describeAuthority: () =>
      serial.run(async () => {
        const { certificate } = await files.authority();
        return describeCertificate(new X509Certificate(certificate));
      }),
  };
}

/** Names as certificates spell them: IP addresses plain, host names in ASCII and lower case. Throws a `LinkProblem` at an invalid name. */
export function certificateNames(names: readonly string[]): string[] {
  const cleaned = names.map((name, index) => {
    const plain = name.trim().replace(/^\[(.*)\]$/, '$1');
    if (isIP(plain) !== 0 && !plain.includes('%')) return plain;
    const ascii = domainToASCII(plain.replace(/^\*\./, '').replace(/\.$/, ''));
    const prefix = plain.startsWith('*.') ? '*.' : '';
    if (isHostName(ascii)) return prefix + ascii.toLowerCase();
    throw new LinkProblem(
      `“${visible(name)}” is neither a host name nor an IP address, so no certificate can be created for it. Write names such as localhost, *.example.org or 127.0.0.1.`,
      { field: `tls.names.${index}` },
    );
  });
  return [...new Set(cleaned)];
}

/** RFC 1123, section 2.1, and underscores, which are in use. */
function isHostName(name: string): boolean {
  const isDigitsOnly = /^[\d.]+$/.test(name);
  return (
    name.length <= 253 && !isDigitsOnly && /^(?!-)[a-z0-9_-]{1,63}(?:\.(?!-)[a-z0-9_-]{1,63})*$/i.test(name)
  );
}

function issueFor(names: readonly string[], issuer: Issued, nowMs: number): Promise<Issued> {
  return issue({
    commonName: names[0] ?? 'localhost',
    notBeforeMs: nowMs - backdatedMs,
    // One second less than the number of days, because the last second is part of the time (RFC 5280, section 4.1.2.5).
    notAfterMs: Math.min(
      nowMs - backdatedMs + certificateDays * dayMs - 1000,
      new X509Certificate(issuer.certificate).validToDate.getTime(),
    ),
    names,
    issuer,
  });
}

/** Loads the library that builds certificates with the first one that is made. */
async function issue(request: CertificateRequest): Promise<Issued> {
  const { issueCertificate } = await import('./issueCertificate.ts');
  return issueCertificate(request);
}

function isFresh({ certificate }: Issued, nowMs: number, leftMs: number): boolean {
  const { validFromDate, validToDate } = new X509Certificate(certificate);
  return nowMs >= validFromDate.getTime() && validToDate.getTime() - nowMs > leftMs;
}

/**
 * The authority's two files, `authority.pem` and `authority.key`. Existing files are never overwritten: an authority that has expired, or
 * is damaged, stays, and the next one is `authority-2`, then `authority-3`. The highest number is the one in use.
 */
class AuthorityFiles {
  private readonly parts: AuthorityParts;
  private loaded: Issued | null = null;

  constructor(parts: AuthorityParts) {
    this.parts = parts;
  }

  async authority(): Promise<Issued> {
    if (this.loaded && isFresh(this.loaded, this.parts.nowMs(), renewedMs)) return this.loaded;
    const newest = await this.newestNumber();
    this.loaded = (newest === 0 ? null : await this.usable(newest)) ?? (await this.make(newest + 1));
    return this.loaded;
  }

  private async newestNumber(): Promise<number> {
    const numbers = (await namesIn(this.parts.folder)).map((name) => {
      const match = /^authority(?:-(\d{1,6}))?\.(?:pem|key)$/.exec(name);
      return match === null ? 0 : Number(match[1] ?? 1);
    });
    return Math.max(0, ...numbers);
  }

  /** Null for an authority that cannot be used; a warning says why, unless it has merely become old. */
  private async usable(number: number): Promise<Issued | null> {
    const { certificatePath } = this.pathsOf(number);
    try {
      const found = await this.read(number);
      return isFresh(found, this.parts.nowMs(), renewedMs) ? found : null;
    } catch (error) {
      this.parts.warn(
        `The certificate authority in ${certificatePath} cannot be used (${messageOf(error)}). A new one is created beside it; give its certificate to those who trusted the old one.`,
      );
      return null;
    }
  }

  private async read(number: number): Promise<Issued> {
    const { certificatePath, keyPath } = this.pathsOf(number);
    const certificate = await readText(certificatePath);
    const key = await readText(keyPath);
    const parsed = new X509Certificate(certificate);
    if (!parsed.ca) throw new Error('it is not an authority');
    if (!parsed.checkPrivateKey(createPrivateKey(key)))
      throw new Error('its key belongs to another certificate');
    return { certificate: parsed.toString(), key };
  }

  /** The key is written before the certificate, so that a reader who sees the certificate sees both. */
  private async make(number: number): Promise<Issued> {
    const { folder, nowMs, makeId, warn } = this.parts;
    const { certificatePath, keyPath } = this.pathsOf(number);
    const madeAtMs = nowMs();
    const made = await issue({
      commonName: `Wirebench authority of ${hostname().slice(0, 20)} (${new Date(madeAtMs).toISOString().slice(0, 10)})`,
      notBeforeMs: madeAtMs - backdatedMs,
      notAfterMs: madeAtMs + authorityDays * dayMs,
      names: [],
      issuer: null,
    });
    await prepareSecretsFolder(folder, makeId());
    await closeOnWindows(folder, warn);
    if (!(await this.writeNew(keyPath, made.key))) return this.madeByAnother(number);
    if (!(await this.writeNew(certificatePath, made.certificate))) return this.madeByAnother(number);
    return made;
  }

  /** False when somebody else's file exists already. The new file appears whole or not at all. */
  private async writeNew(path: string, text: string): Promise<boolean> {
    const beside = join(this.parts.folder, `.${this.parts.makeId()}${temporaryEnding}`);
    try {
      await using handle = await open(beside, 'wx', 0o600);
      await handle.writeFile(text);
      await handle.sync();
      await link(beside, path);
      return true;
    } catch (error) {
      if (codeOf(error) === 'EEXIST') return false;
      throw fileRefusal('The certificate authority of this workspace could not be saved', error);
    } finally {
      await rm(beside, { force: true });
    }
  }

  /** Another Wirebench has made an authority in the same moment, and is about to write the second file. */
  private async madeByAnother(number: number): Promise<Issued> {
    for (let tries = 0; ; tries += 1) {
      try {
        return await this.read(number);
      } catch (error) {
        if (tries >= largestWaitCount) return this.make(number + 1);
        if (codeOf(error) === 'ENOENT') await new Promise((resolve) => void setTimeout(resolve, waitMs));
        else tries = largestWaitCount;
      }
    }
  }

  private pathsOf(number: number): { readonly certificatePath: string; readonly keyPath: string } {
    const name = number === 1 ? 'authority' : `authority-${number}`;
    return {
      certificatePath: join(this.parts.folder, `${name}.pem`),
      keyPath: join(this.parts.folder, `${name}.key`),
    };
  }
}

/** 20 times 50 ms: writing the second file takes a few milliseconds, on a busy disk some hundred. */
const largestWaitCount = 20;
const waitMs = 50;

async function readText(path: string): Promise<string> {
  const bytes = await readSmallFile(path, largestFileBytes);
  if (bytes === null) throw new Error('the file is larger than any certificate or key');
  return Buffer.from(bytes).toString('latin1');
}
