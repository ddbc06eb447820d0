/** Where a packed application is told that releases are. */
export const feedUrl = 'https://git.test/them/wirebench/releases/latest/download';
