/** Of a frame of a stack, the function, and the place in a file of this program; its folder is none of anybody’s business. */
const frame =
  /^\s+at (?:(?:async |new )?([\w.$<> ]+?) \()?(?:file:\/\/)?[^()]*\/out\/main\/((?:[\w-]+\/)?[\w.-]+:\d+:\d+)\)?$/;

/**
 * Where in this program an error was made, the nearest first: `Recordings.sweep main.js:12:3`. There is nothing in it that came from
 * outside. Nothing for what is no error. `count` is how many at most, without those of the log itself.
 */
export function ownFrames(error: unknown, count: number): readonly string[] {
  if (!(error instanceof Error)) return [];
  return (error.stack ?? '')
    .split('\n')
    .map((line) => frame.exec(line))
    .filter((found) => found !== null)
    .map(([, name = '', place = '']) => `${name} ${place}`.trim())
    .filter((text) => !text.startsWith('ProgramLog.'))
    .slice(0, count);
}
