import { FORM_FIELDS } from '../../src/watch-form/request.ts';

/** The body of an issue as GitHub makes it from the form. */
export function formBody(answers: Readonly<Partial<Record<(typeof FORM_FIELDS)[number], string>>>): string {
  return FORM_FIELDS.map((field) => `### ${field}\n\n${answers[field] ?? '_No response_'}`).join('\n\n');
}
