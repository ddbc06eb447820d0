import { cpus, release, totalmem } from 'node:os';

/** The machine that numbers were taken on, in one line. */
export function describeMachine(): string {
  const processors = cpus();
  return [
    `${processors.length} × ${processors[0]?.model.trim() ?? 'unknown processor'}`,
    `${Math.round(totalmem() / 2 ** 30)} GiB`,
    `Node ${process.version}`,
    `${process.platform} ${release()}`,
  ].join(', ');
}
