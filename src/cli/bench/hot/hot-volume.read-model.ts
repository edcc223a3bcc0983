import { sql } from '../../../persistence/sql.js';
import type { Tx } from '../../../persistence/unit-of-work.js';

/** Everyday matters; each estate has all of them. */
const MATTERS = [
  '楼道灯坏了，晚上看不见',
  '路灯不亮好几天了',
  '电梯又停了',
  '垃圾没人收，臭得很',
  '下水道堵了，污水往外冒',
  '消防通道被车堵住了',
  '门禁坏了锁不上',
  '广场舞太吵，孩子没法写作业',
  '家里厨房漏水',
  '停车位不够，天天抢',
  '物业费涨了没人解释',
  '快递柜打不开',
];

/** Fills an empty database with made-up cases of a year in 2,000 estates; some have two reporters. */
export async function fillWithCases(tx: Tx, cases: number): Promise<void> {
  await sql(tx).run(
    `with made as (
       select i, 'C' || i % 200 as community, 'H' || i as number, '小区' || (i * 7919) % 2000 as estate,
              ($2::text[])[1 + (i / 3) % cardinality($2::text[])] || '，第' || i || '回' as text,
              timestamptz '2026-01-01 08:00+08' + i * interval '5 minutes' as at
       from generate_series(1, $1::integer) i
     ), filed as (
       insert into community_case (community_id, number, status, level, kind, category, urgency, text, place, estate,
                                   unit_id, method, opened_at, due_at)
       select community, number, 'assigned', 'on_spot', '求助', '城乡建设', 'normal', text, estate, estate, community,
              'hefei-luyang', at, at + interval '3 days' from made
     )
     insert into case_reporter (community_id, case_number, account_id, contact_id, joined_at)
     select community, number, 'bench', (i * 31) % 50000, at from made
     union all
     select community, number, 'bench', 50000 + i % 50000, at from made where i % 5 = 0`,
    [cases, MATTERS],
  );
}
