/** The scheme of the page: its own, so that nothing else of the machine shares its origin. */
export const pageScheme = 'app';
export const pageHost = 'wirebench';
/** As a frame's origin and a message's origin are written. */
export const pageOrigin = `${pageScheme}://${pageHost}`;
export const pageUrl = `${pageOrigin}/`;

/** True for the page's own address, which a reload navigates to; a fragment may stand behind it. */
export function isPageUrl(url: string): boolean {
  return url === pageUrl || url.startsWith(`${pageUrl}#`);
}
