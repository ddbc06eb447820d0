import { chatExamples } from './chatExamples.ts';
import { echoExamples } from './echoExamples.ts';
import type { ExamplePlace, Examples } from './example.ts';
import { exampleEnvironments } from './exampleEnvironments.ts';
import { serviceExamples } from './serviceExamples.ts';

/** A workspace to learn from: what is in Echo and Chat needs no network and no other program. */
export function examplesFor(place: ExamplePlace): Examples {
  return {
    environments: exampleEnvironments(place),
    folders: [echoExamples(place), chatExamples, serviceExamples],
  };
}
