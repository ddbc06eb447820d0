import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { rename, rm, writeFile } from 'node:fs/promises';
import { hostname, userInfo } from 'node:os';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { codeOf } from '../../../shared/base/errors.ts';
import { readSmallFile, temporaryEnding } from '../files/files.ts';

/** 4 KiB: ten times the size of a claim. */
const largestClaimBytes = 4096;

const name = z.string().max(255);

/**
 * Says who has a workspace open, in a file in its folder for others to read. It locks nothing: on one machine the operating system's lock
 * decides, and the claim only names its holder. Where machines whose locks do not meet share a folder, the claim is the only evidence.
 */
const claimSchema = z.object({
  version: z.literal(1),
  /** Identifies this opening of the workspace and no other. */
  id: name,
  host: name,
  /** A digest that tells apart machines of the same name; null where the system has none. */
  machine: name.nullable(),
  /** Differs after each start of the system, and between systems; null where the system has none. */
  boot: name.nullable(),
  user: name,
  pid: z.int(),
  program: z.enum(['desktop', 'headless']),
  /** ISO 8601. */
  since: z.iso.datetime(),
  /** Names the socket at which the program can be asked to show itself; null when there is none. Never a path. */
  door: z
    .string()
    .regex(/^[a-z0-9]{20,40}$/)
    .nullable(),
});
export type Claim = z.output<typeof claimSchema>;

/** Makes this process's claim. */
export function makeClaim(id: string, program: Claim['program'], door: string | null): Claim {
  const { pid } = process;
  const since = new Date().toISOString();
  return { version: 1, id, ...thisMachine(), user: userName(), pid, program, since, door };
}

/** Null when there is no claim, or it cannot be understood. */
export async function readClaim(path: string): Promise<Claim | null> {
  try {
    const bytes = await readSmallFile(path, largestClaimBytes);
    const parsed = claimSchema.safeParse(JSON.parse(new TextDecoder().decode(bytes ?? undefined)));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

/** Not synced: after a power cut the claim is no longer true anyway. */
export async function writeClaim(path: string, claim: Claim): Promise<void> {
  const beside = join(dirname(path), `.${claim.id}${temporaryEnding}`);
  try {
    await writeFile(beside, `${JSON.stringify(claim, null, 2)}\n`, { flag: 'wx' });
    await rename(beside, path);
  } catch (error) {
    await rm(beside, { force: true });
    throw error;
  }
}

/** True for a claim made on this machine, where the same locks apply: they, and not the claim, say whether it is still true. */
export function isOfThisMachine({ boot, host, machine }: Pick<Claim, 'boot' | 'host' | 'machine'>): boolean {
  const here = thisMachine();
  return (boot !== null && boot === here.boot) || (host === here.host && machine === here.machine);
}

/** True for a claim of this machine whose process has ended: the next holder of the lock has not written its own claim yet. */
export function isStale(claim: Claim): boolean {
  if (!isOfThisMachine(claim)) return false;
  try {
    process.kill(claim.pid, 0);
    return false;
  } catch (error) {
    // Another user's process may not be signalled, but it exists.
    return codeOf(error) === 'ESRCH';
  }
}

function thisMachine(): Pick<Claim, 'host' | 'machine' | 'boot'> {
  const id = firstLine('/etc/machine-id') ?? firstLine('/var/lib/dbus/machine-id');
  // machine-id(5) asks not to show the id itself to others.
  const machine = id && createHash('sha256').update(`wirebench ${id}`).digest('hex').slice(0, 32);
  return { host: hostname().slice(0, 255), machine, boot: firstLine('/proc/sys/kernel/random/boot_id') };
}

function firstLine(path: string): string | null {
  try {
    return readFileSync(path, 'utf8').split('\n')[0]?.slice(0, 255) || null;
  } catch {
    return null;
  }
}

function userName(): string {
  try {
    return userInfo().username.slice(0, 255);
  } catch {
    // The system has no name for this user id.
    return String(process.getuid?.() ?? 'unknown');
  }
}
