/**
 * Strangers write what looks like a credential, in earnest or in jest. GitHub's push protection refuses a commit that
 * holds one, and would then refuse every later run.
 * @see https://docs.github.com/en/code-security/secret-scanning/introduction/supported-secret-scanning-patterns
 */
const SHAPES: readonly RegExp[] = [
  // Addresses that are secrets themselves.
  /https?:\/\/hooks\.slack(?:-gov)?\.com\/[\w/.-]+/gi,
  /https?:\/\/(?:\w+\.)?discord(?:app)?\.com\/api\/(?:v\d+\/)?webhooks\/[\w/.-]+/gi,
  /https?:\/\/[\w.-]+\.webhook\.office\.com\/\S+/gi,
  /https?:\/\/[\w.-]+\.(?:logic\.azure\.com|powerplatform\.com)\S*[?&]sig=\S+/gi,
  /https?:\/\/api\.telegram\.org\/(?:file\/)?bot\d+:[\w-]+\S*/gi,
  // A password before a host.
  /\b[a-z][a-z0-9+.-]{1,20}:\/\/[^\s/@:]+:[^\s/@]+@[^\s]+/gi,
  // Tokens with a prefix of their own: GitHub, GitLab, Slack, Stripe, Square, npm, PyPI, Hugging Face, Shopify, and others.
  /\bgh[a-z]_\w{16,}/g,
  /\bgithub_pat_\w{20,}/g,
  /\bgl(?:pat|ptt|dt|rt|cbt|soat|ft)-[\w.-]{16,}/g,
  /\bxox[a-z](?:\.xox[a-z])?-[\w-]{10,}/gi,
  /\bxapp-\d-[\w-]{10,}/gi,
  /\b(?:[spr]k|rak|whsec|pk)_(?:live|test)?_?\w{14,}/g,
  /\bwhsec_[\w+/=]{16,}/g,
  /\bsq0(?:atp|csp|idp)-[\w-]{20,}/g,
  /\bEAAA[\w-]{50,}/g,
  /\bnpm_\w{30,}/g,
  /\bpypi-[\w-]{30,}/g,
  /\bhf_\w{30,}/g,
  /\bshp(?:at|ca|pa|ss)_[0-9a-f]{24,}/gi,
  /\bdo[opr]_v1_[0-9a-f]{40,}/g,
  /\bdapi[0-9a-f]{32}/g,
  /\bsk-[\w-]{20,}/g,
  /\bSG\.[\w-]{16,}\.[\w-]{16,}/g,
  /\bkey-[0-9a-f]{32}\b/g,
  /\b[0-9a-f]{32}-us\d{1,2}\b/g,
  /\b(?:AC|SK)[0-9a-f]{32}\b/g,
  /\bPMAK-[0-9a-f-]{30,}/gi,
  /\blin_(?:api|oauth)_\w{30,}/g,
  /\b(?:secret|ntn)_[A-Za-z0-9]{30,}/g,
  /\bNRAK-[A-Z0-9]{20,}/g,
  /\bdp\.(?:pt|st|ct|sa)\.[\w.-]{30,}/g,
  /\bhv[sbr]\.[\w-]{24,}/g,
  // Clouds.
  /\b(?:AKIA|ASIA|ABIA|ACCA)[0-9A-Z]{16}\b/g,
  /\bAIza[\w-]{30,}/g,
  /\bGOCSPX-[\w-]{20,}/g,
  /\bya29\.[\w-]{20,}/g,
  /\b\d{6,}-\w{20,}\.apps\.googleusercontent\.com/g,
  /\b(?:AccountKey|SharedAccessKey|SharedAccessSignature)=\S{16,}/gi,
  /\b(?:aws_?secret_?access_?key|client_?secret|api_?key|access_?token|password|passwd|secret)["']?\s*[=:]\s*["']?(?=[^\s"']*\d)[\w+/=.-]{16,}/gi,
  // Bots, signed tokens, keys.
  /\b\d{6,12}:[\w-]{30,}/g,
  /\b[MNO][\w-]{22,}\.[\w-]{6}\.[\w-]{27,}/g,
  /\beyJ[\w-]{8,}\.(?:eyJ)?[\w-]{8,}\.[\w-]*/g,
  /-----BEGIN [A-Z ]*PRIVATE KEY(?: BLOCK)?-----(?:[\s\S]*?-----END [A-Z ]*PRIVATE KEY(?: BLOCK)?-----|[\s\S]*)/g,
];

const INSTEAD = '[credential removed]';

/** All shapes in one expression for each set of flags: nearly every text holds none, and is looked at once or twice only. */
const ANY: readonly RegExp[] = ['', 'i'].map((flags) => {
  const sources = SHAPES.filter((shape) => shape.flags === `g${flags}`).map(({ source }) => source);
  return new RegExp(sources.join('|'), flags);
});

/** A stranger's text without what looks like a credential; where one stood, the text says so. */
export function defuseCredentials(text: string): string {
  if (!ANY.some((any) => any.test(text))) return text;
  return SHAPES.reduce((clean, shape) => clean.replaceAll(shape, INSTEAD), text);
}
