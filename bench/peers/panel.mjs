// DuckDB's quickest layout: a row per measure and unit, a column per quarter, holding the newest version of each value.
// What stands on a day is then the first of five columns that is not empty: no grouping. It knows no earlier versions
// and nothing of a single unit that the long table does not find sooner, so it answers where it is quicker.
import { every_month, every_quarter, holds, judging, ask_units, ask_nearest, merging, roll_up } from './jobs.mjs';

const quarters_of = (world) => Array.from({ length: world.quarters }, (_, at) => at);

// Newest first: the columns of one span, of a numerator or a denominator.
function newest(letter, { first, last }) {
  const columns = [];
  for (let quarter = last; quarter >= first; --quarter) columns.push(`${letter}${quarter}`);
  return `coalesce(${columns.join(', ')}, null)`;
}

export function panel_table(world) {
  const pivoted = quarters_of(world).flatMap((at) => [
    `max(numerator) filter (quarter = ${at}) as n${at}`,
    `max(denominator) filter (quarter = ${at}) as d${at}`,
  ]);
  return `create table panel as select v.unit, v.measure, u.class, u.province, u.district, ${pivoted.join(', ')}
    from value v join unit u on u.ordinal = v.unit where until = 2147483647
    group by v.unit, v.measure, u.class, u.province, u.district order by v.measure, v.unit`;
}

const standing_in = (world, span, set) => `
  select unit, measure, class, ${newest('n', span)} as numerator, ${newest('d', span)} as denominator
  from panel where measure in (${world.measures_of(set)}) and ${newest('n', span)} is not null`;

// All spans side by side: each value judged once per quarter, then per span the newest judgement, met 1, not met 0.
function over_time(world, set, spans, grouped) {
  const group = grouped ? 'u.province' : '0';
  const each = spans.map((span, at) => ({ ...span, at }));
  const judged = quarters_of(world).map((at) => `(${holds(`p.n${at}`, `p.d${at}`)})::utinyint as m${at}`);
  const list = (text) => each.map(text).join(', ');
  return `with judged as (
      select p.unit, p.class, l.criterion, ${judged.join(', ')}
      from panel p join lim l on l.set_no = ${set} and l.measure = p.measure and l.class = p.class and l.state = 0),
    standing as (select unit, class, criterion, ${list((span) => `${newest('m', span)} as s${span.at}`)} from judged),
    per_criterion as (
      select unit, class, criterion,
        ${list(({ at }) => `min(s${at}) as least${at}, count(s${at}) as compared${at}`)}
      from standing group by unit, class, criterion),
    per_unit as (
      select c.unit, ${list(
        ({ at }) => `count(*) filter (least${at} = 0) as failed${at},
        count(*) filter (least${at} = 1 and compared${at} = k.compared and k.unloaded = 0) as met${at}`,
      )}
      from per_criterion c join need k on k.set_no = ${set} and k.class = c.class and k.criterion = c.criterion
      group by c.unit),
    wide as (
      select ${group} as node, ${list(
        ({ at }) => `{'span': ${at}, 'failed': count(*) filter (p.failed${at} > 0),
        'titles': count(*) filter (p.failed${at} = 0 and p.met${at} = k.criteria),
        'criteria_met': sum(p.met${at})} as g${at}`,
      )}
      from per_unit p join unit u on u.ordinal = p.unit join class_need k on k.set_no = ${set} and k.class = u.class
      group by 1),
    per_group as (
      select node, unnest([${list(({ at }) => `g${at}`)}], recursive := true) from wide),
    node as (select ${group} as node, count(*) as units from unit u group by 1)`;
}

function pivot(world) {
  const parts = world.quarter_spans.map((span, at) => {
    const n = newest('n', span);
    const d = newest('d', span);
    return `select ${at}, p.district, sum(${n}), sum(${d}), count(*), sum((20000 * ${n} + ${d}) // (2 * ${d}))
      from panel p where p.measure = 0 and ${n} is not null group by p.district`;
  });
  return `${parts.join(' union all ')} order by 1, 2`;
}

export function panel_questions(world) {
  const standing = standing_in(world, world.now, 0);
  return {
    Q1: `with standing as (${standing}), ${judging(0, 'unit', 's.class')} ${ask_units}`,
    Q2: `with standing as (${standing}), ${judging(0, 'unit', 's.class')} ${roll_up()}`,
    Q3: over_time(world, 0, world.month_spans, true) + every_month,
    Q4a: pivot(world),
    Q4b: `with standing as (${standing}), ${judging(0, 'unit', 's.class')} ${ask_nearest}`,
    Q8: over_time(world, 1, world.quarter_spans, false) + every_quarter,
    Q9: `with old_standing as (${standing}), ${merging}, ${judging(0, 'merged')} ${roll_up(false)}`,
  };
}
