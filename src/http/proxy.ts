import http from 'node:http';

type Variables = Readonly<Record<string, string | undefined>>;

const PROXY_VARIABLES = ['HTTPS_PROXY', 'HTTP_PROXY', 'ALL_PROXY'] as const;

/** A proxy that the environment names, and the variable that does. */
interface Proxy {
  readonly variable: string;
  readonly url: string;
}

/**
 * Sends every request of this process by the proxy that the environment names, as curl and git do: HTTPS_PROXY, HTTP_PROXY,
 * ALL_PROXY and NO_PROXY, in capitals or small letters. git reads them itself.
 * @returns what is wrong with a variable, and what to write; undefined where all is well
 */
export function useProxies(variables: Variables): string | undefined {
  const [fallback] = namedProxies(variables).slice(-1);
  if (fallback === undefined) return undefined;
  const unusable = namedProxies(variables).find(
    ({ url }) => !/^https?:$/.test(URL.parse(url)?.protocol ?? ''),
  );
  if (unusable !== undefined)
    return `${unusable.variable} is not the address of an HTTP proxy: write it as http://proxy.example.com:3128, or leave it out`;
  const of = (name: string): string | undefined => variables[name.toLowerCase()] || variables[name];
  const all = of('ALL_PROXY');
  http.setGlobalProxyFromEnv({
    https_proxy: of('HTTPS_PROXY') ?? all,
    http_proxy: of('HTTP_PROXY') ?? all,
    no_proxy: of('NO_PROXY'),
  });
  return undefined;
}

function namedProxies(variables: Variables): readonly Proxy[] {
  return PROXY_VARIABLES.flatMap((variable) => {
    const url = variables[variable.toLowerCase()] || variables[variable];
    return url === undefined || url === '' ? [] : [{ variable, url }];
  });
}

/** The proxy by which a host is reached that is no web server; undefined where it is reached directly. */
export function proxyFor(host: string, port: number, variables: Variables): string | undefined {
  const [proxy] = namedProxies(variables);
  const except = (variables.no_proxy || variables.NO_PROXY || '')
    .split(/[\s,]+/)
    .filter((entry) => entry !== '');
  return except.some((entry) => covers(entry, host.toLowerCase(), port)) ? undefined : proxy?.url;
}

/** `*`, `example.com` with its subdomains, `.example.com`, `*.example.com`, each with a port or without. */
function covers(entry: string, host: string, port: number): boolean {
  if (entry === '*') return true;
  const [, name = '', only] = /^\[?(.*?)\]?(?::(\d+))?$/.exec(entry.toLowerCase()) ?? [];
  if (only !== undefined && Number(only) !== port) return false;
  const domain = name.replace(/^\*?\./, '');
  return host === domain || host.endsWith(`.${domain}`);
}
