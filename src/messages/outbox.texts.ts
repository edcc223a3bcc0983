/** Why a row is dead or unknown, as the console shows it. */
export const OUTBOX_REASON = {
  /** The process died, or the gateway gave no answer, while a notice was being sent: sending it twice would be worse. */
  interrupted: '发送途中断开，不确定对方是否收到',
  /** @param fault class and code of the last error */
  givenUp: (fault: string) => `多次发送都没有成功（${fault}）`,
} as const;
