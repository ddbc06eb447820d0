import { session } from 'electron';
import { formatHostAndPort, type HostAndPort } from '../../shared/model/address.ts';

/**
 * Asks the system for the proxy to a target, as a browser would for an https page there: our connections go through a proxy unread, as
 * those do. To be called after `ready`.
 */
export function systemProxy({ host, port }: HostAndPort): Promise<string> {
  return session.defaultSession.resolveProxy(`https://${formatHostAndPort(host, port)}/`);
}
