import { plural } from '../base/quantity.ts';
import { formatIsoTime } from '../base/time.ts';
import { bytesPerPythonLine, cLines, pythonLines, pythonLiteral } from '../bytes/codeText.ts';
import type { RecordHead } from '../model/record.ts';
import type { LineBytes } from './lineBytes.ts';
import type { RecordForm, RecordPiece } from './recordForm.ts';

/** A form that is the source of a program. */
abstract class CodeForm implements RecordForm {
  readonly passes = 'one';
  readonly takesEvents = false;
  readonly beginsLines = true;
  readonly tellsAll = false;

  isText(): boolean {
    return true;
  }

  abstract begin(lines: LineBytes, record: RecordHead): void;
  abstract piece(lines: LineBytes, piece: RecordPiece): void;
  abstract end(lines: LineBytes, record: RecordHead): void;
}

/** An array for each record, with the count of its bytes. C has no array of none: there it has one that does not count. */
export class CForm extends CodeForm {
  begin(lines: LineBytes, record: RecordHead): void {
    const { seq, size } = record;
    lines.text(`/* ${describe(record)} */\n`);
    lines.text(`static const unsigned char record${seq}[${Math.max(1, size)}] = {\n`);
    if (size === 0) lines.text('  0x00, /* no bytes */\n');
  }

  piece(lines: LineBytes, { bytes }: RecordPiece): void {
    lines.text(cLines(bytes));
  }

  end(lines: LineBytes): void {
    lines.text('};\n');
  }
}

/** A name for each record's bytes, which are an expression of several lines where they are many. */
export class PythonForm extends CodeForm {
  begin(lines: LineBytes, record: RecordHead): void {
    lines.text(`# ${describe(record)}\nrecord${record.seq} = ${isShort(record) ? '' : '(\n'}`);
  }

  piece(lines: LineBytes, { record, bytes }: RecordPiece): void {
    lines.text(isShort(record) ? pythonLiteral(bytes) : pythonLines(bytes));
  }

  end(lines: LineBytes, record: RecordHead): void {
    lines.text(isShort(record) ? '\n' : ')\n');
  }
}

/** What a reader of the source would look for in the list. Nothing of it comes from a peer. */
function describe({ seq, at, direction, kind, size }: RecordHead): string {
  const parts = [`record ${seq}`, formatIsoTime(at), direction, kind, `${size} ${plural(size, 'byte')}`];
  return parts.filter((part) => part !== null).join(', ');
}

function isShort({ size }: RecordHead): boolean {
  return size <= bytesPerPythonLine;
}
