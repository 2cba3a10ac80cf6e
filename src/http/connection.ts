/** What keeps a connection from being made, and what to do about it. */

/** Codes of OpenSSL and Node for a certificate that nobody whom this machine trusts has signed. */
const UNKNOWN_AUTHORITY: readonly string[] = [
  'SELF_SIGNED_CERT_IN_CHAIN',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
];

/** Codes for a certificate that is wrong in itself. */
const BAD_CERTIFICATE: Readonly<Record<string, string>> = {
  CERT_HAS_EXPIRED: 'has expired',
  CERT_NOT_YET_VALID: 'is not valid yet',
  CERT_REVOKED: 'was revoked',
  ERR_TLS_CERT_ALTNAME_INVALID: 'is for another host',
};

/** Codes for a name that no name server knows. */
const NO_ADDRESS: readonly string[] = ['ENOTFOUND', 'EAI_AGAIN', 'EAI_NODATA'];

/** Whether nobody is to be reached there: trying again within a run is in vain. */
export function isUnreachable(error: unknown): boolean {
  const code = connectionCode(error);
  return UNKNOWN_AUTHORITY.includes(code) || code in BAD_CERTIFICATE || NO_ADDRESS.includes(code);
}

/** The code of the deepest cause that has one: `ECONNREFUSED` says more than "fetch failed". */
function connectionCode(error: unknown): string {
  let code = error instanceof Error ? error.name : 'unknown';
  let cause: unknown = error;
  for (let depth = 0; depth < 6 && cause instanceof Error; depth += 1) {
    if ('code' in cause && typeof cause.code === 'string') code = cause.code;
    else if (depth > 0 && cause.name !== 'Error') code = cause.name;
    cause = cause.cause;
  }
  return code;
}

/** Why no connection came about, and the remedy where there is one. @param host as people know it */
export function connectionText(error: unknown, host: string): string {
  const code = connectionCode(error);
  if (UNKNOWN_AUTHORITY.includes(code)) {
    return (
      `the certificate of ${host} is not trusted (${code}): if your organization signs its own, put the path of its ` +
      'certificate authority’s PEM file into the variable NODE_EXTRA_CA_CERTS'
    );
  }
  const fault = BAD_CERTIFICATE[code];
  if (fault !== undefined)
    return `the certificate of ${host} ${fault} (${code}): whoever runs ${host} has to renew it`;
  if (NO_ADDRESS.includes(code)) return `no address was found for ${host} (${code}): is the name right?`;
  return `no connection to ${host} (${code})`;
}
