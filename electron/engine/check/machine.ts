import { readFileSync } from 'node:fs';
import { networkInterfaces } from 'node:os';
import type { NetworkInterface } from '../../../shared/model/endpointCheck.ts';
import type { InterfaceTable } from '../link/udp/interfaces.ts';

/** The parts of this machine that a check looks at. */
export interface Machine {
  readonly platform: NodeJS.Platform;
  readonly interfaces: InterfaceTable;
  /** Ports below this one are for privileged programs; 0 where the system has no such ports, or this program is privileged. */
  readonly firstFreePort: number;
  /** Milliseconds since the epoch. */
  readonly nowMs: number;
}

/** This machine in its current state. */
export function thisMachine(): Machine {
  return {
    platform: process.platform,
    interfaces: networkInterfaces(),
    firstFreePort: firstFreePort(),
    nowMs: Date.now(),
  };
}

/** The interfaces of this machine, external ones first. */
export function listInterfaces(): NetworkInterface[] {
  return Object.entries(networkInterfaces())
    .map(([name, addresses = []]) => ({
      name,
      addresses: addresses.map(({ address }) => address),
      isInternal: addresses.every(({ internal }) => internal),
    }))
    .toSorted((one, other) => Number(one.isInternal) - Number(other.isInternal));
}

/** 1024 on unix systems; Linux lets it be changed (ip(7), `ip_unprivileged_port_start`), and Windows and macOS have no such limit. */
function firstFreePort(): number {
  if (process.platform === 'win32' || process.platform === 'darwin' || process.getuid?.() === 0) return 0;
  try {
    const text = readFileSync('/proc/sys/net/ipv4/ip_unprivileged_port_start', 'latin1');
    return Number.parseInt(text, 10) || 0;
  } catch {
    return 1024;
  }
}
