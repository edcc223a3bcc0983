import type { SandboxFriendRequest } from './sandbox.types.js';
import { freshId } from './sandbox-directory.js';

/** The friend requests of the make-believe WeChat. */
export class SandboxFriends {
  private readonly requests = new Map<string, SandboxFriendRequest>();

  add(personKey: string, hello: string): SandboxFriendRequest {
    const request = { id: freshId('f-'), personKey, hello, isAccepted: false };
    this.requests.set(request.id, request);
    return request;
  }

  /** @throws Error when there is no such request */
  get(id: string): SandboxFriendRequest {
    const request = this.requests.get(id);
    if (!request) throw new Error(`sandbox: no friend request ${id}`);
    return request;
  }

  /** @returns whose request it was */
  accept(id: string): string {
    const request = this.get(id);
    this.requests.set(id, { ...request, isAccepted: true });
    return request.personKey;
  }

  list(): SandboxFriendRequest[] {
    return [...this.requests.values()];
  }

  restore(requests: readonly SandboxFriendRequest[]): void {
    for (const request of requests) this.requests.set(request.id, request);
  }
}
