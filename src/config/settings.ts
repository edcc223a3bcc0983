/** Everything the environment decides, read once at start. Injected by class; `process.env` is read nowhere else. */
export class Settings {
  /** Any PostgreSQL >= 15; undefined = the embedded one. */
  databaseUrl?: string;
  /** Keys of the sealed columns: the one in use first, then retired ones. */
  secretKeys!: [string, ...string[]];
  /** Asked of every HTTP request; undefined = only loopback is served. */
  consoleToken?: string;
  /** Absolute path: embedded database, media, bot memory card. */
  dataDir!: string;
  /** TCP port of the HTTP server; 0 = any free one. */
  port!: number;
  host!: string;
  /** `sandbox`, or the npm name of a Wechaty puppet. */
  channel!: string;
  /** Name of the working-method profile in `config/methods/`. */
  method!: string;
  /** Messages a minute that one account may send; 0 = unpaced. */
  sendPerMinute!: number;
  /** Days after which messages that were handled or sent are removed; 0 = kept for ever. */
  keepDays!: number;
  /** The large model that is asked when the built-in answer is unsure; undefined = none, nothing leaves the house. */
  advisor?: AdvisorSettings;
}

/** A service that speaks the chat completions of OpenAI. */
export interface AdvisorSettings {
  /** Base address without a slash at the end: `https://api.example.com/v1`. */
  readonly url: string;
  readonly model: string;
  /** Sent as bearer token; undefined where none is asked for. */
  readonly key?: string;
  /** After so many milliseconds nobody waits any longer. */
  readonly timeoutMs: number;
  /** Yuan for a million tokens sent, and received; 0 = not known. */
  readonly priceIn: number;
  readonly priceOut: number;
}
