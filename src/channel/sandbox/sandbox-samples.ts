import type { SandboxSource } from './sandbox.types.js';

const SAMPLES_PER_SECOND = 8000;
const WAV_HEADER_BYTES = 44;
const SILENCE = 0x80;

/** A voice note of that length, silent: 8 kHz mono WAV, which every browser plays. */
export function sampleVoice(seconds: number): SandboxSource {
  const samples = Math.max(1, Math.round(seconds * SAMPLES_PER_SECOND));
  const wav = Buffer.alloc(WAV_HEADER_BYTES + samples, SILENCE);
  wav.write('RIFF', 0);
  wav.writeUInt32LE(WAV_HEADER_BYTES - 8 + samples, 4);
  wav.write('WAVEfmt ', 8);
  wav.writeUInt32LE(16, 16);
  wav.writeUInt16LE(1, 20);
  wav.writeUInt16LE(1, 22);
  wav.writeUInt32LE(SAMPLES_PER_SECOND, 24);
  wav.writeUInt32LE(SAMPLES_PER_SECOND, 28);
  wav.writeUInt16LE(1, 32);
  wav.writeUInt16LE(8, 34);
  wav.write('data', 36);
  wav.writeUInt32LE(samples, 40);
  return { name: 'voice.wav', mediaType: 'audio/wav', bytes: wav };
}

/** A picture of one grey dot: the smallest PNG that decoders accept. */
export function samplePicture(name = 'picture.png'): SandboxSource {
  const png =
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg==';
  return { name, mediaType: 'image/png', bytes: Buffer.from(png, 'base64') };
}

/** A file that is recognised as an MP4 and holds no pictures. */
export function sampleVideo(name = 'video.mp4'): SandboxSource {
  const box = Buffer.alloc(32);
  box.writeUInt32BE(24, 0);
  box.write('ftypisom', 4);
  box.writeUInt32BE(512, 12);
  box.write('isommp41', 16);
  box.writeUInt32BE(8, 24);
  box.write('mdat', 28);
  return { name, mediaType: 'video/mp4', bytes: box };
}

/** A file of that name with a line of text in it. */
export function sampleFile(name: string): SandboxSource {
  return { name, bytes: Buffer.from(`${name}\n`) };
}
