import { randomUUID } from 'node:crypto';
import { LocalSandboxServer } from './local-sandbox-server.js';
import type { SandboxNetwork } from './sandbox-network.js';
import {
  type SandboxAccountEvent,
  SandboxAwayError,
  type SandboxContactView,
  type SandboxMessageView,
  type SandboxRoomChange,
  type SandboxRoomView,
  type SandboxSending,
  SandboxServer,
} from './sandbox-server.js';

/** A two-way line that keeps the order of messages: a child process's IPC channel, or a pair of functions in a test. */
export interface Wire {
  post(message: unknown): void;
  /** @returns how to stop listening */
  onMessage(callback: (message: unknown) => void): () => void;
}

/** The part of `process` and of `ChildProcess` that a wire needs. */
export interface IpcEnd {
  send?(message: unknown, done: (fault: Error | null) => void): unknown;
  on(event: 'message', listener: (message: unknown) => void): unknown;
  off(event: 'message', listener: (message: unknown) => void): unknown;
}

/** A wire over Node's IPC: pass `process` in the child, the `ChildProcess` in the parent. Other messages pass by it. */
export function ipcWire(end: IpcEnd): Wire {
  return {
    // The callback keeps a send to a process that is just gone from becoming an uncaught error.
    post: (message) => void end.send?.(message, () => undefined),
    onMessage: (callback) => {
      end.on('message', callback);
      return () => void end.off('message', callback);
    },
  };
}

interface Call {
  readonly sandboxCall: string;
  readonly method: keyof SandboxServer;
  readonly args: unknown[];
}

interface Answer {
  readonly sandboxAnswer: string;
  readonly result?: unknown;
  readonly error?: { readonly name: string; readonly message: string };
}

interface Told {
  readonly sandboxEvent: SandboxAccountEvent;
}

function isObject(message: unknown): message is object {
  return typeof message === 'object' && message !== null;
}

/**
 * Lets a service in another process run the account of a network in this one.
 * @returns how to end it, for instance when the other process is gone
 */
export function serveSandbox(network: SandboxNetwork, wire: Wire): () => void {
  const server = new LocalSandboxServer(network);
  const tell = (event: SandboxAccountEvent) => wire.post({ sandboxEvent: event } satisfies Told);
  const answer = async ({ sandboxCall, method, args }: Call) => {
    try {
      const run = server[method] as (...all: unknown[]) => Promise<unknown>;
      const result = await run.apply(server, method === 'attach' ? [tell] : args);
      const plain = Buffer.isBuffer(result) ? result.toString('base64') : result;
      wire.post({ sandboxAnswer: sandboxCall, result: plain } satisfies Answer);
    } catch (cause) {
      const { name, message } = cause instanceof Error ? cause : new Error(String(cause));
      wire.post({ sandboxAnswer: sandboxCall, error: { name, message } } satisfies Answer);
    }
  };
  const stop = wire.onMessage((message) => {
    if (isObject(message) && 'sandboxCall' in message) void answer(message as Call);
  });
  return () => {
    stop();
    void server.detach();
  };
}

interface Waiting {
  resolve(result: unknown): void;
  reject(cause: Error): void;
}

/** The account's side of a network in the parent process. It listens to the wire only while it is attached. */
export class RemoteSandboxServer extends SandboxServer {
  private readonly waiting = new Map<string, Waiting>();
  /** Several may have used one wire after another; an answer to one must not be taken for another's. */
  private readonly caller = randomUUID();
  private lastCall = 0;
  private listener: ((event: SandboxAccountEvent) => void) | undefined;
  private leaveWire: (() => void) | undefined;

  constructor(private readonly wire: Wire) {
    super();
  }

  attach(listener: (event: SandboxAccountEvent) => void): Promise<string | undefined> {
    this.listener = listener;
    this.leaveWire ??= this.wire.onMessage((message) => this.hear(message));
    return this.call('attach');
  }

  async detach(): Promise<void> {
    this.listener = undefined;
    if (!this.leaveWire) return;
    await this.call('detach');
    this.leaveWire?.();
    this.leaveWire = undefined;
  }

  self(): Promise<SandboxContactView> {
    return this.call('self');
  }

  contactIds(): Promise<string[]> {
    return this.call('contactIds');
  }

  contact(id: string): Promise<SandboxContactView> {
    return this.call('contact', id);
  }

  keepRemark(contactId: string, remark: string): Promise<void> {
    return this.call('keepRemark', contactId, remark);
  }

  roomIds(): Promise<string[]> {
    return this.call('roomIds');
  }

  room(id: string): Promise<SandboxRoomView> {
    return this.call('room', id);
  }

  createRoom(contactIds: readonly string[], topic: string): Promise<string> {
    return this.call('createRoom', contactIds, topic);
  }

  changeRoom(roomId: string, change: SandboxRoomChange): Promise<void> {
    return this.call('changeRoom', roomId, change);
  }

  message(id: string): Promise<SandboxMessageView> {
    return this.call('message', id);
  }

  async fileChunk(fileId: string, offset: number, length: number): Promise<Buffer> {
    return Buffer.from(await this.call<string>('fileChunk', fileId, offset, length), 'base64');
  }

  send(conversationId: string, sending: SandboxSending): Promise<string> {
    return this.call('send', conversationId, sending);
  }

  forward(conversationId: string, messageId: string): Promise<string> {
    return this.call('forward', conversationId, messageId);
  }

  recall(messageId: string): Promise<boolean> {
    return this.call('recall', messageId);
  }

  friendRequest(id: string): Promise<{ contactId: string; hello: string }> {
    return this.call('friendRequest', id);
  }

  acceptFriend(requestId: string): Promise<void> {
    return this.call('acceptFriend', requestId);
  }

  requestFriend(contactId: string, hello: string): Promise<void> {
    return this.call('requestFriend', contactId, hello);
  }

  contactByHandle(handle: string): Promise<string | undefined> {
    return this.call('contactByHandle', handle);
  }

  logout(): Promise<void> {
    return this.call('logout');
  }

  private call<T>(method: keyof SandboxServer, ...args: unknown[]): Promise<T> {
    this.lastCall += 1;
    const sandboxCall = `${this.caller} ${this.lastCall}`;
    return new Promise<T>((resolve, reject) => {
      this.waiting.set(sandboxCall, { resolve: resolve as (result: unknown) => void, reject });
      this.wire.post({ sandboxCall, method, args } satisfies Call);
    });
  }

  private hear(message: unknown): void {
    if (!isObject(message)) return;
    if ('sandboxEvent' in message) this.listener?.((message as Told).sandboxEvent);
    if ('sandboxAnswer' in message) this.settle(message as Answer);
  }

  private settle({ sandboxAnswer, result, error }: Answer): void {
    const waiting = this.waiting.get(sandboxAnswer);
    this.waiting.delete(sandboxAnswer);
    if (error?.name === 'SandboxAwayError') waiting?.reject(new SandboxAwayError());
    else if (error) waiting?.reject(new Error(error.message));
    else waiting?.resolve(result);
  }
}
