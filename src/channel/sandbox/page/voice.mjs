import { api } from './api.mjs';
import { h } from './dom.mjs';
import { takeMessage } from './state.mjs';
import { orTell, toast } from './toast.mjs';
import { toWav } from './wav.mjs';

const LONGEST_MS = 60_000;
const SHORTEST_MS = 700;

/** 按住说话: records while it is held down, by pointer or with the space bar; sent as WAV, which everything plays. */
export function buildVoiceButton(key) {
  let recording;
  const button = h('button', { type: 'button', class: 'hold', hidden: true }, '按住 说话');
  const begin = async () => {
    if (recording) return;
    recording = startRecording();
    button.classList.add('is-held');
    button.textContent = '松开 发送';
    if (!(await recording)) await end();
  };
  const end = async () => {
    const held = recording;
    if (!held) return;
    recording = undefined;
    button.classList.remove('is-held');
    button.textContent = '按住 说话';
    const voice = await (await held)?.stop();
    if (!voice) return;
    if (voice.ms < SHORTEST_MS) toast('说话时间太短');
    else await sendVoice(key, voice);
  };
  button.addEventListener('pointerdown', (event) => {
    button.setPointerCapture(event.pointerId);
    void begin();
  });
  for (const type of ['pointerup', 'pointercancel', 'blur']) button.addEventListener(type, end);
  button.addEventListener('keydown', (event) => event.key === ' ' && begin());
  button.addEventListener('keyup', (event) => event.key === ' ' && end());
  return button;
}

async function sendVoice(key, { blob, ms }) {
  const message = await orTell(async () => {
    const wav = await toWav(blob);
    const seconds = Math.max(1, Math.round(ms / 1_000));
    return api.sendFile(key, { kind: 'voice', seconds, blob: wav, name: 'voice.wav' });
  });
  if (message) takeMessage(message);
}

/** @returns {Promise<{ stop(): Promise<{ blob: Blob, ms: number }> } | undefined>} undefined when there is no microphone */
async function startRecording() {
  try {
    const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
    const recorder = new MediaRecorder(stream);
    const parts = [];
    recorder.addEventListener('dataavailable', ({ data }) => parts.push(data));
    const startedAt = performance.now();
    recorder.start();
    const limit = setTimeout(() => recorder.stop(), LONGEST_MS);
    const stopped = new Promise((resolve) => {
      recorder.addEventListener('stop', () => {
        clearTimeout(limit);
        for (const track of stream.getTracks()) track.stop();
        const ms = Math.min(LONGEST_MS, performance.now() - startedAt);
        resolve({ blob: new Blob(parts, { type: recorder.mimeType }), ms });
      });
    });
    return {
      stop: () => {
        if (recorder.state !== 'inactive') recorder.stop();
        return stopped;
      },
    };
  } catch {
    toast('用不了麦克风；可以点加号，发一段示例语音。');
    return undefined;
  }
}
