/** What people call zones, by the place that keeps them. Abbreviations stand for the commonest of their meanings. */
export const COMMON_NAMES: Readonly<Record<string, string>> = {
  ...named(
    'America/Los_Angeles',
    'pacific|pacific time|pst|pdt|pt|us pacific|california|san francisco|los angeles ca|seattle|san diego|silicon valley|las vegas|portland|us west coast|west coast',
  ),
  ...named('America/Denver', 'mountain|mountain time|mdt|mt|us mountain|colorado|utah|salt lake city'),
  ...named('America/Phoenix', 'arizona'),
  ...named(
    'America/Chicago',
    'central|central time|cst|cdt|ct|us central|texas|dallas|houston|austin|minneapolis',
  ),
  ...named(
    'America/New_York',
    'eastern|eastern time|edt|et|us eastern|new york city|nyc|new york ny|washington|washington dc|boston|miami|atlanta|philadelphia|florida|us east coast|east coast',
  ),
  ...named('America/Anchorage', 'alaska|akst|akdt'),
  ...named('Pacific/Honolulu', 'hawaii'),
  ...named('America/Halifax', 'atlantic|atlantic time|adt'),
  ...named('America/St_Johns', 'newfoundland|ndt'),
  ...named('America/Toronto', 'ontario|ottawa|montreal|quebec'),
  ...named('America/Vancouver', 'british columbia'),
  ...named('America/Mexico_City', 'mexico|cdmx|ciudad de mexico'),
  ...named('America/Sao_Paulo', 'brazil|brasil|brt|brasilia|rio|rio de janeiro'),
  ...named('America/Argentina/Buenos_Aires', 'argentina|buenos aires'),
  ...named('America/Bogota', 'colombia|cot'),
  ...named('America/Santiago', 'chile|clt'),
  ...named('America/Lima', 'peru|pet'),
  ...named(
    'Europe/London',
    'british time|uk time|uk|bst|gmt bst|england|britain|great britain|united kingdom|scotland|wales|londres',
  ),
  ...named('Europe/Dublin', 'ireland'),
  ...named('Europe/Lisbon', 'portugal|wet|west'),
  ...named('Europe/Madrid', 'spain|espana|barcelona'),
  ...named('Europe/Paris', 'france|romance'),
  ...named('Europe/Brussels', 'belgium|bruxelles'),
  ...named('Europe/Amsterdam', 'netherlands|holland|the hague|rotterdam'),
  ...named(
    'Europe/Berlin',
    'central european time|central european summer time|central europe|w. europe|cest|cet cest|mez|mesz|germany|deutschland|munich|munchen|hamburg|cologne|koln|frankfurt',
  ),
  ...named('Europe/Zurich', 'switzerland|schweiz|geneva|geneve|bern'),
  ...named('Europe/Vienna', 'austria|osterreich|wien'),
  ...named('Europe/Rome', 'italy|italia|roma|milan|milano'),
  ...named('Europe/Warsaw', 'poland|polska|warszawa'),
  ...named('Europe/Prague', 'czechia|praha'),
  ...named('Europe/Stockholm', 'sweden'),
  ...named('Europe/Oslo', 'norway'),
  ...named('Europe/Copenhagen', 'denmark|kobenhavn'),
  ...named('Europe/Helsinki', 'finland'),
  ...named('Europe/Athens', 'eastern european time|greece|eest'),
  ...named('Europe/Kyiv', 'kyiv|kiev|ukraine'),
  ...named('Europe/Bucharest', 'romania'),
  ...named('Europe/Istanbul', 'turkey|turkiye|turkei|trt|ankara'),
  ...named('Europe/Moscow', 'msk|moscow time|russia'),
  ...named('Africa/Johannesburg', 'south africa|sast|cape town'),
  ...named('Africa/Lagos', 'nigeria|wat'),
  ...named('Africa/Nairobi', 'kenya|eat'),
  ...named('Africa/Cairo', 'egypt'),
  ...named('Asia/Jerusalem', 'israel|tel aviv'),
  ...named('Asia/Riyadh', 'saudi arabia|ksa|arab'),
  ...named('Asia/Dubai', 'uae|emirates|gst|gulf|gulf time|abu dhabi'),
  ...named('Asia/Karachi', 'pakistan|pkt|islamabad|lahore'),
  ...named(
    'Asia/Kolkata',
    'india|indian time|india time|ist|mumbai|delhi|new delhi|bangalore|bengaluru|chennai|hyderabad',
  ),
  ...named('Asia/Dhaka', 'bangladesh'),
  ...named('Asia/Bangkok', 'thailand'),
  ...named('Asia/Jakarta', 'indonesia|wib'),
  ...named('Asia/Ho_Chi_Minh', 'vietnam|hanoi|saigon|ho chi minh city'),
  ...named('Asia/Kuala_Lumpur', 'malaysia|myt'),
  ...named('Asia/Singapore', 'sgt'),
  ...named('Asia/Manila', 'philippines|pht'),
  ...named('Asia/Hong_Kong', 'hk|hkt'),
  ...named('Asia/Taipei', 'taiwan'),
  ...named('Asia/Shanghai', 'china|china time|beijing|peking|shenzhen'),
  ...named('Asia/Seoul', 'korea|south korea|kst'),
  ...named('Asia/Tokyo', 'japan|jst|osaka'),
  ...named('Australia/Sydney', 'aest|aedt|aet|australian eastern time|canberra'),
  ...named('Australia/Adelaide', 'acst|acdt'),
  ...named('Australia/Perth', 'awst'),
  ...named('Pacific/Auckland', 'new zealand|nzst|nzdt|wellington'),
  ...named('UTC', 'z|greenwich mean time|coordinated universal time'),
};

function named(zone: string, names: string): Readonly<Record<string, string>> {
  return Object.fromEntries(names.split('|').map((name) => [name, zone]));
}

/**
 * A name as it is compared: without accents, what stands in brackets, and the words that say which half of the year it is.
 * `Pacific Standard Time (US & Canada)` and `Pacific Time` are one.
 */
export function foldZone(text: string): string {
  return text
    .normalize('NFKD')
    .replaceAll(/\p{Mn}/gu, '')
    .toLowerCase()
    .replaceAll('ı', 'i')
    .replaceAll(/\([^)]*\)/g, ' ')
    .replaceAll(/[\s_/-]+/g, ' ')
    .replaceAll(/ (?:standard|daylight|summer) time\b/g, ' time')
    .trim();
}

/** The styles in which the runtime names zones. */
const STYLES = ['long', 'longGeneric'] as const;

/** The first zone that the runtime itself calls so in English, as in `Gulf Standard Time`. */
export function zoneByOwnName(words: string, zones: readonly string[]): string | undefined {
  if (!/ time$/.test(words)) return undefined;
  const common = new Set(Object.values(COMMON_NAMES));
  const known = zones.filter((zone) => common.has(zone));
  return [...known, ...zones].find((zone) =>
    STYLES.some((timeZoneName) => {
      const parts = new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName }).formatToParts(0);
      return foldZone(parts.find(({ type }) => type === 'timeZoneName')?.value ?? '') === words;
    }),
  );
}
