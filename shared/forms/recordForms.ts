import { assertNever } from '../base/never.ts';
import type { RecordFormName } from '../model/recordForm.ts';
import { CForm, PythonForm } from './codeForms.ts';
import { JsonForm } from './jsonForm.ts';
import type { RecordForm } from './recordForm.ts';
import { Base64Form, HexForm, RawForm, ShownForm, TextForm } from './textForms.ts';

/** The form with that name, to write records in. */
export function recordFormOf(name: RecordFormName): RecordForm {
  switch (name) {
    case 'shown':
      return new ShownForm();
    case 'text':
      return new TextForm();
    case 'hex':
      return new HexForm();
    case 'base64':
      return new Base64Form();
    case 'c':
      return new CForm();
    case 'python':
      return new PythonForm();
    case 'json':
      return new JsonForm();
    case 'bytes':
      return new RawForm();
    default:
      return assertNever(name);
  }
}
