import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { planFilter } from '../../../electron/engine/store/worker/query/filterPlan.ts';
import { headLayoutFor } from '../../../electron/engine/store/worker/query/recordChunk.ts';
import { pieceBytes } from '../../../electron/engine/store/schema.ts';
import { endpointKinds, isClient } from '../../../shared/model/endpointKinds.ts';
import { markColours, type Mark } from '../../../shared/model/mark.ts';
import { recordKinds, type PayloadKind } from '../../../shared/model/record.ts';
import {
  expectedMatches,
  filterOf,
  matchesOf,
  runToEnd,
  SampleFile,
  startedAt,
  type Sample,
} from './scanFixture.ts';

const clients = endpointKinds.filter(isClient);

/** Few letters, so that beginnings and ends of what is looked for are everywhere, and some that are in no pattern. */
const letters = fc.constantFrom(...['a', 'a', 'a', 'b', 'b', 'A', 'c', 'x', 'y', 'z', '\n']);
const mixedKinds: readonly PayloadKind[] = ['data', 'data', 'text', 'binary', 'ping', 'close'];
const payload = (peers: number, kinds: readonly PayloadKind[] = mixedKinds): fc.Arbitrary<Sample> =>
  fc.record({
    at: fc.integer({ min: startedAt, max: startedAt + 2_000_000 }),
    peer: fc.integer({ min: 1, max: peers }),
    direction: fc.constantFrom('in' as const, 'out' as const),
    kind: fc.constantFrom(...kinds),
    note: fc.constantFrom(null, null, 'A note', 'refused'),
    bytes: fc
      .oneof(fc.array(letters, { maxLength: 3 }), fc.array(letters, { minLength: 5, maxLength: 12 }))
      .map((all) => new TextEncoder().encode(all.join(''))),
  });
const received = (bytes: Uint8Array | string): Sample => ({
  at: startedAt,
  peer: 1,
  direction: 'in',
  kind: 'data',
  note: null,
  bytes: typeof bytes === 'string' ? Buffer.from(bytes) : bytes,
});
const event: fc.Arbitrary<Sample> = fc.record({
  at: fc.integer({ min: startedAt, max: startedAt + 2_000_000 }),
  peer: fc.constantFrom(null, 1),
  direction: fc.constant(null),
  kind: fc.constantFrom(...recordKinds.slice(6)),
  note: fc.constantFrom(null, 'A note'),
  bytes: fc.constant(new Uint8Array()),
});
const samples = fc.constantFrom(1, 2, 9).chain((peers) =>
  fc.array(fc.oneof({ arbitrary: payload(peers), weight: 12 }, { arbitrary: event, weight: 1 }), {
    maxLength: 40,
  }),
);

const content = fc.oneof(
  fc
    .array(fc.constantFrom('a', 'a', 'b', 'b', 'c', 'A'), { minLength: 1, maxLength: 6 })
    .map((all) => `"${all.join('')}"`),
  fc
    .array(fc.constantFrom('a', 'a', 'b', 'b', 'c', 'A'), { minLength: 2, maxLength: 5 })
    .map((all) => `"${all.join('')}"i`),
  fc
    .array(fc.constantFrom('61', '62', '63', '??', '6?'), { minLength: 2, maxLength: 5 })
    .map((all) => `hex:"${all.join(' ')}"`),
  fc.constantFrom('/^a+b/', '/b$/m', '/^$/', '/a.c/s', '/ab+c?a/', '/A/i', '/abc|xyz/'),
);
const condition = fc.constantFrom(
  ...[
    'dir:in',
    'dir:out',
    'size>2',
    'size=0',
    'kind:text',
    'kind:event',
    'peer:1',
    '#>=9',
    '#<20',
    'after:1s',
  ],
  ...['before:0.7s', 'note:"note"', 'note:"NOTE"i', 'kind:message', 'peer:2,5'],
);
const filters: fc.Arbitrary<string> = fc.letrec<{ node: string; leaf: string }>((tie) => ({
  leaf: fc.oneof({ arbitrary: content, weight: 3 }, { arbitrary: condition, weight: 2 }),
  node: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    tie('leaf'),
    fc.tuple(tie('node'), tie('node')).map(([one, other]) => `(${one} and ${other})`),
    fc.tuple(tie('node'), tie('node')).map(([one, other]) => `(${one} or ${other})`),
    tie('node').map((node) => `not ${node}`),
  ),
})).node;

/** Stretches of marked records, with and without unmarked ones between them. */
const marks: fc.Arbitrary<readonly Mark[]> = fc
  .array(
    fc.record({
      gap: fc.nat(4),
      length: fc.integer({ min: 1, max: 6 }),
      colour: fc.constantFrom(...markColours.slice(0, 3)),
      note: fc.constantFrom(null, 'A note', 'slow'),
    }),
    { minLength: 1, maxLength: 12 },
  )
  .map((parts) => {
    let next = 1;
    return parts.map(({ gap, length, colour, note }) => {
      const from = next + gap;
      next = from + length;
      return { from, to: next - 1, colour, note, at: startedAt };
    });
  });
const aboutMarks = fc
  .tuple(
    fc.constantFrom('mark:any', 'not mark:red', 'mark:red,orange', 'mark:"note"', 'mark:"SLOW"i'),
    fc.constantFrom('and', 'or'),
    filters,
  )
  .map(([mark, join, filter]) => `${mark} ${join} (${filter})`);

