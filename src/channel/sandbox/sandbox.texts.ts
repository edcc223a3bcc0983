import type { SandboxContent } from './sandbox.types.js';

/** How a message reads on a phone and in a transcript: a text as it is, everything else as `[种类 内容]`. */
export function shown(content: SandboxContent): string {
  switch (content.kind) {
    case 'text':
      return content.text;
    case 'picture':
      return `[图片 ${content.file.name}]`;
    case 'voice':
      return `[语音 ${content.seconds}s]`;
    case 'video':
      return `[视频 ${content.file.name}]`;
    case 'file':
      return `[文件 ${content.file.name}]`;
    case 'contact-card':
      return `[名片 ${content.name}]`;
    case 'location':
      return `[位置 ${content.name || content.address}]`;
    default:
      return shownRarely(content);
  }
}

function shownRarely(content: SandboxContent): string {
  switch (content.kind) {
    case 'link':
      return `[链接 ${content.title}]`;
    case 'mini-program':
      return `[小程序 ${content.title}]`;
    case 'chat-record':
      return `[聊天记录 ${content.title}]`;
    case 'sticker':
      return '[表情]';
    case 'money':
      return content.of === 'transfer' ? '[转账]' : '[红包]';
    case 'call':
      return '[未接来电]';
    case 'recall':
      return '[撤回了一条消息]';
    default:
      return '[无法显示的消息]';
  }
}
