import { visibleLine } from '../../../shared/bytes/visibleText.ts';
import type { OptionForm } from '../../../shared/command/optionForms.ts';
import { allOptions, type EndpointValues } from '../../../shared/command/wirebenchOptions.ts';
import { withOption, type Options } from '../../../shared/model/optionAt.ts';
import { UsageError } from '../command.ts';

/**
 * The fields of an endpoint that the text of the options fills. Not those that take more: files (`tlsOptions.ts`), the proxy
 * (`proxyOption.ts`), and what is sent on opening, whose order counts (`messages.ts`). Throws a `UsageError`.
 */
export function endpointFields(values: EndpointValues): Options {
  let fields: Options = {};
  for (const [name, { field, form, sets, multiple, enables, once }] of allOptions()) {
    const written = values[name];
    if (written === undefined || field === 'onOpen') continue;
    if (enables !== undefined) fields = withOption(fields, enables, true);
    if (sets !== undefined) fields = withOption(fields, field, sets);
    else if (form !== undefined) {
      const texts = [written].flat().map(String);
      if (once === true) refuseRepeated(name, texts);
      const read = texts.map((text) => valueOf(name, form, text));
      fields = withOption(fields, field, multiple === true ? read : read[0]);
    }
  }
  return fields;
}

function valueOf(name: string, { read, takes }: OptionForm, text: string): unknown {
  const value = read(text);
  if (value === undefined) throw new UsageError(`--${name} takes ${takes}, not “${visibleLine(text)}”.`);
  return value;
}

function refuseRepeated(name: string, texts: readonly string[]): void {
  const again = texts.find((text, index) => texts.indexOf(text) < index);
  if (again === undefined) return;
  throw new UsageError(`--${name} has “${visibleLine(again)}” more than once. Give each name once.`);
}
