import {
  BadRequestException,
  Body,
  Controller,
  Get,
  HttpCode,
  Param,
  Post,
  Req,
  UsePipes,
} from '@nestjs/common';
import { oneSentence } from './one-sentence.pipe.js';
import type { SandboxMessage, SandboxPerson, SandboxSaid } from './sandbox.types.js';
import { claimedMediaType } from './sandbox-files.js';
import { SandboxNetwork } from './sandbox-network.js';
import { FriendshipDto, OpenPhoneDto, RecallDto, SayDto } from './sandbox-page.dto.js';
import { defaultHello, pageTexts } from './sandbox-page.texts.js';
import { type Cast, SandboxPeople } from './sandbox-people.service.js';
import { SandboxPlaces, type SandboxSpot } from './sandbox-places.service.js';
import { sampleVoice } from './sandbox-samples.js';
import { SandboxUploads, type UploadedPart } from './sandbox-uploads.service.js';

/** A phone as the page shows it. */
interface Phone {
  readonly person: Pick<SandboxPerson, 'key' | 'displayName' | 'isFriend'>;
  readonly messages: readonly SandboxMessage[];
}

/** The request as `@fastify/multipart` dresses it. */
interface MultipartRequest {
  isMultipart(): boolean;
  file(): Promise<(UploadedPart & { readonly fields: Fields }) | undefined>;
}
type Fields = Readonly<Record<string, { readonly value?: unknown } | undefined>>;

/** What people do with their phones on the page. */
@Controller('api/sandbox')
@UsePipes(oneSentence)
export class SandboxPhoneController {
  constructor(
    private readonly network: SandboxNetwork,
    private readonly people: SandboxPeople,
    private readonly places: SandboxPlaces,
    private readonly uploads: SandboxUploads,
  ) {}

  @Get('cast')
  async cast(): Promise<Cast & { readonly spots: readonly SandboxSpot[] }> {
    return { ...(await this.people.list()), spots: await this.places.list() };
  }

  /** Takes somebody's phone into use. */
  @Post('phones')
  async open(@Body() { key }: OpenPhoneDto): Promise<Phone> {
    return this.phoneOf(await this.people.open(key));
  }

  @Post('strangers')
  addStranger(): Phone {
    return this.phoneOf(this.people.addStranger());
  }

  @Get('phones/:key')
  phone(@Param('key') key: string): Phone {
    return this.phoneOf(this.people.known(key));
  }

  @Post('phones/:key/messages')
  say(@Param('key') key: string, @Body() said: SayDto): SandboxMessage {
    const person = this.people.known(key);
    if (said.quote) this.messageOf(key, said.quote);
    return this.network.say(person.key, saidOf(said), { ...(said.quote && { quote: said.quote }) });
  }

  /** Multipart: `kind` and `seconds` first, then `file`. */
  @Post('phones/:key/files')
  async sendFile(
    @Param('key') key: string,
    @Req() request: MultipartRequest,
  ): Promise<SandboxMessage> {
    const person = this.people.known(key);
    const part = request.isMultipart() ? await request.file() : undefined;
    const describe = fileSaid(part?.fields ?? {}, part?.filename);
    return this.uploads.receive(part, (path) => this.network.say(person.key, describe(path)));
  }

  @Post('phones/:key/recall')
  recall(@Param('key') key: string, @Body() { messageId }: RecallDto): SandboxMessage {
    const message = this.messageOf(key, messageId);
    if (message.fromUs || message.isRecalled) {
      throw new BadRequestException({ error: pageTexts.cannotRecall });
    }
    return this.network.recall(key, messageId);
  }

  @Post('phones/:key/friendship')
  @HttpCode(202)
  befriend(@Param('key') key: string, @Body() { hello }: FriendshipDto): void {
    this.network.requestFriendship(this.people.known(key).key, hello || defaultHello);
  }

  private phoneOf({ key, displayName, isFriend }: SandboxPerson): Phone {
    return { person: { key, displayName, isFriend }, messages: this.network.messagesOf(key) };
  }

  private messageOf(key: string, id: string): SandboxMessage {
    const message = this.network.messagesOf(key).find((one) => one.id === id);
    if (!message) throw new BadRequestException({ error: pageTexts.badMessage });
    return message;
  }
}

function saidOf(said: SayDto): SandboxSaid {
  const { kind, text, lng, lat, name, address, seconds } = said;
  switch (kind) {
    case 'text':
      return { kind, text };
    case 'location':
      return { kind, lng, lat, name, address };
    case 'voice':
      return { kind, seconds, source: sampleVoice(seconds) };
    default:
      return { kind };
  }
}

/** How a received file is said. @throws BadRequestException when the fields are wrong */
function fileSaid(fields: Fields, filename = ''): (path: string) => SandboxSaid {
  const kind = fields.kind?.value;
  const seconds = Math.min(60, Math.max(1, Math.round(Number(fields.seconds?.value) || 1)));
  const name = filename.replace(/[/\\\p{Cc}]/gu, '').slice(-100) || 'file';
  const source = (path: string) => ({ name, mediaType: claimedMediaType(name), path });
  if (kind === 'voice') return (path) => ({ kind, seconds, source: source(path) });
  if (kind === 'picture' || kind === 'video' || kind === 'file') {
    return (path) => ({ kind, source: source(path) });
  }
  throw new BadRequestException({ error: pageTexts.badFileKind });
}
