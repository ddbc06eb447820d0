import { codeOf, messageOf } from '../../../shared/base/errors.ts';
import { pageOf, type UpdateFeed } from './updateFeed.ts';

/** What says that nothing was said for too long. */
const silentCode = 'SILENT_FEED';

/** For a feed that says nothing any more; `problemOf` has its sentence. */
export function silentFeed(): Error {
  return Object.assign(new Error('Nothing was said for too long.'), { code: silentCode });
}

/** The sentences by the codes of electron-updater, of Node, and ours. */
const sentences: Readonly<Record<string, (host: string, page: string) => string>> = {
  ERR_UPDATER_CHANNEL_FILE_NOT_FOUND: (host) => `${host} has no release for this system. Try again later.`,
  ERR_UPDATER_INVALID_UPDATE_INFO: unreadable,
  ERR_UPDATER_INVALID_VERSION: unreadable,
  ERR_UPDATER_NO_FILES_PROVIDED: unreadable,
  ERR_UPDATER_NO_CHECKSUM: unreadable,
  ERR_CHECKSUM_MISMATCH: (host, page) =>
    `What ${host} sent is not the file of the release: its checksum is another one. It was deleted, and nothing was installed. Try again, or get the new version from ${page}.`,
  ERR_UPDATER_INVALID_SIGNATURE: (host, page) =>
    `What ${host} sent is not signed by those who signed this Wirebench. It was deleted, and nothing was installed. Get the new version from ${page}, and tell its authors.`,
  ENOSPC: () => 'The disk is full, so the new version could not be kept. Make room, and try again.',
  [silentCode]: (host) => `${host} does not answer. Try again later.`,
};

/** Why there is nothing new, and what to do. */
export function problemOf(error: unknown, feed: UpdateFeed): string {
  const { host } = feed.url;
  const message = messageOf(error).split('\n', 1)[0] ?? '';
  const found = sentences[codeOf(error) ?? ''];
  if (found) return found(host, pageOf(feed).href);
  const status = /^HTTP_ERROR_(\d+)$/.exec(codeOf(error) ?? '') ?? /, status (\d+):/.exec(message);
  if (status) return `${host} answers with status ${status[1]}. Try again later.`;
  if (message.startsWith('net::ERR_BLOCKED_BY_CLIENT'))
    return `${host} leads in circles, or to an address without encryption, where anybody could change what is sent. Nothing was fetched from there.`;
  if (message.startsWith('net::')) return `${host} cannot be reached (${message}). Try again later.`;
  // What is no list of a release fails wherever it is looked into.
  return error instanceof TypeError || error instanceof SyntaxError
    ? unreadable(host)
    : `The new version could not be fetched from ${host}: ${message}.`;
}

function unreadable(host: string): string {
  return `What ${host} says of its release cannot be read. Try again later.`;
}
