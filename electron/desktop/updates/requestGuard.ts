import type { Session } from 'electron';
import { isTrustworthy, type UpdateFeed } from './updateFeed.ts';

/** 20 for a look or a download: each is one request with a few redirects. A feed that leads in circles would be followed for ever. */
const mostRequests = 20;

interface RequestGuard {
  /** Something new is asked for. */
  begin(): void;
}

/**
 * Lets the session for updates ask what no other session of this program may (`guards.ts`), as long as nobody on the way can change the
 * answer: https, also after a redirect. A feed on this machine may be asked in the clear, and no other one on it.
 */
export function guardRequests(session: Session, feed: UpdateFeed): RequestGuard {
  let left = mostRequests;
  session.webRequest.onBeforeRequest({ urls: ['<all_urls>'] }, ({ url }, answer) => {
    left -= 1;
    const asked = URL.parse(url);
    const isAllowed =
      asked !== null && isTrustworthy(asked) && (asked.protocol === 'https:' || asked.host === feed.url.host);
    answer({ cancel: !isAllowed || left < 0 });
  });
  return {
    begin: () => {
      left = mostRequests;
    },
  };
}
