import { fail, ok, type Result } from '../../../shared/base/result.ts';
import { formatCount } from '../../../shared/base/quantity.ts';
import { visibleLine } from '../../../shared/bytes/visibleText.ts';

/** The place of a unix socket or a named pipe. */
export interface UnixPlace {
  /** As typed: a path, `@name`, `\\.\pipe\name`. */
  readonly typed: string;
  /** The same for people, with signs for invisible characters. */
  readonly shown: string;
  /** In Node's form: an abstract name begins with a zero byte. */
  readonly path: string;
  /** It has a file, which outlives a server that is killed. */
  readonly isFile: boolean;
}

/**
 * 108 and 104 bytes: the systems' room for a path (`sun_path`; unix(7) for Linux, unix(4) of the BSDs and macOS). Linux lets all of it be
 * used; programs that want a zero byte at the end reach one byte less.
 */
function longestPathBytes(platform: NodeJS.Platform): number {
  return platform === 'linux' ? 108 : 104;
}

/** Reads the path of an address: absolute, an abstract name, or on Windows a named pipe. The problem is a sentence. */
export function unixPlaceOf(
  path: string,
  platform: NodeJS.Platform = process.platform,
): Result<UnixPlace, string> {
  const shown = visibleLine(path);
  const isPipe = /^\\\\[.?]\\pipe\\/i.test(path);
  if (platform === 'win32') return isPipe ? ok({ typed: path, shown, path, isFile: false }) : fail(wantsPipe);
  if (isPipe)
    return fail('Named pipes are for Windows. Type the path of a socket, as in unix:/run/service.sock.');
  const isAbstract = path.startsWith('@');
  if (isAbstract && platform !== 'linux') {
    return fail('Only Linux has abstract names. Type the path of a socket, as in unix:/run/service.sock.');
  }
  if (!isAbstract && !path.startsWith('/')) {
    return fail(`“${shown}” is a relative path. Type the absolute path, which begins with /.`);
  }
  const size = new TextEncoder().encode(path).length;
  const most = longestPathBytes(platform);
  if (size > most) {
    return fail(
      `The system allows at most ${most} bytes for the path of a socket; this one has ${formatCount(size)}. Choose a shorter one.`,
    );
  }
  return ok({ typed: path, shown, path: isAbstract ? `\0${path.slice(1)}` : path, isFile: !isAbstract });
}

const wantsPipe =
  'Windows has named pipes instead of socket files. Type one, as in unix:\\\\.\\pipe\\service.';
