import { fail, ok, type Result } from '../../shared/base/result.ts';
import { parseAddress } from '../../shared/model/address.ts';
import { kindOfScheme } from '../../shared/model/endpointKinds.ts';

/** The scheme of links that open Wirebench. */
const linkScheme = 'wirebench';

/** 2,000 characters: what every system and browser passes on whole. */
const longestLink = 2000;

/** True for whatever claims to be one of our links. */
export function isLink(text: string): boolean {
  return new RegExp(`^${linkScheme}:`, 'i').test(text);
}

/**
 * Reads a link, which anybody may have written: `wirebench://open?address=tcp://127.0.0.1:9000`, the address encoded as in any query. There
 * is no other one. It gives the address of a client, or a sentence that says why not.
 *
 * An address is refused where it has a reference (`{{token}}`), which would send what it stands for to the author of the link; anything but
 * visible ASCII, with which one address is made to look like another; or a path of this machine.
 */
export function readLink(link: string): Result<string, string> {
  if (link.length > longestLink) return fail(`The link is longer than ${longestLink} characters.`);
  const written = /^wirebench:\/\/open\/?\?address=([^&#]*)$/i.exec(link)?.[1];
  if (written === undefined)
    return fail('Wirebench only knows links of the form wirebench://open?address=….');
  const address = decoded(written);
  if (address === null) return fail('The address in the link is not encoded as a link has it.');
  if (!/^[!-~]+$/.test(address))
    return fail('The address in the link has characters other than visible ASCII.');
  if (address.includes('{{')) return fail('The address in the link refers to variables of yours.');
  const parsed = parseAddress(address);
  if (!parsed.ok) return fail(`The address in the link cannot be used. ${parsed.problem.message}`);
  const { scheme } = parsed.value;
  if (scheme === 'unix' || kindOfScheme(scheme, 'client') === undefined)
    return fail('The address in the link is that of a socket on this machine.');
  return ok(address);
}

function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}
