import type { ReactNode } from 'react';
import type { Endpoint } from '../../../shared/model/connection.ts';
import type { EndpointPreview, TextStretch } from '../../../shared/model/preview.ts';
import { optionAt } from '../../../shared/model/optionAt.ts';
import { nameOfOption } from '../../state/workspace/optionNames.ts';
import { Notice } from '../../ui/Notice.tsx';
import { VisibleText } from '../../ui/VisibleText.tsx';
import { AllowNames } from '../../ui/AllowNames.tsx';
import { Sentence } from '../../ui/Sentence.tsx';
import { PreviewedSteps } from './PreviewedSteps.tsx';
import { SourceLegend, Stretches } from './Stretches.tsx';
import { allowing, useEndpointPreview, type AskedSubject } from './usePreview.ts';

/** The address, the headers, every option in which a variable stands, and what the client then says by itself, as it would be now. */
export function PreviewedEndpoint({ subject }: { readonly subject: AskedSubject }): ReactNode {
  const { answer, failure, again } = useEndpointPreview(subject);
  if (failure !== null) return <Notice tone="danger" text={failure} />;
  if (answer === null) return null;
  const rows = rowsOf(answer, subject.endpoint);
  const sources = new Set(
    [...rows, ...answer.steps].flatMap(({ stretches }) => stretches?.map(({ source }) => source) ?? []),
  );
  return (
    <div className="preview-pane">
      <dl className="preview-options" aria-label="Connection as it will be opened">
        {rows.map(({ field, name, written, stretches, problems }) => (
          <div key={field} className="preview-option">
            <dt>{name}</dt>
            <dd className="mono">
              {stretches === null ? <VisibleText text={written} /> : <Stretches stretches={stretches} />}
              {stretches?.length === 0 && <span className="preview-none">none</span>}
            </dd>
            {problems.map((message) => (
              <dd key={message} className="preview-problem">
                <Sentence text={message} />
              </dd>
            ))}
          </div>
        ))}
      </dl>
      <PreviewedSteps steps={answer.steps} />
      <AllowNames names={answer.allows} onAllow={allowing(subject.client, again)} />
      <SourceLegend sources={sources} isRevealed={subject.isRevealed} />
    </div>
  );
}

interface OptionRow {
  readonly field: string;
  readonly name: string;
  /** As it stands in the option; shown where it stands for nothing. */
  readonly written: string;
  readonly stretches: readonly TextStretch[] | null;
  readonly problems: readonly string[];
}

/** A header is one row; one without a reference is not told twice, where the handshake shows it. A problem of a field that has none is a row of its own. */
function rowsOf({ options, steps, problems }: EndpointPreview, endpoint: Endpoint): readonly OptionRow[] {
  const problemsAt = (fields: readonly string[]): readonly string[] =>
    problems.filter(({ field }) => fields.includes(field)).map(({ message }) => message);
  const rows = options.flatMap(({ field, stretches }): OptionRow[] => {
    const [, header] = /^(headers\.\d+)\.name$/.exec(field) ?? [];
    if (header !== undefined) {
      const row = headerRow(header, options, endpoint, problemsAt);
      const isPlain = row.stretches?.every(({ source }) => source === 'written') ?? false;
      return isPlain && steps.some(({ step }) => step === 'handshake') ? [] : [row];
    }
    if (/^headers\.\d+\.value$/.test(field)) return [];
    return [
      {
        ...{ field, stretches, problems: problemsAt([field]) },
        name: nameOfOption(field),
        written: String(optionAt(endpoint, field)),
      },
    ];
  });
  const shown = new Set(options.map(({ field }) => field));
  const others = [...new Set(problems.map(({ field }) => field))].filter((field) => !shown.has(field));
  return [
    ...rows,
    ...others.map((field): OptionRow => {
      const name = nameOfOption(field);
      return { field, name, written: '', stretches: null, problems: problemsAt([field]) };
    }),
  ];
}

function headerRow(
  header: string,
  options: EndpointPreview['options'],
  endpoint: Endpoint,
  problemsAt: (fields: readonly string[]) => readonly string[],
): OptionRow {
  const fields = [`${header}.name`, `${header}.value`];
  const [name, value] = fields.map(
    (field) => options.find((each) => each.field === field)?.stretches ?? null,
  );
  const between: TextStretch = { source: 'written', text: ': ' };
  return {
    field: header,
    name: `Header ${Number(header.slice('headers.'.length)) + 1}`,
    written: fields.map((field) => String(optionAt(endpoint, field))).join(': '),
    stretches: name && value ? [...name, between, ...value] : null,
    problems: problemsAt(fields),
  };
}
