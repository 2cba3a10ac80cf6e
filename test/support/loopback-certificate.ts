import { getCACertificates, setDefaultCACertificates } from 'node:tls';

/**
 * A certificate for `localhost` and `127.0.0.1` with its key, made for tests alone: it protects nothing. It signs itself,
 * and is valid until 2126.
 */
const LOOPBACK_CERTIFICATE = `
-----BEGIN CERTIFICATE-----
MIIBnDCCAUGgAwIBAgIUAYW5uQlVaWm7rnnz/FmikCU8P/0wCgYIKoZIzj0EAwIw
FDESMBAGA1UEAwwJbG9jYWxob3N0MCAXDTI2MTEyMzEyMjMxOVoYDzIxMjYxMDMw
MTIyMzE5WjAUMRIwEAYDVQQDDAlsb2NhbGhvc3QwWTATBgcqhkjOPQIBBggqhkjO
PQMBBwNCAAR17D3hxj4f+Apev13VR34WXC+Z7aw915HyXIE9oaVavZLO8Q73cCkY
2PnmFK/2i7Y8GQ5UjO3cMFBcBnuWVm5no28wbTAdBgNVHQ4EFgQU86Krf81UCRwL
pa7SzjG/XqNQ4zQwHwYDVR0jBBgwFoAU86Krf81UCRwLpa7SzjG/XqNQ4zQwGgYD
VR0RBBMwEYIJbG9jYWxob3N0hwR/AAABMA8GA1UdEwEB/wQFMAMBAf8wCgYIKoZI
zj0EAwIDSQAwRgIhAIx58PtfY0n9sP4QtHqYDsrcaCDNJtflYVbYBLiyrioSAiEA
ozBH88BnPMTatQCG4DjEJWadrFy24Dd6Y53JLPgucAc=
-----END CERTIFICATE-----
`.trim();

const LOOPBACK_KEY = `
-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgLkvjLG7B1JxrA7E0
YhoM6jLrk1SzCP9R+WQKh4/nV4ChRANCAAR17D3hxj4f+Apev13VR34WXC+Z7aw9
15HyXIE9oaVavZLO8Q73cCkY2PnmFK/2i7Y8GQ5UjO3cMFBcBnuWVm5n
-----END PRIVATE KEY-----
`.trim();

/** The certificate as a mail server takes it. */
export const LOOPBACK = { cert: LOOPBACK_CERTIFICATE, key: LOOPBACK_KEY };

/** Makes this process trust the certificate, as it does those of known authorities. */
export function trustLoopback(): void {
  const trusted = getCACertificates('default');
  if (!trusted.includes(LOOPBACK_CERTIFICATE)) setDefaultCACertificates([...trusted, LOOPBACK_CERTIFICATE]);
}
