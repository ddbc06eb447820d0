import { useEffect, useState } from 'react';
import { messageOf } from '../../../shared/base/errors.ts';

/** 200 ms: a path that is being typed is not looked for at every letter. */
const quietMs = 200;

/** What is known of the file at a path: its size in bytes, or why it cannot be read. */
interface FileLook {
  readonly size: number | null;
  readonly problem: string | null;
}

const unknown: FileLook = { size: null, problem: null };

/** Looks at a file when its path, or `again`, has changed. Nothing is known of no path. */
export function useFileLook(
  path: string | null,
  look: (path: string) => Promise<number>,
  again: unknown,
): FileLook {
  const [found, setFound] = useState<(FileLook & { readonly path: string; readonly after: unknown }) | null>(
    null,
  );
  useEffect(() => {
    if (path === null || path === '') return undefined;
    let isWanted = true;
    const tell = (result: FileLook): void => {
      if (isWanted) setFound({ path, after: again, ...result });
    };
    const timer = setTimeout(() => {
      look(path).then(
        (size) => tell({ size, problem: null }),
        (error: unknown) => tell({ size: null, problem: messageOf(error) }),
      );
    }, quietMs);
    return () => {
      isWanted = false;
      clearTimeout(timer);
    };
  }, [path, look, again]);
  return found !== null && found.path === path ? found : unknown;
}
