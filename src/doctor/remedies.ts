/** What to do, in the terms of the place where it is read. */
export interface Remedies {
  readonly sendTest: string;
  readonly spendCredit: string;
}

/** On the page of a workflow run there are ticks, and no flags. */
export const REMEDIES: Readonly<Record<'actions' | 'machine', Remedies>> = {
  actions: {
    sendTest: 'run the Doctor again with “Send a test alert through each channel” ticked',
    spendCredit: 'run the Doctor again with “Ask Scavio for one hashtag” ticked, which costs one credit',
  },
  machine: {
    sendTest: '--send-test sends it a test alert',
    spendCredit: '--spend-a-credit asks for one hashtag, which costs one credit',
  },
};
