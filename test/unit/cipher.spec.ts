import { describe, expect, it } from '@jest/globals';
import { Cipher } from '../../src/persistence/cipher.js';

const PHONE = '13805510001';

describe('the cipher', () => {
  const cipher = new Cipher(['the key in use']);

  it.each(['', '李明', PHONE, '🙂'.repeat(1000)])('opens what it sealed: %#', (text) => {
    const sealed = cipher.seal(text);
    expect(new Cipher(['the key in use']).open(sealed)).toBe(text);
    expect(cipher.open(sealed)).toBe(text);
  });

  it('opens each of many values, remembered or not', () => {
    const texts = Array.from({ length: 1000 }, (_, index) => `居民${index}`);
    const sealed = texts.map((text) => cipher.seal(text));
    expect(sealed.map((value) => cipher.open(value))).toEqual(texts);
  });

  it('seals the same text differently each time, without a trace of it', () => {
    const [one, other] = [cipher.seal(PHONE), cipher.seal(PHONE)];
    expect(one.equals(other)).toBe(false);
    expect(one.includes(PHONE)).toBe(false);
  });

  it('refuses a value that was altered anywhere', () => {
    const sealed = cipher.seal('李明');
    for (let index = 0; index < sealed.length; index += 1) {
      const altered = Buffer.from(sealed);
      altered.writeUInt8(altered.readUInt8(index) ^ 1, index);
      expect(() => cipher.open(altered)).toThrow();
    }
  });

  it('refuses a value sealed with a key it was not given', () => {
    expect(() => new Cipher(['another key']).open(cipher.seal('李明'))).toThrow(/not configured/);
  });

  it('opens and finds old values after the key was changed', () => {
    const rotated = new Cipher(['a new key', 'the key in use']);
    expect(rotated.open(cipher.seal(PHONE))).toBe(PHONE);
    expect(rotated.hashes(PHONE)).toContainEqual(cipher.hash(PHONE));
    expect(rotated.hash(PHONE)).not.toEqual(cipher.hash(PHONE));
    expect(() => cipher.open(rotated.seal(PHONE))).toThrow(/not configured/);
  });

  it('hashes the same text alike, and differently under another key', () => {
    expect(cipher.hash(PHONE)).toEqual(new Cipher(['the key in use']).hash(PHONE));
    expect(cipher.hash(PHONE)).not.toEqual(new Cipher(['another key']).hash(PHONE));
    expect(cipher.hash(PHONE)).not.toEqual(cipher.hash('13805510002'));
  });
});
