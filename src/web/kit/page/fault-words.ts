import { defineWords } from './words.ts';

/** What a page says that shows nothing but a fault. */
export const faultWords = defineWords('fault', {
  zh: {
    fault: '服务出了意外',
    faultHelp: '不是您的错。请把下面的编号告诉管理员；刚才填的内容可按浏览器的“后退”找回。',
    brokenHelp: '收到的内容不完整，请后退重试。',
    forbiddenHelp: '要办这件事，请找上面写明的角色，或请管理员授权。',
    requestNumber: '请求编号 {{number}}',
    back: '回到首页',
  },
  en: {
    fault: 'The service failed',
    faultHelp:
      'It is not your fault. Please give the number below to your administrator; “Back” in the browser brings back what you typed.',
    brokenHelp: 'What arrived was incomplete. Please go back and try again.',
    forbiddenHelp: 'Ask one of the roles named above, or have an administrator grant it.',
    requestNumber: 'Request {{number}}',
    back: 'Back to the start',
  },
});
