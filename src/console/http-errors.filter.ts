import {
  type ArgumentsHost,
  Catch,
  type ExceptionFilter,
  HttpException,
  Logger,
} from '@nestjs/common';
import { DomainError, OperationalError } from '../kernel/errors.js';
import { domainErrorTexts, errorTexts, refusedText } from './console.texts.js';
import type { HttpReply } from './http.types.js';

/** What a failed request is answered with. */
interface Answer {
  readonly status: number;
  readonly error: string;
  readonly code?: string;
}

const BY_STATUS: Readonly<Record<number, string>> = {
  404: errorTexts.notFound,
  408: errorTexts.tooSlow,
  413: errorTexts.tooLarge,
};

/** One clear sentence for whoever asked; the stack goes to the log, and only when the fault is ours. */
@Catch()
export class HttpErrorsFilter implements ExceptionFilter {
  private readonly logger = new Logger(HttpErrorsFilter.name);

  catch(error: unknown, host: ArgumentsHost): void {
    const reply = host.switchToHttp().getResponse<HttpReply & { readonly sent: boolean }>();
    const { status, ...body } = this.answerTo(error);
    // A stream that broke while it was being sent cannot be answered any more.
    if (!reply.sent) reply.code(status).type('application/json; charset=utf-8').send(body);
  }

  private answerTo(error: unknown): Answer {
    if (error instanceof DomainError) {
      const text = domainErrorTexts[error.code] ?? refusedText;
      return { status: 409, error: text, code: error.code };
    }
    if (error instanceof OperationalError) {
      this.logger.warn(`request failed: ${error.code}`);
      return { status: 503, error: errorTexts.unavailable, code: error.code };
    }
    const status = statusOf(error);
    if (status === undefined) {
      this.logger.error(error instanceof Error ? error : String(error));
      return { status: 500, error: errorTexts.failed };
    }
    return { status, error: ownSentence(error) ?? BY_STATUS[status] ?? errorTexts.badRequest };
  }
}

/** The status of what Nest or Fastify refused; undefined for a fault of ours. */
function statusOf(error: unknown): number | undefined {
  const status =
    error instanceof HttpException
      ? error.getStatus()
      : (error as { statusCode?: unknown } | undefined)?.statusCode;
  return typeof status === 'number' && status >= 400 && status < 500 ? status : undefined;
}

/** A sentence that our own controllers wrote; those of the framework are English and say too much. */
function ownSentence(error: unknown): string | undefined {
  if (!(error instanceof HttpException)) return undefined;
  const body = error.getResponse();
  return typeof body === 'object' && 'error' in body && !('statusCode' in body)
    ? String(body.error)
    : undefined;
}
