import type { Run } from '../runsOf.ts';

/** 65,536 records to a block: 8 KiB of bits, so that sparse matches cost little and a position is found in microseconds. */
const blockRecords = 65_536;
const blockWords = blockRecords / 32;
const largestRun = 4096;

/** The bits of a block, and how many of them are set. `words` is null for a block in which all are set. */
interface Block {
  words: Uint32Array | null;
  count: number;
}

/**
 * Which records match, by sequence number (from 1 on): one bit per record, in blocks that are created when first needed. Blocks without a
 * match, and blocks in which everything matches, take no room; ten million records take at most 1.3 MB.
 */
export class MatchIndex {
  private readonly blocks = new Map<number, Block>();
  private total = 0;
  /** Older records are gone. */
  private first = 1;
  private cutAway = 0;
  /** All blocks are between these two. */
  private firstBlock = 0;
  private lastBlock = -1;
  /** The block `lastBlock`, if it exists. */
  private newest: Block | null = null;

  /** How many records match. */
  get count(): number {
    return this.total;
  }

  /** How many matches were lost with records that were cut away. */
  get dropped(): number {
    return this.cutAway;
  }

  has(seq: number): boolean {
    const block = this.blocks.get(blockOf(seq));
    if (!block) return false;
    const at = offsetOf(seq);
    return block.words === null || ((block.words[at >>> 5] ?? 0) & (1 << (at & 31))) !== 0;
  }

  add(seq: number): void {
    if (seq < this.first) return;
    const number = blockOf(seq);
    // Matches mostly come in order: the last block is at hand without looking into the map.
    const block = number === this.lastBlock && this.newest ? this.newest : this.blockFor(number);
    const { words } = block;
    if (words === null) return;
    const at = offsetOf(seq);
    const word = words[at >>> 5] ?? 0;
    const bit = 1 << (at & 31);
    if ((word & bit) !== 0) return;
    words[at >>> 5] = word | bit;
    this.grow(block, 1);
  }

  /** Adds all records from `from` to `to`, both included. */
  addRange(from: number, to: number): void {
    for (let seq = Math.max(from, this.first); seq <= to;) {
      const number = blockOf(seq);
      const end = Math.min(to, (number + 1) * blockRecords);
      const isWhole = end - seq === blockRecords - 1;
      const block = this.blockFor(number, isWhole ? null : undefined);
      if (block.words)
        this.grow(
          block,
          isWhole ? blockRecords - block.count : fill(block.words, offsetOf(seq), offsetOf(end)),
        );
      seq = end + 1;
    }
  }

  delete(seq: number): void {
    const number = blockOf(seq);
    const block = this.blocks.get(number);
    if (!block || !this.has(seq)) return;
    block.words ??= new Uint32Array(blockWords).fill(0xffff_ffff);
    const at = offsetOf(seq);
    block.words[at >>> 5] = (block.words[at >>> 5] ?? 0) & ~(1 << (at & 31));
    this.grow(block, -1);
    if (block.count === 0) this.forget(number);
  }

  /** Forgets all matches before a record, and accepts no more there. */
  deleteBefore(first: number): void {
    const before = this.total;
    this.first = Math.max(this.first, first);
    const kept = blockOf(first);
    for (; this.firstBlock < kept && this.firstBlock <= this.lastBlock; this.firstBlock += 1) {
      this.total -= this.blocks.get(this.firstBlock)?.count ?? 0;
      this.forget(this.firstBlock);
    }
    const block = this.blocks.get(kept);
    if (block && offsetOf(first) > 0) {
      block.words ??= new Uint32Array(blockWords).fill(0xffff_ffff);
      this.grow(block, -countBefore(block.words, offsetOf(first)));
      clearBefore(block.words, offsetOf(first));
      if (block.count === 0) this.forget(kept);
    }
    this.cutAway += before - this.total;
  }

  /** The number of matches before a record. */
  rank(seq: number): number {
    const number = blockOf(seq);
    let rank = 0;
    for (let before = this.firstBlock; before < number && before <= this.lastBlock; before += 1) {
      rank += this.blocks.get(before)?.count ?? 0;
    }
    const block = this.blocks.get(number);
    if (!block) return rank;
    return rank + (block.words === null ? offsetOf(seq) : countBefore(block.words, offsetOf(seq)));
  }

  /** The match at an index, from 0 on; null beyond the last. */
  select(index: number): number | null {
    if (index < 0 || index >= this.total) return null;
    let rest = index;
    for (let number = this.firstBlock; number <= this.lastBlock; number += 1) {
      const block = this.blocks.get(number);
      if (!block) continue;
      if (rest < block.count) {
        return number * blockRecords + 1 + (block.words === null ? rest : positionOf(block.words, rest));
      }
      rest -= block.count;
    }
    return null;
  }

