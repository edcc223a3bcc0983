import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { classify, ownerLevelOf } from '../../src/understanding/category.rules.js';
import { loadCategoryTable } from '../../src/understanding/category-table.js';
import { readKind } from '../../src/understanding/kind.rules.js';

const table = loadCategoryTable();

describe('the category table', () => {
  it('has the fifteen labels of petition offices and second levels with an owner', () => {
    expect([...table.categories].sort()).toEqual(
      [
        '交通运输',
        '党务政务',
        '农村农业',
        '劳动和社会保障',
        '卫生计生',
        '商贸旅游',
        '国土资源',
        '城乡建设',
        '政法',
        '教育文体',
        '民政',
        '环境保护',
        '科技与信息产业',
        '纪检监察',
        '经济管理',
      ].sort(),
    );
    expect(table.subcategories.length).toBeGreaterThanOrEqual(40);
    expect(new Set(table.subcategories.map(({ code }) => code)).size).toBe(
      table.subcategories.length,
    );
    expect(ownerLevelOf(table, '电梯')).toBe('community');
    expect(ownerLevelOf(table, 'CJ01')).toBe('on_spot');
  });

  it('says what is wrong with a table that is none', () => {
    const folder = mkdtempSync(join(tmpdir(), 'linli-table-'));
    const path = join(folder, 'bad.yaml');
    for (const text of [
      'a: 1',
      'fallback: 无\ncategories: []',
      'fallback: a\ncategories:\n- name: a\n  kinds:\n  - {code: x, name: y, owner: nobody}',
    ]) {
      writeFileSync(path, text);
      expect(() => loadCategoryTable({ words: path })).toThrow(/category table/);
    }
    rmSync(folder, { recursive: true });
  });

  it.each([
    ['楼道灯坏了', '城乡建设', '楼道照明与公共设施'],
    ['电梯又停了', '商贸旅游', '电梯'],
    ['想给老楼加装电梯', '城乡建设', '拆迁安置与征收'],
    ['楼上漏水', '城乡建设', '漏水堵塞与房屋维修'],
    ['家里停水了', '城乡建设', '供水供电供气供暖'],
    ['物业乱涨物业费', '城乡建设', '物业服务与业主自治'],
    ['垃圾没人收', '城乡建设', '环境卫生与垃圾'],
    ['树枝挡窗户了,能修剪吗', '城乡建设', '园林绿化'],
    ['楼顶有人搞违建', '城乡建设', '违建与占道'],
    ['开发商不给办房产证', '城乡建设', '房屋买卖与开发商'],
    ['拆迁安置房什么时候交', '城乡建设', '拆迁安置与征收'],
    ['门口人行道路面破损', '城乡建设', '市政道路与规划'],
    ['广场舞噪音太大', '环境保护', '噪声扰民'],
    ['楼下烧烤店油烟呛人', '环境保护', '油烟与异味'],
    ['化工厂往河里排污', '环境保护', '水与土壤污染'],
    ['出租车拒载', '交通运输', '出租车与网约车'],
    ['公交车末班车太早', '城乡建设', '公交与地铁'],
    ['去县城的班车停运了', '交通运输', '客货运输'],
    ['快递不送上门', '交通运输', '快递与邮政'],
    ['孩子入学学区怎么划', '教育文体', '入学与学区'],
    ['学校乱收补课费', '教育文体', '学校管理与收费'],
    ['社区医院挂号难', '卫生计生', '医院与看病'],
    ['二胎准生证', '卫生计生', '人口计生'],
    ['老板拖欠农民工工资', '劳动和社会保障', '工资与劳动关系'],
    ['医保断缴怎么补', '劳动和社会保障', '社保医保与退休'],
    ['超市卖过期食品', '商贸旅游', '消费与市场监管'],
    ['旅行社强制购物', '商贸旅游', '旅游'],
    ['有人在楼下聚赌', '政法', '治安'],
    ['户口迁移', '政法', '户籍证件与居住'],
    ['办低保', '民政', '低保与救助'],
    ['村委会不公开村务', '农村农业', '村务与土地'],
    ['宽带老是断网', '科技与信息产业', '通信与网络'],
    ['干部贪污受贿', '纪检监察', '干部作风与廉洁'],
    ['党员组织关系转接', '党务政务', '党建与政务服务'],
  ])('「%s」 is %s, %s', (text, category, subcategory) => {
    expect(classify(text, table)).toMatchObject({ category, subcategory });
  });

  it('is unsure of what no word speaks for, and adds up to one', () => {
    expect(classify('嗯嗯啊啊', table).confidence).toBeLessThanOrEqual(0.2);
    const { confidence, alternatives } = classify('学校门口的超市占道', table);
    expect(alternatives.length).toBeGreaterThan(0);
    expect(
      confidence + alternatives.reduce((sum, other) => sum + other.confidence, 0),
    ).toBeLessThanOrEqual(1.01);
  });
});

