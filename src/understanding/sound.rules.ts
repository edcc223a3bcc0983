/** Characters that sound alike (or nearly, as many dialects say them) and stand for each other in hurried typing of names. */
const ALIKE = [
  '西溪希曦熙夕兮稀', '园苑院圆源元缘原媛', '庭亭廷婷停挺', '湾弯万晚', '府福富甫付复', '景井锦晶静菁境',
  '佳家嘉加伽', '华花画化', '城诚成程承盛', '新馨心欣鑫信', '和河荷禾合何', '阳杨洋羊扬', '江疆姜将降',
  '星兴幸行杏', '御玉裕誉钰宇雨语', '龙隆笼', '泰太态', '丽利立力莉历荔', '金今津', '明名铭茗', '雅亚芽',
  '湖胡糊虎', '山杉珊三', '林琳临邻灵凌零玲陵铃岭', '双霜爽', '岗刚钢港', '梅美枚', '水睡', '安暗岸',
  '康抗', '平评苹屏', '宁凝柠', '海孩', '天田添甜', '悦月越阅', '庄装桩', '桥乔巧', '东冬', '南男楠蓝兰岚澜',
  '北背贝', '中忠钟众', '贵桂归', '凤丰峰风枫锋', '香乡湘祥翔', '翠脆', '怡宜逸一义艺亿益', '春纯', '秋丘',
  '学雪', '里理李', '村存', '堂唐塘糖', '门们', '营赢盈', '柳刘留流', '松送颂', '竹筑烛', '清青轻卿', '云芸韵运', '荫阴因音银印', '绣秀袖', '洲州舟', '汇慧', '珠竹朱', '朝潮', '昌常', '祥详', '榕蓉荣容融', '湘香', '沁心', '逸怡', '卉惠', '紫子', '碧壁', '盛胜圣', '恒衡', '锋丰',
  '长常昌', '建健剑', '永咏', '国果', '宝保堡', '光广', '红虹宏鸿洪', '绿路陆鹿', '小晓', '大达', '世时士仕市',
  '公工功宫', '滨宾彬斌', '蜀树书淑舒', '瑶遥', '包报', '辉晖徽惠慧会', '苏素', '桐同铜童', '霞夏厦',
] as const;

const SOUND = new Map<string, string>();
for (const group of ALIKE) for (const char of group) if (!SOUND.has(char)) SOUND.set(char, group.charAt(0));

/** A key that is equal for names that sound alike: 灵溪小区 and 灵西小区. Same length as the name. */
export function soundOf(name: string): string {
  let key = '';
  for (const char of name) key += SOUND.get(char) ?? char;
  return key;
}
