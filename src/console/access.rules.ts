/** What decides whether a request is served, taken from its headers and its socket. */
export interface AccessRequest {
  readonly method: string;
  /** `Host` header: name or address, with the port unless it is 80. */
  readonly host?: string;
  readonly origin?: string;
  /** `Sec-Fetch-Site` and `Sec-Fetch-Mode`, which browsers set and pages cannot. */
  readonly fetchSite?: string;
  readonly fetchMode?: string;
  /** The other end of the connection. */
  readonly remoteAddress?: string;
  /** Our port of the connection. */
  readonly localPort?: number;
  /** Whether it carries the token, or a session that was opened with it. */
  readonly isKnown: boolean;
}

/** Why a request is not served. */
export type AccessRefusal = 'foreign-host' | 'foreign-origin' | 'token-needed';

const LOOPBACK_NAMES = new Set(['localhost', '127.0.0.1', '[::1]']);
const HTTP_PORT = 80;

/**
 * Whether a request is refused. Without a token only this machine is served, under a name of this machine: a page of a
 * stranger that got its own name to point here (DNS rebinding) is told by its `Host`. No page of another origin may use
 * us through somebody's browser, token or not; following a link to us is allowed.
 * @param needsToken whether a token is configured
 */
export function refusalOf(request: AccessRequest, needsToken: boolean): AccessRefusal | undefined {
  if (!needsToken && !isFromHere(request)) return 'foreign-host';
  if (!isSameOrigin(request)) return 'foreign-origin';
  return needsToken && !request.isKnown ? 'token-needed' : undefined;
}

function isFromHere({ host = '', remoteAddress = '', localPort }: AccessRequest): boolean {
  const match = /^(\[[^\]]*\]|[^:[\]]*)(?::(\d+))?$/.exec(host.toLowerCase());
  const port = Number(match?.[2] ?? HTTP_PORT);
  return (
    LOOPBACK_NAMES.has(match?.[1] ?? '') && port === localPort && isLoopbackAddress(remoteAddress)
  );
}

function isLoopbackAddress(address: string): boolean {
  return address === '::1' || /^(::ffff:)?127(\.\d{1,3}){3}$/.test(address);
}

function isSameOrigin({ method, host = '', origin, fetchSite, fetchMode }: AccessRequest): boolean {
  if (origin !== undefined && !isOriginOf(origin, host)) return false;
  if (fetchSite === undefined || fetchSite === 'same-origin' || fetchSite === 'none') return true;
  return fetchMode === 'navigate' && (method === 'GET' || method === 'HEAD');
}

function isOriginOf(origin: string, host: string): boolean {
  const wanted = host.toLowerCase();
  return origin === `http://${wanted}` || origin === `https://${wanted}`;
}
