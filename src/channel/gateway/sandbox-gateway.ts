import { log } from 'wechaty';
import { PuppetServer } from 'wechaty-puppet-service';
import { LocalSandboxServer } from '../sandbox/local-sandbox-server.js';
import { SandboxPuppet } from '../sandbox/puppet/sandbox-puppet.js';
import type { SandboxNetwork } from '../sandbox/sandbox-network.js';

/** Where a gateway listens, and what a bot must show to be let in. */
export interface GatewayAddress {
  /** `host:port`. */
  readonly endpoint: string;
  /** Begins with `insecure_`, which stands for "without a certificate of its own". */
  readonly token: string;
}

/**
 * A `PuppetService` answers every logout it is told of with a logout of its own, which may come after the next login:
 * a gateway cannot tell that echo from a wish, and takes neither.
 */
class ServedPuppet extends SandboxPuppet {
  override async logout(): Promise<void> {}
}

/**
 * Serves the account of a make-believe WeChat over Wechaty's own remote protocol (gRPC, without TLS: for loopback), as a
 * rented gateway serves a real one. A bot reaches it with the puppet `wechaty-puppet-service`.
 */
export class SandboxGateway {
  private readonly server: PuppetServer;
  private readonly puppet: SandboxPuppet;

  constructor(network: SandboxNetwork, { endpoint, token }: GatewayAddress) {
    if (log.level() === 'info') log.level('silent');
    this.puppet = new ServedPuppet(new LocalSandboxServer(network));
    // With no bot connected nobody else listens, and an error without a listener ends the process.
    this.puppet.on('error', () => undefined);
    this.server = new PuppetServer({
      endpoint,
      token,
      puppet: this.puppet,
      tls: { disable: true },
    });
  }

  /** @throws Error when the endpoint cannot be bound */
  start(): Promise<void> {
    return this.server.start();
  }

  async stop(): Promise<void> {
    await this.server.stop();
    await this.puppet.stop();
  }
}
