import { defineWords } from '../kit/page/words.ts';

/** The words of reading a Word file into a version. */
export const wordWords = defineWords('policy-word', {
  zh: {
    title: '从 Word 文件读入',
    lead: '读出的正文换下编辑框里的文字，看过、改过再写下；写下以前什么都不保存。',
    file: 'Word 文件',
    hint: '.docx，至 20 MB。旧的 .doc 和加了密码的，请先在 Word 里另存为不带密码的 .docx。',
    read: '读入正文',
    taken: '已从 Word 读入，还没有写下',
    lost: '下列各样没有照原样带过来，请对照原件核对：',
    nothingLost: '全部带过来了。',
    keep: '原件随这一版留存，谁都可以取来核对',
  },
  en: {
    title: 'Read a Word file',
    lead: 'Its text replaces what is in the editor, to be read and mended; nothing is kept until you write the version.',
    file: 'Word file',
    hint: '.docx of up to 20 MB. An old .doc, or one with a password: save it in Word as a .docx without one first.',
    read: 'Read its text',
    taken: 'Read from Word, not written yet',
    lost: 'These did not come over as they are; please check against the file:',
    nothingLost: 'everything came over.',
    keep: 'Keep the file with this version, for anybody to check against',
  },
});
