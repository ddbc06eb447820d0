/** Anything that has an end. Disposing twice is allowed and does nothing the second time. */
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

/** Owns disposables and disposes them in reverse order. A child added after that is disposed at once. */
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

  /** Removes a child without disposing it, because it ended by itself. */
  release(child: Disposable): void {
    const index = this.children.indexOf(child);
    if (index >= 0) this.children.splice(index, 1);
  }

  dispose(): void {
    this.disposed = true;
    for (let child = this.children.pop(); child; child = this.children.pop()) child.dispose();
  }
}
