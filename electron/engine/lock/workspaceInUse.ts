import { WirebenchError } from '../../../shared/base/errors.ts';
import { visibleLine } from '../../../shared/bytes/visibleText.ts';
import { isOfThisMachine, type Claim } from './claim.ts';
import { askAt } from './door.ts';
import type { Shown } from '../base/deps.ts';

const programs: Readonly<Record<Claim['program'], string>> = {
  desktop: 'the desktop app',
  headless: 'a browser (wirebench serve)',
};

/** A workspace that another program has open. Two programs at once would take each other's recordings for interrupted ones. */
export class WorkspaceInUse extends WirebenchError {
  /** True when only the claim says so, and comes from a machine whose locks cannot be seen from here: a person may know better. */
  readonly mayBeTakenOver: boolean;
  private readonly claim: Claim | null;

  /** `isLocked` when the operating system says that the workspace is in use. */
  constructor(folder: string, claim: Claim | null, isLocked: boolean) {
    super('WRONG_STATE', describe(folder, claim, isLocked));
    this.claim = claim;
    this.mayBeTakenOver = !isLocked;
  }

  /** Asks the other program to show itself to the person who has started a second one. Null when it cannot be asked, or does not answer. */
  async show(): Promise<Shown | null> {
    const { claim } = this;
    return claim && claim.door !== null && isOfThisMachine(claim) ? askAt(claim.door) : null;
  }
}

function describe(folder: string, claim: Claim | null, isLocked: boolean): string {
  const workspace = `The workspace ${visibleLine(folder)}`;
  const elsewhere = 'or choose another folder with --workspace.';
  if (!claim) return `${workspace} is open in another program. Close it there, ${elsewhere}`;
  const { host, user, program, pid, since } = claim;
  const isHere = isOfThisMachine(claim);
  const where = isHere ? 'is open already' : `is open on another machine, “${visibleLine(host)}”`;
  const who = `${where}: in ${programs[program]}, by ${visibleLine(user)} (process ${pid}), since ${localTime(since)}.`;
  if (isLocked) return `${workspace} ${who} Close it there, ${elsewhere}`;
  return `${workspace} ${who} Close it there. If it is no longer open there, or this is a copy of that folder, start with --take-over.`;
}

/** `2026-11-28 17:30`, by this machine's clock. */
function localTime(iso: string): string {
  const date = new Date(iso);
  const two = (value: number): string => String(value).padStart(2, '0');
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return `${day} ${two(date.getHours())}:${two(date.getMinutes())}`;
}
