import 'reflect-metadata';
import { ServiceHost } from './service-host.js';
import type { ServiceAnswer, ServiceCall, ServiceCalls } from './service-protocol.types.js';
import { StageError } from './stage.port.js';

/** Entry of the child process that runs the service for the transcript player; speaks `service-protocol.types.ts`. */
const host = new ServiceHost((at) => process.send?.({ clockMoved: at.toISOString() }));

async function answer({ serviceCall, method, args }: ServiceCall): Promise<ServiceAnswer> {
  try {
    const run = host[method] as (...all: readonly unknown[]) => Promise<unknown>;
    return { serviceAnswer: serviceCall, result: await run.apply(host, [...args]) };
  } catch (error) {
    const refused = error instanceof StageError;
    const message =
      error instanceof Error ? `${error.message}${refused ? '' : placeOf(error)}` : String(error);
    return { serviceAnswer: serviceCall, fault: { refused, message } };
  }
}

/** The first line of ours in the stack: where to look. */
function placeOf(error: Error): string {
  const line = error.stack
    ?.split('\n')
    .find((text) => text.includes('/src/') || text.includes('/dist/'));
  return line ? ` (${line.trim()})` : '';
}

function isCall(message: unknown): message is ServiceCall & { method: keyof ServiceCalls } {
  return typeof message === 'object' && message !== null && 'serviceCall' in message;
}

process.on('message', (message) => {
  if (isCall(message)) void answer(message).then((reply) => process.send?.(reply));
});
// Ctrl-C reaches the whole group; the parent stops us when it is ready.
process.on('SIGINT', () => undefined);
process.on('disconnect', () => process.exit());
