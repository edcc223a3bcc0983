import type { ModelFailure, Tokens } from './advice.types.js';

/** What a large model is asked. */
export interface Prompt {
  /** What it is to do; the same every time. */
  readonly task: string;
  /** What it is to do it with. */
  readonly material: string;
}

export interface Completion {
  readonly text: string;
  /** Undefined when the other side does not say. */
  readonly tokens?: Tokens;
}

/** A large model somewhere else. It may be slow, wrong or not there at all. */
export abstract class LanguageModel {
  /**
   * Asks once, without a second try. Must be called outside any transaction.
   * @param signal ends the wait
   * @throws ModelError
   */
  abstract answer(prompt: Prompt, signal: AbortSignal): Promise<Completion>;
}

/** Why a large model gave no answer; holds nothing of what was said. */
export class ModelError extends Error {
  override readonly name = 'ModelError';

  constructor(readonly failure: ModelFailure) {
    super(`the large model gave no answer: ${failure}`);
  }
}
