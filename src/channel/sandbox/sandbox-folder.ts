/** The sandbox's part of the data folder; injected by class. */
export class SandboxFolder {
  /** @param path absolute */
  constructor(readonly path: string) {}
}
