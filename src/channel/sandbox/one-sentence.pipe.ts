import { BadRequestException, ValidationPipe } from '@nestjs/common';

/** Checks a body against its DTO; the first fault is told in the words that stand beside the rule. */
export const oneSentence = new ValidationPipe({
  whitelist: true,
  transform: true,
  stopAtFirstError: true,
  exceptionFactory: ([first]) =>
    new BadRequestException({ error: Object.values(first?.constraints ?? {})[0] ?? '' }),
});
