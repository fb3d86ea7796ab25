import { defineWords } from '../kit/page/words.ts';

/** The words of signing in. */
export const signInWords = defineWords('sign-in', {
  zh: {
    title: '登录',
    titleWrong: '错误：登录',
    wrong: '没有登录成功',
    username: '用户名或工号',
    password: '密码',
    submit: '登录',
    ended: '登录已到期。刚才填的内容已经存好，登录后接着填。',
    endedPlain: '登录已到期，请重新登录。',
    signedOut: '已退出。换一个人可直接登录。',
    forgot: '忘记密码请找管理员重设；输错五次须等 15 分钟。',
    english: 'English',
    chinese: '中文',
  },
  en: {
    title: 'Sign in',
    titleWrong: 'Error: sign in',
    wrong: 'You are not signed in',
    username: 'User name or staff number',
    password: 'Password',
    submit: 'Sign in',
    ended: 'Your sign-in had ended. What you typed is kept: sign in and go on.',
    endedPlain: 'Your sign-in had ended. Please sign in again.',
    signedOut: 'Signed out. The next person can sign in.',
    forgot:
      'Forgot your password? An administrator can set a new one. Five wrong tries rest 15 minutes.',
    english: 'English',
    chinese: '中文',
  },
});
