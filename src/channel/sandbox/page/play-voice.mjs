import { toast } from './toast.mjs';

let playing;

/** Plays a voice note; a second click, or another one, stops it. */
export function playVoice(button, url) {
  const wasThis = playing?.button === button;
  stop();
  if (wasThis) return;
  const audio = new Audio(url);
  playing = { button, audio };
  button.classList.add('is-playing');
  audio.addEventListener('ended', stop);
  audio.play().catch(() => {
    stop();
    toast('这段语音放不出来');
  });
}

function stop() {
  playing?.audio.pause();
  playing?.button.classList.remove('is-playing');
  playing = undefined;
}
