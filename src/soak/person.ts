import { mixKeys, randomStream } from '../simulator/random.ts';
import { pushOn, tipOf } from './branch.ts';
import type { PersonAct } from './plan.ts';
import type { Stage } from './stage.ts';

/** Commits that a person takes back at once. */
const BACK_MAX = 6;

/** What a person does to the repository between two runs, or during one. */
export function actAs(act: PersonAct, stage: Stage): void {
  const { remote, clock, world, github, closed } = stage;
  const random = randomStream(mixKeys(world.seed, 0x9e50, clock.now / 1000));
  const back = 1 + Math.floor(random() * BACK_MAX);
  switch (act) {
    case 'pushes notes':
      pushOn(remote, new Map([...tipOf(remote), ['notes.md', String(clock.now)]]));
      return;
    case 'reverts the last commits':
      stage.takenBack += 1;
      pushOn(remote, new Map(remote.commits.at(-1 - back) ?? remote.commits[0]));
      return;
    case 'rewrites history':
      stage.takenBack += 1;
      remote.commits = remote.commits.slice(0, Math.max(1, remote.commits.length - back));
      return;
    case 'deletes state.json':
      stage.takenBack += 1;
      pushOn(remote, new Map([...tipOf(remote)].filter(([path]) => path !== 'data/state.json')));
      return;
    case 'closes an issue': {
      const open = github.issues().filter(({ state }) => state === 'open');
      const issue = open[Math.floor(random() * open.length)];
      if (issue === undefined) return;
      github.editAs('octocat', issue.number, { state: 'closed' });
      closed.add(issue.number);
    }
  }
}
