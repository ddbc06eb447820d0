import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { formatVersion, optionalTables, tables } from '../../../electron/engine/store/schema.ts';
import { fieldNames } from '../../../shared/filter/fields.ts';
import { parseFilter } from '../../../shared/filter/parseFilter.ts';
import { kindNames } from '../../../shared/filter/parseValue.ts';
import { functionFacts } from '../../../shared/template/functionNames.ts';
import { markColours } from '../../../shared/model/mark.ts';
import { detailSchemas, peerDetailSchema } from '../../../shared/model/recordDetail.ts';
import { codeBlocks, readMarkdown, sectionOf } from '../../support/markdownFiles.ts';

const filter = readMarkdown('docs/filter.md').text;
const recordings = readMarkdown('docs/recordings.md').text;

/** The rows of the tables of a text, as the text of their cells. */
function rowsOf(text: string): readonly (readonly string[])[] {
  return text
    .split('\n')
    .filter((line) => line.startsWith('| `') || line.startsWith('| sent'))
    .map((line) =>
      line
        .split(/(?<!\\)\|/)
        .slice(1, -1)
        .map((cell) => cell.trim().replaceAll('\\|', '|')),
    );
}

/** What stands between backticks. */
function codeIn(text: string): readonly string[] {
  return [...text.matchAll(/`([^`]+)`/g)].map(([, code = '']) => code);
}

describe('the page about the filter language', () => {
  const terms = ['Terms', 'Together'].flatMap((heading) =>
    rowsOf(sectionOf(filter, heading)).flatMap(([first = '']) => codeIn(first)),
  );

  it('has every field', () => {
    const fields = fieldNames.filter((field) => !terms.some((term) => term.startsWith(field)));
    expect(fields).toEqual([]);
  });

  it('has terms and examples that the language understands', () => {
    const examples = codeBlocks(filter)
      .filter(({ language }) => language === 'filter')
      .flatMap(({ code }) => code.trim().split('\n'));
    const times = rowsOf(sectionOf(filter, 'Times')).flatMap(([first = '']) => codeIn(first));
    const sizes = codeIn(sectionOf(filter, 'Sizes'));
    const written = [
      ...terms,
      ...examples,
      ...times.map((time) => `after:${time}`),
      ...sizes.map((size) => `size>${size}`),
    ];
    expect(written.length).toBeGreaterThan(40);
    expect(written.filter((text) => !parseFilter(text).ok)).toEqual([]);
  });

  it('has every kind, and every colour of a mark', () => {
    const kinds = rowsOf(sectionOf(filter, 'Kinds')).flatMap(([first = '']) => codeIn(first));
    expect(kinds).toEqual(kindNames);
    for (const colour of markColours)
      expect(sectionOf(filter, 'Terms')).toMatch(new RegExp(`\\b${colour}\\b`));
  });
});

describe('the page about variables', () => {
  it('has every function', () => {
    const section = sectionOf(readMarkdown('docs/variables.md').text, 'Functions');
    expect(Object.keys(functionFacts).filter((name) => !section.includes(`{{$${name}`))).toEqual([]);
  });
});

describe('the page about recordings', () => {
  it('has every table with every column, and the version', () => {
    const rows = new Map(
      rowsOf(sectionOf(recordings, 'Tables')).map(([name = '', what = '']) => [name, what]),
    );
    for (const [name, statement] of Object.entries({ ...tables, ...optionalTables })) {
      const columns = [...statement.matchAll(/[(,]\s*([a-z_]+) (?:INTEGER|TEXT|BLOB|ANY)/g)].map(
        ([, column]) => column,
      );
      const what = rows.get(`\`${name}\``) ?? '';
      expect([name, columns.filter((column) => !what.includes(`\`${column}\``))]).toEqual([name, []]);
    }
    expect(recordings).toContain(`the version of the format: ${formatVersion}.`);
  });

  it('has every field of every detail', () => {
    const rows = rowsOf(sectionOf(recordings, 'Fields of detail'));
    for (const [kind, schema] of Object.entries(detailSchemas)) {
      const own = rows.filter(([first = '']) => first.includes(`\`${kind}\``) || first === 'sent messages');
      const told = codeIn(own.map(([, what]) => what).join(' '));
      expect([kind, propertiesOf(z.toJSONSchema(schema)).filter((name) => !told.includes(name))]).toEqual([
        kind,
        [],
      ]);
    }
  });

  it('has what is kept of a peer', () => {
    const peers = rowsOf(sectionOf(recordings, 'Tables')).find(([name]) => name === '`peers`')?.[1] ?? '';
    expect(Object.keys(peerDetailSchema.shape).filter((name) => !peers.includes(`\`${name}\``))).toEqual([]);
  });
});

/** The names of the fields at the top of a schema, whichever of its variants has them. */
function propertiesOf(schema: unknown): readonly string[] {
  const {
    properties = {},
    anyOf = [],
    oneOf = [],
  } = z
    .object({
      properties: z.record(z.string(), z.unknown()).optional(),
      anyOf: z.array(z.unknown()).optional(),
      oneOf: z.array(z.unknown()).optional(),
    })
    .parse(schema);
  return [...Object.keys(properties), ...[...anyOf, ...oneOf].flatMap(propertiesOf)];
}
