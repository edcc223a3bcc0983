import type { FileResult, TranscriptRunner } from './transcript-runner.js';

/**
 * Plays files several at a time.
 * @param parallel how many at a time
 * @param done called once a file is played, in the order of the files
 */
export async function playAll(
  runner: TranscriptRunner,
  files: readonly string[],
  parallel: number,
  done: (result: FileResult) => void,
): Promise<readonly FileResult[]> {
  const results: (FileResult | undefined)[] = files.map(() => undefined);
  let next = 0;
  let told = 0;
  const work = async () => {
    for (let index = next++; index < files.length; index = next++) {
      results[index] = await runner.play(files[index] as string);
      for (let result = results[told]; result; result = results[++told]) done(result);
    }
  };
  await Promise.all(Array.from({ length: Math.max(1, parallel) }, work));
  return results.filter((result) => result !== undefined);
}
