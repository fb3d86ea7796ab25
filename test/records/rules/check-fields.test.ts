import { describe, expect, it } from 'vitest';
import { checkFields } from '../../../src/records/rules/check-fields.ts';
import { defaultRoomPattern, roomBook } from '../../../src/records/rules/rooms.ts';
import { category, context, repair } from '../pack.ts';

/** The findings of a row as `severity rule column`. */
function findings(code: string, raw: Record<string, unknown>, changes = {}): string[] {
  const checked = checkFields(category(code), raw, context(changes));
  return checked.findings.map(({ severity, rule, column }) => `${severity} ${rule} ${column}`);
}

function repairWith(changes: Record<string, unknown>) {
  return findings('01', { ...repair, ...changes });
}

describe('checking a row', () => {
  it('takes a clean row without a word and makes numbers of amounts', () => {
    const { fields, findings: found } = checkFields(
      category('01'),
      { 序号: '1', ...repair },
      context(),
    );
    expect(found).toEqual([]);
    expect(fields).toEqual({ ...repair, 有偿金额元: 116 });
  });

  it('leaves empty cells out of the fields', () => {
    const { fields } = checkFields(category('01'), { ...repair, 联系电话: ' ' }, context());
    expect(fields).not.toHaveProperty('联系电话');
  });

  it('refuses a dispatched repair without its order number', () => {
    expect(repairWith({ 派工单号: '' })).toEqual(['rejected required 派工单号']);
  });

  it('asks for no order number where nothing was dispatched', () => {
    const bare = {
      派工时间: '',
      派工单号: '',
      派往部门: '',
      接单人: '',
      到场时间: '',
      完工时间: '',
    };
    expect(repairWith({ ...bare, 未派工原因: '重复报修' })).toEqual([]);
  });

  it('names a required cell that could not be read once, as unreadable', () => {
    expect(repairWith({ 登记时间: '2026-02-30 08:00' })).toEqual(['rejected type 登记时间']);
  });

  it('refuses an unknown room and says which rooms are near', () => {
    const { findings: found } = checkFields(
      category('01'),
      { ...repair, 房号: '3-2-5011' },
      context(),
    );
    expect(found.map(({ rule, severity }) => `${severity} ${rule}`)).toEqual(['rejected room']);
    expect(found[0]?.message).toContain('是不是 3-2-0501');
  });

  it('takes a room of the right shape with a warning while there is no household list', () => {
    const rooms = roomBook([], defaultRoomPattern);
    expect(findings('01', repair, { rooms })).toEqual(['warning room 房号']);
    expect(findings('01', { ...repair, 房号: '门岗' }, { rooms })).toEqual(['rejected room 房号']);
  });

  it('refuses work that ended before it began, and a report before the complaint', () => {
    expect(repairWith({ 完工时间: '2026-10-01 08:39' })).toEqual(['rejected range 完工时间']);
    const complaint = {
      投诉时间: '2026-10-05 18:10',
      房号: '3-2-0501',
      投诉内容: '地库灯光太暗',
      上报主管时间: '2026-10-05 17:30',
      首问责任人: '李静',
    };
    expect(findings('04', complaint)).toEqual(['rejected range 上报主管时间']);
  });

  it('only warns where a repair was dispatched before it was written down', () => {
    expect(repairWith({ 登记时间: '2026-10-01 08:20' })).toEqual(['warning time-order 派工时间']);
  });

  it('warns of a future time, but not of a planned one', () => {
    expect(repairWith({ 回复业主时间: '2027-10-01 09:41' })).toEqual([
      'warning future 回复业主时间',
    ]);
    const appointment = {
      登记时间: '2026-11-20 09:00',
      房号: '3-2-0501',
      预约事项: '换锁',
      预约时间: '2026-12-24 10:00',
      记录人: '陈晓',
    };
    expect(findings('06', appointment)).toEqual([]);
  });

  it('compares the future by the wall clock of the site, to the minute', () => {
    const now = '2026-10-01T01:41:00.000Z';
    expect(findings('01', repair, { now })).toEqual([]);
    expect(findings('01', repair, { now: '2026-10-01T01:40:00.000Z' })).toHaveLength(1);
  });

  it('warns of a record older than the hand-over of its household', () => {
    const handoverOf = () => '2026-10-02';
    expect(findings('01', repair, { handoverOf })).toEqual(['warning before-handover 登记时间']);
    expect(findings('01', repair, { handoverOf: () => '2026-10-01' })).toEqual([]);
  });

  it('files an unknown choice, an odd telephone number and a formula with a warning each', () => {
    const odd = { 受理方式: '传真', 联系电话: '1997158', 故障现象: '=1+1' };
    const { fields, findings: found } = checkFields(
      category('01'),
      { ...repair, ...odd },
      context(),
    );
    expect(found.map(({ severity, rule }) => `${severity} ${rule}`)).toEqual([
      'warning choice',
      'warning shape',
      'warning formula',
    ]);
    expect(fields).toMatchObject(odd);
  });

  it('names a column the category does not have and does not store it', () => {
    const raw = { ...repair, 天气: '晴', 行号: '12', 原因: '缺房号' };
    const checked = checkFields(category('01'), raw, context());
    expect(checked.findings.map(({ rule, column }) => [rule, column])).toEqual([
      ['unknown-column', '天气'],
    ]);
    expect(checked.fields).toEqual({ ...repair, 有偿金额元: 116 });
  });

  it('refuses a pair of signatures by one person, however the name is spaced', () => {
    const shift = { 交接时间: '2026-10-05 18:00', 班次: '晚班', 交班人: '王芳', 接班人: '王 芳' };
    expect(findings('16', shift)).toEqual(['rejected signature-pair 接班人']);
    expect(findings('16', { ...shift, 接班人: '' })).toEqual(['rejected required 接班人']);
  });

  it('takes a dash or a 无 for nobody’s signature', () => {
    const shift = { 交接时间: '2026-10-02 08:00', 交班人: '赵强', 接班人: '无' };
    expect(findings('16', shift)).toEqual(['rejected signature-pair 接班人']);
    expect(findings('16', { ...shift, 接班人: '/' })).toContain('rejected required 接班人');
    const visit = {
      回访日期: '2026-10-02',
      房号: '3-2-0501',
      回访方式: '电话',
      首问责任人: '李静',
    };
    expect(findings('17', { ...visit, 第一签字人: '李静', 第二签字人: '无' })).toEqual([
      'warning signature-pair 第二签字人',
    ]);
  });

  it('asks two signatures of a visit by telephone only, and waits for the second', () => {
    const visit = {
      回访日期: '2026-10-01',
      房号: '3-2-0501',
      回访方式: '电话',
      第一签字人: '李静',
      第二签字人: '李静',
      首问责任人: '李静',
    };
    expect(findings('17', visit)).toEqual(['rejected signature-pair 第二签字人']);
    expect(findings('17', { ...visit, 回访方式: '上门' })).toEqual([]);
    expect(findings('17', { ...visit, 第二签字人: '' })).toEqual([
      'warning signature-pair 第二签字人',
    ]);
  });

  it('files a survey without the owner’s signature and says that it does not count', () => {
    const survey = { 发放日期: '2026-10-01', 房号: '3-2-0501', 客服评分: '10', 调查人: '赵强' };
    expect(findings('18', { ...survey, 业主签字: '是' })).toEqual([]);
    expect(findings('18', { ...survey, 业主签字: '否' })).toEqual(['warning counted 业主签字']);
    expect(findings('18', survey)).toEqual(['warning counted 业主签字']);
    expect(findings('18', { ...survey, 业主签字: '是', 客服评分: '11' })).toEqual([
      'rejected range 客服评分',
    ]);
  });

  it('refuses negative amounts and counts', () => {
    expect(repairWith({ 有偿金额元: '-5' })).toEqual(['rejected range 有偿金额元']);
  });

  it('warns where an order number is of another month than its row', () => {
    expect(repairWith({ 派工单号: 'PG-202609-0001' })).toEqual(['warning month 派工单号']);
    const linked = {
      登记时间: '2026-10-01 08:00',
      房号: '3-2-0501',
      预约事项: '换锁',
      派工单号: 'PG-202609-0001',
      记录人: '陈晓',
    };
    expect(findings('06', linked)).toEqual([]);
  });

  it('wants a period that names its month in the statistics of orders', () => {
    const statistics = { 统计周期: '2026年10月', 统计人: '李静' };
    expect(findings('05', statistics)).toEqual([]);
    expect(findings('05', { ...statistics, 统计周期: '上个月' })).toEqual([
      'rejected type 统计周期',
    ]);
    expect(findings('05', { ...statistics, 统计周期: '2026年13月' })).toHaveLength(1);
  });

  it('warns of a plate and an identity number of unknown shape', () => {
    const goods = {
      时间: '2026-10-01 13:24',
      房号: '3-2-0501',
      物品名称: '沙发',
      车牌号: '京l-mvydr',
      客服开单人: '陈晓',
    };
    expect(findings('23', goods)).toEqual(['put-right normalised 车牌号']);
    expect(findings('23', { ...goods, 车牌号: '大货车' })).toEqual(['warning shape 车牌号']);
    expect(findings('23', { ...goods, 车牌号: '无' })).toEqual(['put-right normalised 车牌号']);
  });

  it('reads what a caller of the API sends: numbers, truth values, offsets, nothing', () => {
    const raw = {
      ...repair,
      登记时间: '2026-10-01T00:14:00Z',
      有偿金额元: 116,
      业主签字: true,
      未派工原因: null,
    };
    const { fields, findings: found } = checkFields(category('01'), raw, context());
    expect(found.map(({ rule, column }) => `${rule} ${column}`)).toEqual(['normalised 登记时间']);
    expect(fields).toEqual({ ...repair, 有偿金额元: 116 });
    expect(repairWith({ 故障现象: ['水管'] })).toEqual(['rejected type 故障现象']);
  });
});
