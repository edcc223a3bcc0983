import { api } from './api.mjs';
import { fill, h, icon } from './dom.mjs';
import { openPlusMenu } from './plus-menu.mjs';
import { takeMessage } from './state.mjs';
import { orTell } from './toast.mjs';
import { buildVoiceButton } from './voice.mjs';

const TALLEST_PX = 96;
/** What browsers report for a key that an input method took. */
const TAKEN_KEY_CODE = 229;

/** The bar at the bottom of a phone: text or voice, what is quoted, and the menu of everything else. */
export class Composer {
  #key;
  #quoted;
  #isVoice = false;
  #input = h('textarea', {
    rows: '1',
    'aria-label': '输入消息',
    enterkeyhint: 'send',
    maxlength: '20000',
    oninput: () => this.#grow(),
    onkeydown: (event) => this.#keydown(event),
  });
  #toggle = h('button', {
    type: 'button',
    class: 'round',
    onclick: () => this.#setVoice(!this.#isVoice),
  });
  #quoteBar = h('div', { class: 'quote-bar', hidden: true });
  #voice;

  /** @param {string} key whose phone it is on */
  constructor(key) {
    this.#key = key;
    this.#voice = buildVoiceButton(key);
    const plus = h(
      'button',
      {
        type: 'button',
        class: 'round plus',
        'aria-label': '更多',
        onclick: () => openPlusMenu(plus, key),
      },
      icon('plus', 26),
    );
    const onclick = () => this.#submit();
    const send = h('button', { type: 'button', class: 'send', onclick }, '发送');
    const row = [this.#toggle, this.#input, this.#voice, plus, send];
    this.root = h(
      'div',
      { class: 'composer' },
      h('div', { class: 'composer-row' }, ...row),
      this.#quoteBar,
    );
    this.#setVoice(false);
  }

  /** Puts a text into the bar, ready to be sent. */
  write(text) {
    this.#setVoice(false);
    this.#input.value = text;
    this.#grow();
    this.#input.focus();
  }

  /** The next text quotes this message. @param {string} text what is shown of it */
  quote(message, text) {
    this.#setVoice(false);
    this.#quoted = message;
    const drop = h(
      'button',
      {
        type: 'button',
        class: 'plain',
        'aria-label': '不引用了',
        onclick: () => this.#dropQuote(),
      },
      icon('close', 16),
    );
    fill(this.#quoteBar, h('span', {}, text), drop);
    this.#quoteBar.hidden = false;
    this.#input.focus();
  }

  #dropQuote() {
    this.#quoted = undefined;
    this.#quoteBar.hidden = true;
  }

  #setVoice(isVoice) {
    this.#isVoice = isVoice;
    this.#input.hidden = isVoice;
    this.#voice.hidden = !isVoice;
    this.#toggle.setAttribute('aria-label', isVoice ? '改用键盘' : '改用语音');
    fill(this.#toggle, icon(isVoice ? 'keyboard' : 'voice', 26));
    this.#grow();
  }

  #grow() {
    const input = this.#input;
    input.style.removeProperty('height');
    // Before it is on the page it has no height to go by.
    if (input.scrollHeight > input.clientHeight) {
      input.style.setProperty('height', `${Math.min(input.scrollHeight, TALLEST_PX)}px`);
    }
    this.root?.classList.toggle('has-text', !this.#isVoice && input.value.trim() !== '');
  }

  #keydown(event) {
    // Enter that ends the choice of a Chinese word is not the end of the sentence.
    const isChoosing = event.isComposing || event.keyCode === TAKEN_KEY_CODE;
    if (event.key !== 'Enter' || event.shiftKey || isChoosing) return;
    event.preventDefault();
    void this.#submit();
  }

  async #submit() {
    const text = this.#input.value;
    if (text.trim() === '') return;
    const quoted = this.#quoted;
    this.#input.value = '';
    this.#dropQuote();
    this.#grow();
    const said = { kind: 'text', text, ...(quoted && { quote: quoted.id }) };
    const sent = await orTell(() => api.say(this.#key, said));
    if (sent) takeMessage(sent);
    else this.write(text);
  }
}
