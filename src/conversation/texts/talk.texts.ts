/** Small talk, help and the answers to what is not a report. */
export const talkTexts = {
  greet: (name: string) =>
    `${name ? `${name}，` : ''}您好！家里、楼里、小区里有什么事，直接跟我说就行，照片、语音都可以。`,
  thanks: '不客气，应该的。有事随时说。',
  friend: '您好，我是小邻。哪儿坏了、有什么难处，直接跟我说：在哪儿、什么事，我来找人办。',
  calm: '您消消气。说说是哪儿、什么事，我马上找人。',
  calmAlready: '您消消气，已经有人管了。',
  dropped: '好的，那就不报了。有事随时说。',
  stillWaiting: '刚才那件还等您说一声：',
  oneAnswerMissing: '马上就办，只差一句：',
  at: (place: string) => `位置在${place}`,
  /** A location without a name; degrees. */
  spot: (lng: number, lat: number) => `发来的定位（${lng}, ${lat}）`,
  chooseNumber: '没对上，回前面的数字就行。',
  stillRuns: (number: string) => `撤回看到了。${number} 还照常办；不用办了就回一句“不用了”。`,
  failedForPerson: (from: string, text: string) =>
    `有句话我没处理好，请您直接联系：${text}\n${from}`,
  notUnderstood: '我没太听明白。您是有事要办、想问进度，还是想找人说？说说在哪儿、什么事就行。',
  handedToPerson: (who: string, phone: string) => `我请${who}来跟您说，也可以直接打 ${phone}。`,
  handedToPersonNoPhone: '我请社区的人来跟您说，稍等一下。',
  helpResident: [
    '直接说就行，比如：',
    '“3栋2单元楼道灯坏了”——我找人来办',
    '“进度”——问办到哪儿了；“催一下”——再催催',
    '“不用了”——不办了',
    '“我住某某小区几栋几单元几室”——以后不用再说地址',
    '“谁管我们这儿”——社区联系人',
    '“找人”——请人来跟您说',
  ].join('\n'),
  whoLooksAfter: (place: string, who: string, phone: string) =>
    `${place}这边找${who}，电话 ${phone}。`,
  whoUnknown: '您住哪个小区、几栋？说了我告诉您找谁。',
  stationPlace: (place: string, cadre: string) =>
    `驻点在${place}，${cadre}在那儿等大家。哪天开，社区会提前告诉您。`,
  stationNone: '驻点日定下来社区会提前通知。有急事现在就可以跟我说。',
  tipHome: '以后不想每次说地址，就发一句“我住某某小区几栋几单元几室”。',
  homeBound: (home: string) => `记住了，您家在${home}。以后有事直接说，不用再说地址。`,
  homeUnknown: (place: string) => `“${place}”我没对上，先不记。您再说说小区名字和几栋？`,
  homeConfirm: (home: string) => `${home}，是您家吗？回“是”我就记住，以后不用再说地址。`,
  homeDropped: '好的，不记。有事直接说就行。',
  maybeChangedAccount: '要是您换了微信，说一声“我住某某小区几栋几单元几室”，我就对上了。',
  askedTooLittle: '嗯，在的。有什么事您说。',
  seenAll: '您发的我都看到了，先不一条条重复回了。有新消息马上告诉您，有别的事直接说。',
  apology: '对不起，刚才我这边出了点岔子，您这句话已经交给社区的人看了。急事请直接打社区电话。',
  recall: '好的，撤回的话我就当没看见。',
  link: (title: string) => `看到您发的“${title}”了。我点不开链接，想说的事直接打字或语音告诉我吧。`,
  linkOnly: '链接我点不开，想说的事直接打字或发语音告诉我吧。',
  miniProgram: '小程序我打不开，想说的事直接打字或语音告诉我吧。',
  card: (name: string) => `收到${name}的名片了。需要我做什么，跟我说一声。`,
  sticker: '收到啦。有事随时说。',
  money: '我们不收钱的，您留着，会自动退回去。有事直接说就行。',
  cardNumbersNotKept: '身份证号、银行卡号不用发，我没有留，也不会给别人看。',
  noSwindlers:
    '您多个心眼是对的。我是社区的小邻，不收钱，不要密码、验证码，也不发链接。不放心就打社区电话问一句。',
  noRedPackets: '我们不发也不收红包，心意领了。有事直接说就行。',
  missedCall: '刚才电话我接不了，对不住。打字或者发语音都行，急事请打 110、119、120。',
  unknownKind: '这个我打不开，打字、照片或者语音都行。',
  tooLarge: (what: string) => `${what}太大了，我存不下。发小一点的，或者打字说说就行。`,
  unreadable: (what: string) => `${what}打不开，能再发一次吗？打字说说也行。`,
} as const;

/** The one that was just sent. */
export const THIS_MEDIA = {
  picture: '这张照片',
  voice: '这条语音',
  video: '这段视频',
  file: '这个文件',
} as const;

/** Kinds of files as people call them. */
export const MEDIA_WORDS = { picture: '照片', voice: '语音', video: '视频', file: '文件' } as const;
