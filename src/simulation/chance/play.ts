import { firstBroken, firstBrokenAtTheEnd } from '../scenario/invariants.ts';
import { runStep, type Outcome } from '../scenario/run-story.ts';
import type { Deed, Story } from '../scenario/story.ts';
import { openWorld, type World } from '../scenario/world.ts';

/** What went wrong first: after which step (from 0), and how. */
export interface Failure {
  readonly step: number;
  readonly message: string;
}

export interface Playing {
  /** Look at the books after every so many steps, and at the end. */
  readonly checkEvery: number;
  readonly onStep?: (done: number, all: number) => void;
  /** For tests of the simulation itself: what else happens after a step. */
  readonly afterStep?: (world: World, step: Deed) => Promise<void>;
}

/** Plays a story on an empty migrated database. Null: there was none. */
export const play = async (
  story: Story,
  url: string,
  { checkEvery, onStep, afterStep }: Playing,
): Promise<Failure | null> => {
  const world = await openWorld(story, url);
  try {
    for (const [index, step] of story.steps.entries()) {
      const check = (index + 1) % checkEvery === 0 ? firstBroken : nothingToSee;
      const outcome = await runStep(world, step, index, check);
      if (!outcome.passed && !isNoFailure(outcome))
        return { step: index, message: outcome.message ?? 'nothing says why' };
      await afterStep?.(world, step as Deed);
      onStep?.(index + 1, story.steps.length);
    }
    const broken = await firstBrokenAtTheEnd(world);
    return broken === null ? null : { step: story.steps.length - 1, message: `at the end, ${broken}` };
  } finally {
    await world.close();
  }
};

const nothingToSee = (): Promise<null> => Promise.resolve(null);

/** What is refused is refused; and a part of a story may name what the rest would have made, which nobody could ask for. */
const isNoFailure = ({ mark }: Outcome): boolean => mark === 'refused' || mark === 'nameless';