describe('the kind of a request', () => {
  it.each([
    ['物业乱收费,没人管', '投诉'],
    ['楼上太吵了,严重影响休息', '投诉'],
    ['垃圾几天没人收', '投诉'],
    ['保安态度恶劣', '投诉'],
    ['家里停水了', '求助'],
    ['水管坏了,能派人来修一下吗', '求助'],
    ['老人行动不便,想请人帮忙', '求助'],
    ['帮帮我,钥匙锁家里了', '求助'],
    ['请问老年证怎么办', '咨询'],
    ['医保缴费什么时候截止', '咨询'],
    ['想了解一下公租房政策', '咨询'],
    ['社区几点下班?', '咨询'],
    ['建议装个充电桩', '建议'],
    ['能不能增加几个快递柜', '建议'],
    ['希望多组织一些活动', '建议'],
    ['提个建议', '建议'],
    ['举报楼下麻将馆聚赌', '举报'],
    ['有人私自搭建违建', '举报'],
    ['无证经营的小作坊', '举报'],
    ['怀疑有人搞传销', '举报'],
    ['表扬网格员小李', '表扬'],
    ['给社区点个赞', '表扬'],
    ['特别感谢社区帮我妈送药', '表扬'],
  ])('「%s」 is %s', (text, kind) => {
    expect(readKind(text, table.kinds)).toBe(kind);
  });
});

describe('the kind of a longer request', () => {
  it.each([
    [
      '我户口在外地,孩子明年要上小学了,房子买在北站旁边,还没有交房,请问这种情况能不能在这边报名,需要准备哪些材料呢?',
      '咨询',
    ],
    [
      '听说我们这一片要通地铁,围挡围了快一年了,想了解一下站口大概在什么位置,预计哪一年能开通,谢谢。',
      '咨询',
    ],
    [
      '楼下的歌厅每天唱到凌晨两点,墙都在震,跟老板说了几次都不理,打了电话也没人来,难道非要闹出人命才管吗?',
      '投诉',
    ],
    [
      '小区西门那段人行道的砖碎了一大半,上个月我母亲在那里摔了一跤,物业说归市政,市政说归物业,推来推去没人修,请尽快处理。',
      '投诉',
    ],
    [
      '学校门口早晚高峰人车混在一起,建议在路口增设一组红绿灯,再画几条斑马线,放学的时候派人疏导一下,方便孩子们过街。',
      '建议',
    ],
    [
      '我要举报一家小诊所,没有执照还在给人输液,药都是从别处拿来的三无药,请卫生部门赶紧去查一查,别害了人。',
      '举报',
    ],
    [
      '特别感谢社区的小李,我父亲一个人在家摔倒了,他接到电话十分钟就赶到,背着老人下楼送到医院,一直陪到我们赶来,真是热心人。',
      '表扬',
    ],
  ])('「%s」 is %s', (text, kind) => {
    expect(readKind(text, table.kinds)).toBe(kind);
  });
});
