/** Whatever has an end. Disposing twice is allowed and does nothing the second time. */
export interface Disposable {
  dispose(): void;
}

/** Runs `end` when it is disposed, once. */
export function toDisposable(end: () => void): Disposable {
  let ended = false;
  return {
    dispose() {
      if (ended) return;
      ended = true;
      end();
    },
  };
}

/** Owns things that have an end and ends them in reverse order. What is added after the end is ended at once. */
export class Owner implements Disposable {
  private readonly children: Disposable[] = [];
  private disposed = false;

  get isDisposed(): boolean {
    return this.disposed;
  }

  add<Child extends Disposable>(child: Child): Child {
    if (this.disposed) child.dispose();
    else this.children.push(child);
    return child;
  }

  /** Takes a child back without ending it: for what ended by itself. */
  release(child: Disposable): void {
    const index = this.children.indexOf(child);
    if (index >= 0) this.children.splice(index, 1);
  }

  dispose(): void {
    this.disposed = true;
    for (let child = this.children.pop(); child; child = this.children.pop()) child.dispose();
  }
}
