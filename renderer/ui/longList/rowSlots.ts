/**
 * Which element draws which row. A row keeps its element while it is drawn, also when the list gets another height, since a click is lost
 * if the element that was pressed is replaced before the button is up. One that leaves passes its element on to one that comes.
 */
export class RowSlots {
  private taken = new Map<number, number>();
  private free: number[] = [];
  private count = 0;

  /** The elements of the rows from `from` until before `to`, in their order. */
  assign(from: number, to: number): readonly number[] {
    const before = this.taken;
    const isDrawn = (row: number): boolean => row >= from && row < to;
    for (const [row, slot] of before) if (!isDrawn(row)) this.free.push(slot);
    const slots: number[] = [];
    this.taken = new Map();
    for (let row = from; row < to; row += 1) {
      const slot = before.get(row) ?? this.free.pop() ?? this.add();
      this.taken.set(row, slot);
      slots.push(slot);
    }
    return slots;
  }

  private add(): number {
    this.count += 1;
    return this.count;
  }
}
