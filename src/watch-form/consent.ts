/** What happened to an issue made with the form, as far as it matters who may have a pull request opened. */
export interface FormEvent {
  readonly action: string;
  /** The label that was added, of a `labeled` event. */
  readonly label?: string;
  /** What the one who did it may do in the repository: GitHub's `admin`, `write`, `read` or `none`. */
  readonly permission: string;
}

export type Consent =
  /** Somebody with write access asked for it, or agreed. */
  | { readonly kind: 'given' }
  /** The request waits for the label of somebody with write access. */
  | { readonly kind: 'awaited' }
  | { readonly kind: 'no-matter'; readonly reason: string };

/** The label by which somebody with write access agrees to another's request. */
export const CONSENT_LABEL = 'watch';
export const CONSENT_MEANING = 'Somebody with write access agrees: open the pull request';

/**
 * Who opens or edits a request with write access has agreed by that; a stranger's edit agrees to nothing, also after the
 * label, since the label was for what stood there then.
 */
export function consentOf({ action, label, permission }: FormEvent): Consent {
  const mayWrite = permission === 'admin' || permission === 'write';
  switch (action) {
    case 'opened':
    case 'edited':
      return mayWrite ? { kind: 'given' } : { kind: 'awaited' };
    case 'labeled':
      if (label !== CONSENT_LABEL) return { kind: 'no-matter', reason: 'another label' };
      return mayWrite ? { kind: 'given' } : { kind: 'awaited' };
    default:
      return { kind: 'no-matter', reason: `nothing to do for ${action}` };
  }
}
