import { EventEmitter } from 'node:events';
import type { Readable, Writable } from 'node:stream';
import type { Wechaty } from 'wechaty';

// Private names are those of wechaty-puppet-service 1.19; each access is guarded, so another version merely goes unmended.

/** What a call that streams gives back. */
type StreamCall = Readable & { cancel?(): void };

/** Calls of the gRPC client that stream a file to us. */
const STREAMING = ['download', 'messageFileStream', 'messageImageStream'] as const;

type StreamingClient = Partial<
  Record<(typeof STREAMING)[number], (...args: unknown[]) => StreamCall>
>;

interface StreamHolder extends EventEmitter {
  readonly eventStream?: Readable;
  readonly client: StreamingClient;
}

/**
 * Keeps a `PuppetService` from writing people's names in the clear under the home folder. Its store of contacts also
 * ends the process when the account is logged in again before the last closing is through, or when another process uses
 * the same token: the error of the database it opens has no listener. Without it the puppet asks the gateway, and
 * remembers in memory. Before the start; does nothing for other puppets.
 */
export function forgoContactStore(bot: Wechaty): void {
  const { puppet } = bot;
  const store =
    '_payloadStore' in puppet ? (puppet._payloadStore as { start?: unknown }) : undefined;
  if (typeof store?.start === 'function') store.start = async () => undefined;
}

/**
 * Mends what wechaty-puppet-service 1.19 leaves open, after its start; does nothing for other puppets.
 *
 * - Its gateway ends the event stream without an error when another client (or an earlier start of our own that came
 *   late) stops the puppet there; the puppet stays logged in and hears nothing until its watchdog barks.
 * - A file's stream has no listener for errors, so that a gateway that dies in the middle would end our process; and
 *   one that is left half read fills the window of the connection, so that nothing else comes through any more.
 *
 * @param isOver told when the event stream is over
 */
export function mendPuppetService(bot: Wechaty, isOver: () => void): void {
  const holder = holderOf(bot);
  if (!holder) return;
  for (const event of ['end', 'cancel', 'status']) holder.on(event, isOver);
  const stream = holder.eventStream;
  if (!stream || stream.destroyed || stream.readableEnded) isOver();
  for (const name of STREAMING) guard(holder.client, name);
}

function guard(client: StreamingClient, name: (typeof STREAMING)[number]): void {
  const call = client[name]?.bind(client);
  if (call) client[name] = (...args) => guarded(call(...args));
}

function guarded(call: StreamCall): StreamCall {
  call.on('error', () => undefined);
  const pipe = call.pipe.bind(call);
  call.pipe = <T extends NodeJS.WritableStream>(to: T, options?: { end?: boolean }): T => {
    const target = to as unknown as Writable;
    target.on('error', () => undefined);
    target.on('close', () => call.cancel?.());
    call.on('error', (cause) => target.destroy(cause));
    return pipe(to, options);
  };
  return call;
}

function holderOf({ puppet }: Wechaty): StreamHolder | undefined {
  try {
    const held = 'grpcManager' in puppet ? puppet.grpcManager : undefined;
    return held instanceof EventEmitter ? (held as StreamHolder) : undefined;
  } catch {
    // The getter throws while there is no connection at all: the start has failed and says so itself.
    return undefined;
  }
}
