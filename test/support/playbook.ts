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
