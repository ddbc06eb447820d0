import { deepStrictEqual } from 'node:assert/strict';

/** A pure machine: what a state comes to by an event. */
export type Step<State, Event, Effect> = (
  state: State,
  event: Event,
) => { readonly state: State; readonly effects: readonly Effect[] };

/** A conversation with a pure machine: events in order, and behind each one what is to be done, in a word or a sentence each. */
export class Playbook<State, Event, Effect> {
  state: State;
  private readonly step: Step<State, Event, Effect>;
  private readonly say: (effect: Effect) => string;

  constructor(step: Step<State, Event, Effect>, state: State, say: (effect: Effect) => string) {
    this.step = step;
    this.state = state;
    this.say = say;
  }

  on(event: Event, ...effects: readonly string[]): this {
    const step = this.step(this.state, event);
    this.state = step.state;
    deepStrictEqual([event, ...step.effects.map(this.say)], [event, ...effects]);
    return this;
  }
}

/** What a machine has come to, with events and effects as they followed each other. */
export interface Run<State, Event, Effect> {
  readonly state: State;
  readonly history: readonly (Event | Effect)[];
}

/** Tells a machine of events in this order, whatever it makes of them. */
export function runOf<State, Event, Effect>(
  step: Step<State, Event, Effect>,
  state: State,
  events: readonly Event[],
): Run<State, Event, Effect> {
  const begun: Run<State, Event, Effect> = { state, history: [] };
  return events.reduce((before, event) => {
    const { state: next, effects } = step(before.state, event);
    return { state: next, history: [...before.history, event, ...effects] };
  }, begun);
}

/** The types of events and effects, as they followed each other. */
export function typesOf(run: Run<unknown, { type: string }, { type: string }>): string[] {
  return run.history.map(({ type }) => type);
}

/** How often a type is among them. */
export function count(types: readonly string[], type: string): number {
  return types.filter((each) => each === type).length;
}
