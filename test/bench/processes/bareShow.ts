import { writeSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';

/**
 * Prints a recording as one would who has Node and no workbench: a query, and a line for each row, as JSON or for a person. Started with
 * the path, and `--json`.
 */

const [path = '', option] = process.argv.slice(2);
using database = new DatabaseSync(path, { readOnly: true });
const rows = database
  .prepare('SELECT seq, at, peer, direction, kind, size, note, bytes FROM records ORDER BY seq')
  .iterate();

let lines = '';
for (const { at, bytes, ...row } of rows) {
  const content = Buffer.from(bytes instanceof Uint8Array ? bytes : []);
  const time = new Date(Number(at) / 1000).toISOString();
  const text = content.toString();
  lines +=
    option === '--json'
      ? `${JSON.stringify({ ...row, at: time, hex: content.toString('hex'), text })}\n`
      : `${time}  ${Object.values(row).join('  ')}  ${JSON.stringify(text)}\n`;
  if (lines.length > 65_536) flush();
}
flush();

function flush(): void {
  const bytes = Buffer.from(lines);
  for (let at = 0; at < bytes.length;) at += writeSync(1, bytes, at);
  lines = '';
}
