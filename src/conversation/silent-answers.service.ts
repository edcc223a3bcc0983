import { Injectable, type OnModuleInit } from '@nestjs/common';
import { ContactService } from '../messages/contact.service.js';
import { InboxService } from '../messages/inbox.service.js';
import { OutboxService } from '../messages/outbox.service.js';
import type { Timer } from '../messages/timer.types.js';
import { TimerHandlers } from '../messages/timer-runner.service.js';
import type { Tx } from '../persistence/unit-of-work.js';
import { JoinNeighbourDialog } from './dialogs/join-neighbour.dialog.js';
import { SILENT_TIMER } from './neighbours.service.js';
import { TurnLoader } from './turn-loader.service.js';

/** Nobody answered: what was reported becomes a case all the same (promise 1). */
@Injectable()
export class SilentAnswersService implements OnModuleInit {
  constructor(
    private readonly handlers: TimerHandlers,
    private readonly inbox: InboxService,
    private readonly contacts: ContactService,
    private readonly loader: TurnLoader,
    private readonly neighbours: JoinNeighbourDialog,
    private readonly outbox: OutboxService,
  ) {}

  onModuleInit(): void {
    this.handlers.on(SILENT_TIMER, (tx, timer, now) => this.openOwn(tx, timer, now));
  }

  private async openOwn(tx: Tx, timer: Timer, now: Date): Promise<void> {
    await this.inbox.lockConversation(tx, timer.subject);
    const contact = await this.contacts.find(tx, timer.subject);
    if (!contact) return;
    const turn = await this.loader.loadSilent(tx, contact, now);
    const { dialog } = turn.state;
    if (dialog?.name !== 'offer-join') return;
    await this.neighbours.standAlone(turn, dialog);
    // Nobody is writing: what is an answer otherwise keeps the quiet hours now.
    const messages = turn.messages.map((message) =>
      message.priority === 'reply' ? { ...message, priority: 'push' as const } : message,
    );
    this.outbox.write(tx, messages, now);
    this.loader.save(turn);
  }
}
