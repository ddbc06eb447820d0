/** The place in the output of one of several programs that run at the same time. */
export interface OutputPart {
  write(text: string): void;
  /** Nothing more is written here. */
  end(): void;
}

interface Part {
  waiting: string;
  ended: boolean;
}

/**
 * Shows what runs at the same time as if it had run in turn. What the first of those that have not ended writes is shown at once; what the
 * others write waits for their turn.
 */
export class OrderedOutput {
  private readonly parts: Part[] = [];
  private readonly show: (text: string) => void;

  constructor(show: (text: string) => void) {
    this.show = show;
  }

  /** The place after those there are. */
  part(): OutputPart {
    const part: Part = { waiting: '', ended: false };
    this.parts.push(part);
    return {
      write: (text) => {
        part.waiting += text;
        this.flush();
      },
      end: () => {
        part.ended = true;
        this.flush();
      },
    };
  }

  private flush(): void {
    for (let [first] = this.parts; first; [first] = this.parts) {
      if (first.waiting !== '') this.show(first.waiting);
      first.waiting = '';
      if (!first.ended) return;
      this.parts.shift();
    }
  }
}
