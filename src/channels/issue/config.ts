import { z } from 'zod';
import { channelConfig } from '../channel/config.ts';
import { assignees, labels, listOf } from '../channel/fields.ts';

export interface IssueChannel {
  readonly type: 'issue';
  readonly name: string;
  readonly labels: readonly string[];
  readonly assignees: readonly string[];
}

export const issueConfig = channelConfig({
  schema: z.strictObject({
    type: z.literal('issue').meta({ description: 'A GitHub issue in this repository.', examples: ['issue'] }),
    labels: labels.meta({ description: 'Labels of every issue.', examples: [['breakout']] }),
    assignees: assignees.meta({ description: 'GitHub users to assign.', examples: [['octocat']] }),
  }),
  build: (name, written): IssueChannel => ({
    type: 'issue',
    name,
    labels: listOf(written.labels),
    assignees: listOf(written.assignees),
  }),
  neededSecrets: () => [],
  secrets: () => [],
  defaultVariables: [],
});
