import type { AdvisorSettings } from '../../config/settings.js';
import type { Tokens } from './advice.types.js';
import { type Completion, LanguageModel, ModelError, type Prompt } from './language-model.port.js';

/** A short JSON object needs no more; unpacked, so that a small body cannot become a large one. */
const MOST_BYTES = 64 * 1024;
/** The answer is six short fields. */
const MOST_TOKENS = 200;
const OK = 200;

/** A large model behind the chat completions of OpenAI, which many others speak too. */
export class ChatCompletions extends LanguageModel {
  constructor(private readonly settings: AdvisorSettings) {
    super();
  }

  override async answer(prompt: Prompt, signal: AbortSignal): Promise<Completion> {
    const response = await this.post(prompt, signal);
    try {
      requireUsable(response);
      return completionOf(JSON.parse(await textOf(response)));
    } catch (error) {
      await response.body?.cancel().catch(() => undefined);
      if (error instanceof ModelError) throw error;
      // What breaks off half-way was there and is gone; what came whole and cannot be read is broken.
      throw new ModelError(error instanceof SyntaxError ? 'broken' : 'unreachable');
    }
  }

  private async post({ task, material }: Prompt, signal: AbortSignal): Promise<Response> {
    const { url, model, key } = this.settings;
    const messages = [
      { role: 'system', content: task },
      { role: 'user', content: material },
    ];
    try {
      return await fetch(`${url}/chat/completions`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          accept: 'application/json',
          'accept-encoding': 'identity',
          ...(key !== undefined && { authorization: `Bearer ${key}` }),
        },
        body: JSON.stringify({ model, messages, temperature: 0, max_tokens: MOST_TOKENS }),
        // Neither key nor text follows to an address that nobody wrote into the settings.
        redirect: 'manual',
        signal,
      });
    } catch {
      throw new ModelError('unreachable');
    }
  }
}

function requireUsable({ status, headers }: Response): void {
  if (status === 401 || status === 403) throw new ModelError('unauthorised');
  if (status === 429) throw new ModelError('rationed');
  const isJson = /^application\/(?:[\w.-]+\+)?json\b/i.test(headers.get('content-type') ?? '');
  if (status !== OK || !isJson) throw new ModelError('broken');
}

async function textOf({ body }: Response): Promise<string> {
  const decoder = new TextDecoder('utf-8');
  let text = '';
  let bytes = 0;
  for await (const chunk of (body ?? []) as AsyncIterable<Uint8Array>) {
    bytes += chunk.byteLength;
    if (bytes > MOST_BYTES) throw new ModelError('broken');
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}

function completionOf(answer: unknown): Completion {
  const { choices, usage } = fieldsOf(answer);
  const [choice] = Array.isArray(choices) ? choices : [];
  const text = spoken(fieldsOf(fieldsOf(choice).message).content);
  if (text === undefined) throw new ModelError('broken');
  const tokens = tokensOf(fieldsOf(usage));
  return { text, ...(tokens && { tokens }) };
}

/** Some send one text, some a list of parts. */
function spoken(content: unknown): string | undefined {
  if (typeof content === 'string') return content;
  if (!Array.isArray(content)) return undefined;
  const parts = content.map((part) => fieldsOf(part).text);
  return parts.every((part) => typeof part === 'string') ? parts.join('') : undefined;
}

function tokensOf(usage: Fields): Tokens | undefined {
  const { prompt_tokens: sent, completion_tokens: received } = usage;
  return isCount(sent) && isCount(received) ? { sent, received } : undefined;
}

/** What counts a few thousand tokens; anything else is no count. */
function isCount(value: unknown): value is number {
  return Number.isInteger(value) && (value as number) >= 0 && (value as number) < 1_000_000;
}

type Fields = Readonly<Record<string, unknown>>;

function fieldsOf(value: unknown): Fields {
  return value !== null && typeof value === 'object' ? (value as Fields) : {};
}
