/** A mail server as a secret names it: `smtp://user:password@host:587`, or `smtps://` for TLS from the first byte. */
export interface SmtpServer {
  readonly host: string;
  readonly port: number;
  /** TLS from the first byte; without it the connection is upgraded by STARTTLS. */
  readonly secure: boolean;
  /** Absent where the server asks for no login, and where it takes a token. */
  readonly login?: { readonly user: string; readonly pass: string };
  /** Whose mailbox, where the server takes a token. */
  readonly user?: string;
}

/** The port of TLS from the first byte, whatever the scheme says, and that of STARTTLS: RFC 8314, section 3.3. */
const SECURE_PORT = 465;
const SUBMISSION_PORT = 587;

/**
 * @param login `token`: by OAuth2, so that the address has no password
 * @returns undefined for what is no such address, or has a path, options, or half a login
 */
export function parseSmtpAddress(
  address: string,
  login: 'password' | 'token' = 'password',
): SmtpServer | undefined {
  if (!URL.canParse(address)) return undefined;
  const { protocol, hostname, port, username, password, pathname, search, hash } = new URL(address);
  const plain = (pathname === '' || pathname === '/') && search === '' && hash === '';
  if (!/^smtps?:$/.test(protocol) || hostname === '' || !plain) return undefined;
  const [user, pass] = [decoded(username), decoded(password)];
  if (user === undefined || pass === undefined) return undefined;
  if (login === 'password' && (user === '') !== (pass === '')) return undefined;
  const asksTls = protocol === 'smtps:';
  const usedPort = port === '' ? (asksTls ? SECURE_PORT : SUBMISSION_PORT) : Number(port);
  return {
    // An IPv6 address stands in brackets.
    host: hostname.replace(/^\[(.*)\]$/, '$1'),
    port: usedPort,
    secure: asksTls || usedPort === SECURE_PORT,
    ...(user !== '' && (login === 'token' ? { user } : { login: { user, pass } })),
  };
}

/** @returns undefined where a `%` stands for itself */
function decoded(part: string): string | undefined {
  try {
    return decodeURIComponent(part);
  } catch (error) {
    if (error instanceof URIError) return undefined;
    throw error;
  }
}
