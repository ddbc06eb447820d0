import { describe, expect, it } from 'vitest';
import { findUuids, withOwnUuid } from '../../scripts/packaging/machO.ts';
import { makeFatMachO, makeMachO, sharedUuid } from '../support/packaging/electronDist/machO.ts';

const uuidsOf = (program: Uint8Array): string[] =>
  findUuids(program).map(({ uuid }) => Buffer.from(uuid).toString('hex'));

describe('the UUID of a program for macOS', () => {
  it('becomes our own, and nothing else changes', () => {
    const before = makeMachO('arm64');
    const after = withOwnUuid(before, 'dev.wirebench.Wirebench');
    const [place] = findUuids(before);
    expect(uuidsOf(before)).toEqual([Buffer.from(sharedUuid).toString('hex')]);
    expect(uuidsOf(after)).not.toEqual(uuidsOf(before));
    const changedAt = [...after.keys()].filter((at) => after[at] !== before[at]);
    const from = place?.offset ?? 0;
    expect(changedAt.every((at) => at >= from && at < from + 16)).toBe(true);
  });

  it('is one that may come from a digest (RFC 9562, version 8)', () => {
    const [uuid = ''] = uuidsOf(withOwnUuid(makeMachO('x64'), 'dev.wirebench.Wirebench'));
    expect(uuid).toMatch(/^[\da-f]{12}8[\da-f]{3}[89ab][\da-f]{15}$/);
  });

  it('is the same for the same build, and another for another owner or another Electron', () => {
    const own = (owner: string, uuid?: Uint8Array): string[] =>
      uuidsOf(withOwnUuid(makeMachO('arm64', uuid), owner));
    expect(own('a')).toEqual(own('a'));
    expect(own('a')).not.toEqual(own('b'));
    expect(own('a')).not.toEqual(own('a', new Uint8Array(16)));
  });

  it('is changed for every processor that the program is for', () => {
    const other = sharedUuid.toReversed();
    const fat = makeFatMachO(makeMachO('x64'), makeMachO('arm64', other));
    const after = uuidsOf(withOwnUuid(fat, 'a'));
    expect(uuidsOf(fat)).toHaveLength(2);
    expect(after).toHaveLength(2);
    expect(new Set([...after, ...uuidsOf(fat)]).size).toBe(4);
  });

  it('is missed where there is none, or no program', () => {
    expect(() => withOwnUuid(makeMachO('x64', null), 'a')).toThrow('has no UUID');
    expect(() => withOwnUuid(Buffer.from('#!/bin/sh\n'), 'a')).toThrow('not a 64-bit program for macOS');
    expect(() => withOwnUuid(Buffer.alloc(0), 'a')).toThrow('not a 64-bit program for macOS');
    expect(() => withOwnUuid(makeMachO('x64').subarray(0, 60), 'a')).toThrow('has no UUID');
  });
});
