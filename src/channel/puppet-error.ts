/** Words of gRPC, Node and our sandbox for a gateway that is gone. */
const LOSS =
  /\b(?:UNAVAILABLE|CANCELLED|ECONNREFUSED|ECONNRESET|EPIPE|GOAWAY|RST_STREAM|Connection dropped|NO CLIENT|no grpc manager|SandboxAwayError)\b|the channel is away/i;

/** Whether an error says that the gateway cannot be reached, rather than that it refused something. */
export function isConnectionLoss(cause: unknown): boolean {
  if (cause instanceof Error) return LOSS.test(`${cause.name} ${cause.message}`);
  // Puppets hand errors over as events that carry their JSON.
  if (typeof cause === 'object' && cause !== null && 'gerror' in cause)
    return LOSS.test(String(cause.gerror));
  return LOSS.test(String(cause));
}
