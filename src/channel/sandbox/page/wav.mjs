const RATE = 16_000;
const HEADER_BYTES = 44;

/** Turns what the browser recorded into mono 16-bit WAV at 16 kHz. @param {Blob} blob @returns {Promise<Blob>} */
export async function toWav(blob) {
  const context = new OfflineAudioContext(1, RATE, RATE);
  const sound = await context.decodeAudioData(await blob.arrayBuffer());
  const samples = sound.getChannelData(0);
  const bytes = new DataView(new ArrayBuffer(HEADER_BYTES + samples.length * 2));
  header(bytes, samples.length * 2);
  samples.forEach((sample, index) => {
    const level = Math.max(-1, Math.min(1, sample));
    bytes.setInt16(HEADER_BYTES + index * 2, level * 0x7fff, true);
  });
  return new Blob([bytes], { type: 'audio/wav' });
}

function header(bytes, dataBytes) {
  const text = (offset, word) => {
    for (const [i, sign] of [...word].entries()) bytes.setUint8(offset + i, sign.charCodeAt(0));
  };
  text(0, 'RIFF');
  bytes.setUint32(4, HEADER_BYTES - 8 + dataBytes, true);
  text(8, 'WAVEfmt ');
  bytes.setUint32(16, 16, true);
  bytes.setUint16(20, 1, true);
  bytes.setUint16(22, 1, true);
  bytes.setUint32(24, RATE, true);
  bytes.setUint32(28, RATE * 2, true);
  bytes.setUint16(32, 2, true);
  bytes.setUint16(34, 16, true);
  text(36, 'data');
  bytes.setUint32(40, dataBytes, true);
}
