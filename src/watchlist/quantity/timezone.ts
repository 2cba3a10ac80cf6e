import { type Advice, quoted } from '../advice/advice.ts';
import { nearest } from '../advice/nearest.ts';

/** Whether `name` is a zone of the IANA database (or a link in it), by the runtime's own copy. */
export function isTimezone(name: string): boolean {
  if (name.length > 60 || !/^[A-Za-z]/.test(name)) return false; // An offset such as +01:00 would pass, and knows no summer time.
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

export function adviseTimezone(text: string): Advice {
  const zones = text.length > 40 ? [] : Intl.supportedValuesOf('timeZone');
  const city = zones.find((zone) => fold(zone).endsWith(`/${fold(text)}`));
  const likely = city ?? nearest(text, zones);
  return {
    message: `${quoted(text)} is not a time zone of the IANA database`,
    remedy:
      likely === undefined ? 'write one such as `Europe/London` or `UTC`' : `did you mean \`${likely}\`?`,
  };
}

function fold(text: string): string {
  return text.toLowerCase().replaceAll(/[\s-]/g, '_');
}
