/** A fault planted in the program: texts of one file, each of which stands there once, and what takes their place. */
export interface Mutation {
  /** What the program then does. */
  readonly name: string;
  /** From the root of the project. */
  readonly file: string;
  readonly edits: readonly (readonly [from: string, to: string])[];
  /** What looks for it where seeds in memory cannot see it: real processes, two at once. */
  readonly by?: 'races';
}

/** One or more for each promise that the soak is to hold. */
export const MUTATIONS: readonly Mutation[] = [
  {
    name: 'sends before it has pushed',
    file: 'src/run/run.ts',
    edits: [
      [
        '  const outcome = await record(run, before',
        '  await send(recordOf(run, news, before).claimed, run.sinks, async () => undefined);\n' +
          '  const outcome = await record(run, before',
      ],
    ],
  },
  {
    name: 'takes a refused push for a push',
    file: 'src/run/record.ts',
    edits: [["if (pushed.kind === 'pushed') return made;", 'if (pushed.kind.length > 0) return made;']],
  },
  {
    name: 'claims nothing',
    file: 'src/alerts/outbox.ts',
    edits: [['nextAttemptAt: now + CLAIM_MS', 'nextAttemptAt: now']],
  },
  {
    name: 'records a receipt before the delivery',
    file: 'src/run/send.ts',
    edits: [
      [
        'if (claimed.length === 0) return;',
        'if (claimed.length === 0) return;\n' +
          "  await keep(claimed.map(({ id }) => ({ kind: 'delivered', notification: id, receipt: 'sent' })));",
      ],
    ],
  },
  {
    name: 'drops a receipt, so that the message stays owed',
    file: 'src/run/run.ts',
    edits: [['receiptsOf(run, upstream, deliveries)', 'receiptsOf(run, upstream, deliveries.slice(1))']],
  },
  {
    name: 'leaves a receipt out of the log',
    file: 'src/alerts/receipts.ts',
    edits: [['...settlement.delivered.map(', '...settlement.delivered.slice(1).map(']],
  },
  {
    name: 'gives an opening up while its channel is down',
    file: 'src/alerts/outbox.ts',
    edits: [
      ["return notification.kind !== 'alert' || notification.alert.kind === 'changed';", 'return true;'],
    ],
  },
  {
    name: 'tries nothing twice',
    file: 'src/alerts/outbox.ts',
    edits: [['      left.push(tried);\n', '']],
  },
  {
    name: 'owes nothing after state.json was deleted',
    file: 'src/store/up-to-date.ts',
    edits: [['outbox: owedByLog(log, () => true),', 'outbox: [],']],
  },
  {
    name: 'keeps for ever what quiet hours have deferred',
    file: 'src/alerts/release.ts',
    edits: [['  const isDeferredOver = isQuiet(', '  const isDeferredOver = true || isQuiet(']],
  },
  {
    name: 'takes a change that a night deferred for the beginning',
    file: 'src/alerts/release.ts',
    edits: [
      [
        'mergedOf(channel, storiesOf(group,',
        'mergedOf(channel, storiesOf(group.toSorted((a) => (a.hold ? -1 : 1)),',
      ],
    ],
  },
  {
    name: 'opens an issue again that a person has closed',
    file: 'src/channels/issue/refresh.ts',
    edits: [
      ["{ state: 'open', since }", "{ state: 'all', since }"],
      ["alert === undefined || issue.state !== 'open'", 'alert === undefined'],
      ['number, { body, ', "number, { body, state: 'open', "],
    ],
  },
  {
    name: 'makes an issue without looking for the one that there is',
    file: 'src/channels/issue/deliver-alert.ts',
    edits: [
      ['        withMarker(issues, issueMarker(alert.episode))?.html_url ??\n', ''],
      ['        (await adoptIssue(desk.place, alert.episode, issues)) ??\n', ''],
    ],
  },
  {
    name: 'never closes an issue',
    file: 'src/channels/issue/deliver-alert.ts',
    edits: [["    state: 'closed',\n", '']],
  },
  {
    name: 'lets one channel stop the others',
    file: 'src/run/deliver.ts',
    edits: [
      ['    const what = error', '    if (error instanceof TypeError) throw error;\n    const what = error'],
    ],
  },
  {
    name: 'stops at a journal that was cut',
    file: 'src/store/files.ts',
    edits: [['return { version: 1, files: {} };', "throw new UnreadableDataError(file, 'it was cut');"]],
  },
  {
    name: 'takes a failed reading for zero views',
    file: 'src/run/run.ts',
    edits: [
      [
        '  return { sampling: { ...sampling, failures',
        '  const zeros = sampling.failures.map(({ hashtag }) => ({ hashtag, at: now, views: 0 }));\n' +
          '  Object.assign(sampling, { samples: [...sampling.samples, ...zeros] });\n' +
          '  return { sampling: { ...sampling, failures',
      ],
    ],
  },
  {
    name: 'spends its credits twice',
    file: 'src/run/run.ts',
    edits: [
      [
        '  const news = await gather(run, before);',
        '  await gather(run, before);\n  const news = await gather(run, before);',
      ],
    ],
  },
  {
    name: 'counts its credits twice',
    file: 'src/run/judge-run.ts',
    edits: [
      [
        'spendCredits(state.credits, now, input.credits);',
        'spendCredits(spendCredits(state.credits, now, input.credits), now, input.credits);',
      ],
    ],
  },
  {
    name: 'adds readings of one instant twice',
    file: 'src/store/record-files.ts',
    edits: [["repeats === 'once' ? lines.filter(", 'repeats.length === 0 ? lines.filter(']],
  },
  {
    name: 'lets two runs be at work in one folder',
    file: 'src/store/run-lock.ts',
    edits: [["    database.exec('BEGIN EXCLUSIVE');\n", '']],
    by: 'races',
  },
];

/** A text with a mutation in it. @throws {RangeError} where a text that it changes does not stand there once */
export function mutated(text: string, { name, file, edits }: Mutation): string {
  let now = text;
  for (const [from, to] of edits) {
    const parts = now.split(from);
    if (parts.length !== 2)
      throw new RangeError(`${file} has ${parts.length - 1} places for the mutation "${name}": ${from}`);
    now = parts.join(to);
  }
  return now;
}