  /** The nearest match after a record, excluding itself. */
  next(seq: number): number | null {
    return this.select(this.rank(seq + 1));
  }

  /** The nearest match before a record, excluding itself. */
  previous(seq: number): number | null {
    return seq < 1 ? null : this.select(this.rank(seq) - 1);
  }

  /** How many match from a record to another, both included. */
  countIn(from: number, to: number): number {
    return Math.max(0, this.rank(to + 1) - this.rank(from));
  }

  /** The next matches from a record on, up to another, that follow each other: at most 4,096, as many as are read at once. */
  runAt(from: number, to: number): Run | null {
    const first = this.firstFrom(from);
    if (first === null || first > to) return null;
    const most = Math.min(to - first + 1, largestRun);
    let count = 1;
    while (count < most && this.has(first + count)) count += 1;
    return { from: first, count };
  }

  /** The first match from a record on, itself included. */
  private firstFrom(from: number): number | null {
    for (let number = blockOf(Math.max(1, from)); number <= this.lastBlock; number += 1) {
      const block = this.blocks.get(number);
      if (!block) continue;
      const begin = number * blockRecords + 1;
      const at = Math.max(0, from - begin);
      const found = block.words === null ? at : firstOne(block.words, at);
      if (found !== null) return begin + found;
    }
    return null;
  }

  /** With `words` null, a missing block is created full. */
  private blockFor(number: number, words?: null): Block {
    const known = this.blocks.get(number);
    if (known) return known;
    const block: Block =
      words === null ? { words, count: blockRecords } : { words: new Uint32Array(blockWords), count: 0 };
    this.total += block.count;
    this.firstBlock = this.lastBlock < this.firstBlock ? number : Math.min(this.firstBlock, number);
    this.lastBlock = Math.max(this.lastBlock, number);
    this.blocks.set(number, block);
    if (number === this.lastBlock) this.newest = block;
    return block;
  }

  private forget(number: number): void {
    this.blocks.delete(number);
    if (number === this.lastBlock) this.newest = null;
  }

  private grow(block: Block, by: number): void {
    block.count += by;
    this.total += by;
    if (block.count === blockRecords) block.words = null;
  }
}

function blockOf(seq: number): number {
  return Math.floor((seq - 1) / blockRecords);
}

function offsetOf(seq: number): number {
  return (seq - 1) % blockRecords;
}

/** Sets the bits from `from` to `to`, both included; returns how many were not set before. */
function fill(words: Uint32Array, from: number, to: number): number {
  let added = 0;
  for (let index = from >>> 5; index <= to >>> 5; index += 1) {
    const low = index === from >>> 5 ? from & 31 : 0;
    const high = index === to >>> 5 ? to & 31 : 31;
    const mask = (0xffff_ffff >>> (31 - (high - low))) << low;
    const word = words[index] ?? 0;
    added += onesIn(mask) - onesIn(word & mask);
    words[index] = word | mask;
  }
  return added;
}

function countBefore(words: Uint32Array, at: number): number {
  let count = 0;
  for (let index = 0; index < at >>> 5; index += 1) count += onesIn(words[index] ?? 0);
  return count + onesIn((words[at >>> 5] ?? 0) & ~(0xffff_ffff << (at & 31)));
}

function clearBefore(words: Uint32Array, at: number): void {
  words.fill(0, 0, at >>> 5);
  words[at >>> 5] = (words[at >>> 5] ?? 0) & (0xffff_ffff << (at & 31));
}

/** The position of the set bit that has `rest` set bits before it. */
function positionOf(words: Uint32Array, rest: number): number {
  let before = rest;
  for (let index = 0; index < words.length; index += 1) {
    let word = words[index] ?? 0;
    const ones = onesIn(word);
    if (before >= ones) {
      before -= ones;
      continue;
    }
    for (; before > 0; before -= 1) word &= word - 1;
    return index * 32 + (31 - Math.clz32(word & -word));
  }
  throw new RangeError('The block has fewer bits than it counts.');
}

/** The position of the first set bit from `at` on; null where there is none. */
function firstOne(words: Uint32Array, at: number): number | null {
  for (let index = at >>> 5; index < words.length; index += 1) {
    const masked = index === at >>> 5 ? 0xffff_ffff << (at & 31) : 0xffff_ffff;
    const word = (words[index] ?? 0) & masked;
    if (word !== 0) return index * 32 + (31 - Math.clz32(word & -word));
  }
  return null;
}

/** Counts the set bits of 32, pairs first, then nibbles, then bytes (Warren, Hacker’s Delight, section 5-1). */
function onesIn(word: number): number {
  const pairs = word - ((word >>> 1) & 0x5555_5555);
  const nibbles = (pairs & 0x3333_3333) + ((pairs >>> 2) & 0x3333_3333);
  return Math.imul((nibbles + (nibbles >>> 4)) & 0x0f0f_0f0f, 0x0101_0101) >>> 24;
}