describe('looking for what matches', () => {
  it('finds marked records, whatever is looked for beside', () => {
    fc.assert(
      fc.property(
        samples,
        marks,
        fc.oneof(aboutMarks, fc.constantFrom('mark:any', 'mark!=red', 'mark:yellow dir:in')),
        fc.constantFrom(1, 2, 5, 1000),
        (records, marked, text, chunk) => {
          using file = new SampleFile(records).mark(marked);
          const filter = filterOf(text);
          const { scan, index } = file.begin(filter, chunk);
          runToEnd(scan);
          expect(matchesOf(index)).toEqual(expectedMatches(filter, file.records, marked));
        },
      ),
      { numRuns: 150 },
    );
  });

  it('finds what the language means, also across the borders of payloads, however the file is cut into stretches', () => {
    fc.assert(
      fc.property(samples, filters, fc.constantFrom(1, 2, 3, 5, 8, 1000), (records, text, chunk) => {
        using file = new SampleFile(records);
        const filter = filterOf(text);
        const { scan, index } = file.begin(filter, chunk);
        runToEnd(scan);
        expect(matchesOf(index)).toEqual(expectedMatches(filter, file.records));
      }),
      { numRuns: 150 },
    );
  });

  it.each(clients)('finds the same in what a %s recorded, of which there is one peer only', (kind) => {
    const ofClient = payload(1, ['data']);
    fc.assert(
      fc.property(
        fc.array(ofClient, { maxLength: 40 }),
        filters,
        fc.constantFrom(1, 3, 1000),
        (records, text, chunk) => {
          using file = new SampleFile(records, { kind, hasOnePeer: true });
          const filter = filterOf(text);
          const { scan, index } = file.begin(filter, chunk);
          runToEnd(scan);
          expect(matchesOf(index)).toEqual(expectedMatches(filter, file.records));
        },
      ),
      { numRuns: 60 },
    );
  });

  it('finds the same in what a client recorded that reconnected: each link is a peer', () => {
    fc.assert(
      fc.property(
        fc.array(payload(3, ['data']), { maxLength: 40 }),
        filters,
        fc.constantFrom(1, 3, 1000),
        (records, text, chunk) => {
          using file = new SampleFile(records, { kind: 'tcp-client', hasOnePeer: false });
          const filter = filterOf(text);
          const { scan, index } = file.begin(filter, chunk);
          runToEnd(scan);
          expect(matchesOf(index)).toEqual(expectedMatches(filter, file.records));
        },
      ),
      { numRuns: 200 },
    );
  });

  it.each(clients)('reads no number of a peer beside the bytes of a %s with one peer only', (kind) => {
    expect(headLayoutFor(planFilter(filterOf('abc')), { kind, hasOnePeer: true }).peerDigits).toBe(0);
  });

  it('finds the same in a file that grows while it is looked through', () => {
    fc.assert(
      fc.property(samples, samples, filters, fc.constantFrom(1, 3, 1000), (before, after, text, chunk) => {
        using file = new SampleFile(before);
        const filter = filterOf(text);
        const { scan, index } = file.begin(filter, chunk);
        runToEnd(scan);
        expect(matchesOf(index)).toEqual(expectedMatches(filter, file.records));
        file.add(after);
        scan.grow(file.records.length);
        runToEnd(scan);
        expect(matchesOf(index)).toEqual(expectedMatches(filter, file.records));
      }),
      { numRuns: 60 },
    );
  });

  it.each([1, 1000])('goes on where a large record is being cut away, in chunks of %i', (chunk) => {
    for (let cutAfter = 0; cutAfter < 8; cutAfter += 1) {
      // Each piece but the last ends with what “ab” would go on from.
      const large = Buffer.alloc(3 * pieceBytes, 'x');
      large.fill('y', large.length - 1);
      using file = new SampleFile([received('x'), received(large), received('ab'), received('x')]);
      const { scan, index } = file.begin(filterOf('"x" or "xab"'), chunk);
      const steps = scan.run();
      for (let pauses = 0; pauses < cutAfter; pauses += 1) steps.next();
      file.beginCut(3);
      for (const pause of steps) if (pause === 'idle') break;
      scan.cut(3);
      expect(matchesOf(index)).toEqual([4]);
      expect(scan.scanned).toBe(4);
    }
  });

  it('lets others go on among payloads that each may begin a match', () => {
    const payloads = Array.from({ length: 100 }, () => received(Buffer.alloc(600)));
    using file = new SampleFile(payloads);
    const { scan } = file.begin(filterOf(`hex:${'00'.repeat(511)}01`), 1000);
    let pauses = 0;
    for (const pause of scan.run()) {
      if (pause === 'idle') break;
      pauses += 1;
    }
    expect(pauses).toBeGreaterThan(5);
  });

  it('follows a cut, whether or not it came that far', () => {
    fc.assert(
      fc.property(
        samples,
        fc.constantFrom('dir:in', '"a"', 'not "a"', '"a" or dir:out'),
        fc.nat(45),
        fc.boolean(),
        (records, text, first, isScanned) => {
          using file = new SampleFile(records);
          const filter = filterOf(text);
          const { scan, index } = file.begin(filter, 3);
          if (isScanned) runToEnd(scan);
          file.cut(Math.min(first + 1, records.length + 1));
          scan.cut(Math.min(first + 1, records.length + 1));
          runToEnd(scan);
          expect(matchesOf(index)).toEqual(
            expectedMatches(filter, file.records).filter((seq) => seq > first),
          );
        },
      ),
      { numRuns: 60 },
    );
  });
});
