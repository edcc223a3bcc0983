import { Inject, Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import { Settings } from '../../config/settings.js';
import { civilDateOf } from '../../kernel/calendar.js';
import { Clock } from '../../kernel/clock.js';
import { UnitOfWork } from '../../persistence/unit-of-work.js';
import type { CategoryTable } from '../category.rules.js';
import { CATEGORY_TABLE } from '../category-table.js';
import type { Advice, Consultation, Enquiry, ModelFailure } from './advice.types.js';
import { readAdvice } from './advice-answer.rules.js';
import { adviceMaterial, adviceTask } from './advice-prompt.texts.js';
import { AdviceUses } from './advice-uses.service.js';
import { type Circuit, CLOSED, failedAgain, isResting, isTrial } from './circuit.rules.js';
import { type Completion, LanguageModel, ModelError } from './language-model.port.js';
import { maskPersonal } from './personal-mask.rules.js';

/** A quarter of the turns that run side by side: however slow the model is, most residents never wait for it. */
const ASKED_AT_ONCE = 4;
/** The beginning tells what it is about; the rest would only cost. */
const MOST_CHARACTERS = 500;

/**
 * Asks a large model about a message that the built-in reading is unsure of: masked, once, within the time limit, and
 * never at all while the model does badly. Whatever goes wrong is an outcome, not an error.
 */
@Injectable()
export class Advisor implements OnModuleDestroy {
  private readonly logger = new Logger(Advisor.name);
  private readonly waiting = new Set<AbortController>();
  private circuit: Circuit = CLOSED;
  private isStopping = false;
  private task: string | undefined;

  constructor(
    @Inject(LanguageModel) private readonly model: LanguageModel | null,
    @Inject(CATEGORY_TABLE) private readonly table: CategoryTable,
    private readonly uses: AdviceUses,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly settings: Settings,
  ) {}

  /** Whether there is anybody to ask. */
  get isOn(): boolean {
    return this.model !== null;
  }

  /** How long an answer is waited for at most, milliseconds. */
  get patienceMs(): number {
    return this.settings.advisor?.timeoutMs ?? 0;
  }

  /** Must be called outside any transaction: it may take as long as the time limit. Never rejects. */
  async ask({ communityId, text, known }: Enquiry): Promise<Consultation> {
    const busy = this.notNow();
    if (busy) return { communityId, outcome: busy };
    const sent = maskPersonal([...text].slice(0, MOST_CHARACTERS).join(''), known);
    try {
      const { text: answer, tokens } = await this.answer(sent);
      this.recovered();
      const advice = readAdvice(answer, sent, this.table);
      return { communityId, ...consulted(advice), ...(tokens && { tokens }) };
    } catch (error) {
      const outcome = error instanceof ModelError ? error.failure : 'broken';
      this.failed(outcome);
      return { communityId, outcome };
    }
  }

  /** Counts a consultation; what cannot be counted stops nobody. Opens a transaction of its own. */
  async count({ communityId, outcome, tokens }: Consultation, isUsed: boolean): Promise<void> {
    const { priceIn, priceOut } = this.settings.advisor ?? { priceIn: 0, priceOut: 0 };
    const { sent: tokensIn, received: tokensOut } = tokens ?? { sent: 0, received: 0 };
    const use = {
      communityId,
      day: civilDateOf(this.clock.now()),
      outcome: isUsed ? ('used' as const) : outcome,
      times: 1,
      tokensIn,
      tokensOut,
      unmetered: !tokens && (outcome === 'same' || outcome === 'nonsense') ? 1 : 0,
      // A price is yuan for a million tokens, and so millionths of a yuan for one.
      cost: Math.round(tokensIn * priceIn + tokensOut * priceOut),
    };
    try {
      await this.unitOfWork.autocommit((tx) => this.uses.add(tx, use));
    } catch {
      this.logger.warn('an enquiry was not counted');
    }
  }

  /** Nobody is waited for any longer; whoever asked goes on with the built-in answer. */
  onModuleDestroy(): void {
    this.isStopping = true;
    for (const one of this.waiting) one.abort();
  }

  private notNow(): 'stopped' | 'resting' | 'crowded' | undefined {
    if (this.isStopping) return 'stopped';
    if (isResting(this.circuit, this.clock.now())) return 'resting';
    if (isTrial(this.circuit) && this.waiting.size > 0) return 'resting';
    return this.waiting.size >= ASKED_AT_ONCE ? 'crowded' : undefined;
  }

  /** @throws ModelError `slow` when the time is over, and what the model throws */
  private async answer(sent: string): Promise<Completion> {
    const { model } = this;
    if (!model) throw new ModelError('unreachable');
    this.task ??= adviceTask(this.table);
    const wait = new AbortController();
    const timer = setTimeout(() => wait.abort(), this.patienceMs);
    this.waiting.add(wait);
    try {
      const prompt = { task: this.task, material: adviceMaterial(sent) };
      return await model.answer(prompt, wait.signal);
    } catch (error) {
      if (!wait.signal.aborted) throw error;
      throw new ModelError(this.isStopping ? 'stopped' : 'slow');
    } finally {
      clearTimeout(timer);
      this.waiting.delete(wait);
    }
  }

  private recovered(): void {
    if (isTrial(this.circuit)) this.logger.log('the large model answers again');
    this.circuit = CLOSED;
  }

  /** Told once when it begins to rest: which kind of failure, never what was asked or answered. */
  private failed(failure: ModelFailure): void {
    if (failure === 'stopped') return;
    const wasResting = isTrial(this.circuit);
    this.circuit = failedAgain(this.circuit, this.clock.now());
    if (isTrial(this.circuit) && !wasResting)
      this.logger.warn(`the large model failed ${this.circuit.failures} times: ${failure}`);
  }
}

function consulted(advice: Advice | undefined): Pick<Consultation, 'advice' | 'outcome'> {
  return advice ? { advice, outcome: 'same' } : { outcome: 'nonsense' };
}
