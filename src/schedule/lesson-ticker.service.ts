import { Injectable, Logger } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { CategoryLessonsService } from '../conversation/category-lessons.service.js';
import { TickGuard } from './tick-guard.js';

/** How often is looked whether there is something to learn, milliseconds of the machine's clock. */
export const LESSON_TICK_MS = 30_000;

/** Ticks for what is done beside the service, and nobody waits for. */
@Injectable()
export class LessonTicker {
  private readonly guard = new TickGuard<'lessons'>(new Logger(LessonTicker.name));

  constructor(private readonly lessons: CategoryLessonsService) {}

  @Interval(LESSON_TICK_MS)
  tickLessons(): Promise<void> {
    return this.guard.once('lessons', () => this.lessons.poll());
  }
}
