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
}
