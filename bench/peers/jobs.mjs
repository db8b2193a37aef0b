// The jobs as SQL. What differs between the systems is handed in as `how`: how each best finds the values that stand.
//
// A criterion is not met when one of its compared values is not; met when all that the unit's class needs are; else
// undecided. The tables `need` (by class and criterion) and `class_need` (by class) hold what the class needs.

// Every comparison as one range of whole numbers: "more than" is at least one more (world.mjs fills low and high).
export const holds = (n, d) => `l.factor * ${n} - l.bound * ${d} between l.low and l.high`;
const met = holds('s.numerator', 's.denominator');

const outcome_of_criterion = `case when c.met < c.compared then 'n'
  when c.compared = k.compared and k.unloaded = 0 then 'm' else 'u' end`;

const columns = (count, column) => Array.from({ length: count }, (_, at) => column(at)).join(', ');
const sum_of = (condition) => `sum(case when ${condition} then 1 else 0 end)`;

// CTEs from `standing` (unit, measure, numerator, denominator) to `result`, a row per unit of the table `units`.
// `klass` says where the class of a unit is: in the table of units, or already beside its values.
export function judging(set, units = 'unit', klass = 'u.class', criteria = 19) {
  const with_units = klass === 'u.class' ? `join ${units} u on u.ordinal = s.unit` : '';
  return `per_criterion as (
    select s.unit, ${klass} as class, l.criterion, ${sum_of(met)} as met, count(*) as compared
    from standing s ${with_units}
      join lim l on l.set_no = ${set} and l.measure = s.measure and l.class = ${klass} and l.state = 0
    group by s.unit, ${klass}, l.criterion),
  judged as (
    select c.unit, c.criterion, c.met, ${outcome_of_criterion} as outcome
    from per_criterion c join need k on k.set_no = ${set} and k.class = c.class and k.criterion = c.criterion),
  per_unit as (
    select unit, ${sum_of("outcome = 'n'")} as failed, ${sum_of("outcome = 'm'")} as criteria_met,
      sum(met) as indicators_met,
      ${columns(criteria, (at) => `${sum_of(`criterion = ${at} and outcome = 'm'`)} as c${at}`)}
    from judged group by unit),
  result as (
    select u.ordinal, u.code, u.province, u.district,
      case when coalesce(p.failed, 0) > 0 then 'n' when coalesce(p.criteria_met, 0) = k.criteria then 'm'
        else 'u' end as outcome,
      coalesce(p.criteria_met, 0) as criteria_met, coalesce(p.indicators_met, 0) as indicators_met,
      k.criteria - coalesce(p.criteria_met, 0) as criteria_open,
      k.indicators - coalesce(p.indicators_met, 0) as indicators_open,
      ${columns(criteria, (at) => `coalesce(p.c${at}, 0) as c${at}`)}
    from ${units} u join class_need k on k.set_no = ${set} and k.class = u.class
      left join per_unit p on p.unit = u.ordinal)`;
}

export const ask_units = 'select code, outcome, criteria_met, indicators_met from result order by ordinal';

export const ask_nearest = `select code, criteria_open, indicators_open from result where outcome <> 'm'
  order by criteria_open, indicators_open, ordinal limit 50`;

// A CTE more, then the question: nation, provinces and, when asked for, districts.
export function roll_up(has_districts = true, criteria = 19) {
  const sums = `sum(units) as units, sum(titles) as titles, sum(undecided) as undecided,
    sum(criteria_met) as criteria_met, ${columns(criteria, (at) => `sum(c${at}) as c${at}`)}`;
  const levels = [
    `select 0 as level, 0 as node, ${sums} from by_district`,
    `select 1, province, ${sums} from by_district group by province`,
    `select 2, district, ${sums} from by_district group by district`,
  ];
  return `, by_district as (
    select province, district, count(*) as units, ${sum_of("outcome = 'm'")} as titles,
      ${sum_of("outcome = 'u'")} as undecided, sum(criteria_met) as criteria_met,
      ${columns(criteria, (at) => `sum(c${at}) as c${at}`)}
    from result group by province, district)
  ${levels.slice(0, has_districts ? 3 : 2).join(' union all ')} order by 1, 2`;
}

// Many days at once. `span` is a day's first and last quarter; every value is judged once, then counted in the spans
// in which it stands: from its own quarter up to the next one reported, if the span reaches back to it.
export function over_time(how, world, set, spans, grouped) {
  const group = grouped ? 'u.province' : '0';
  return `with current as (${how.current(world, set)}),
  timed as (
    select unit, measure, quarter, numerator, denominator,
      coalesce(lead(quarter) over (partition by unit, measure order by quarter), 99) - quarter as gap
    from current),
  met_or_not as (
    select s.unit, u.class, l.criterion, s.quarter, case when s.gap > 5 then 5 else s.gap end as gap,
      case when ${met} then 1 else 0 end as met
    from timed s join unit u on u.ordinal = s.unit
      join lim l on l.set_no = ${set} and l.measure = s.measure and l.class = u.class and l.state = 0),
  per_criterion as (
    select w.span, s.unit, s.class, s.criterion, sum(s.met) as met, count(*) as compared
    from met_or_not s join step t on t.gap = s.gap
      join ${spans} w on w.last = s.quarter + t.k and w.first <= s.quarter
    group by w.span, s.unit, s.class, s.criterion),
  per_unit as (
    select c.span, c.unit, ${sum_of('c.met < c.compared')} as failed,
      ${sum_of('c.met = c.compared and c.compared = k.compared and k.unloaded = 0')} as criteria_met
    from per_criterion c join need k on k.set_no = ${set} and k.class = c.class and k.criterion = c.criterion
    group by c.span, c.unit),
  per_group as (
    select p.span, ${group} as node, ${sum_of('p.failed > 0')} as failed,
      ${sum_of('p.failed = 0 and p.criteria_met = k.criteria')} as titles, sum(p.criteria_met) as criteria_met
    from per_unit p join unit u on u.ordinal = p.unit
      join class_need k on k.set_no = ${set} and k.class = u.class
    group by 1, 2),
  node as (select ${group} as node, count(*) as units from unit u group by 1)`;
}

// Days that have the same span have the same answer.
export const every_month = `
  select m.month, n.node, coalesce(g.titles, 0), n.units - coalesce(g.titles, 0) - coalesce(g.failed, 0),
    coalesce(g.criteria_met, 0)
  from month m cross join node n left join per_group g on g.span = m.span and g.node = n.node order by 1, 2`;

export const every_quarter = `
  select w.span, coalesce(g.titles, 0), n.units - coalesce(g.titles, 0) - coalesce(g.failed, 0),
    coalesce(g.criteria_met, 0)
  from quarter_span w cross join node n left join per_group g on g.span = w.span order by 1`;

export function pivot(how) {
  return `with current as (${how.current_of(0)}),
  timed as (
    select unit, quarter, numerator, denominator,
      coalesce(lead(quarter) over (partition by unit order by quarter), 99) - quarter as gap
    from current)
  select w.span, u.district, sum(s.numerator), sum(s.denominator), count(*),
    sum(${how.whole('20000 * s.numerator + s.denominator', '2 * s.denominator')})
  from timed s join step t on t.gap = case when s.gap > 5 then 5 else s.gap end
    join quarter_span w on w.last = s.quarter + t.k and w.first <= s.quarter
    join unit u on u.ordinal = s.unit
  group by w.span, u.district order by 1, 2`;
}

export function explain(how, world, unit) {
  return `select l.indicator, s.numerator, s.denominator, s.quarter,
    case when l.state = 1 then 'a' when l.state = 2 or s.numerator is null then 'u' when ${met} then 'm' else 'n' end
  from unit u join lim l on l.set_no = 0 and l.class = u.class
    left join (${how.of_unit(world, unit)}) s on s.measure = l.measure
  where u.ordinal = ${unit} order by l.indicator`;
}

// Only shares can be added up, only over units that went whole, and only when each of them has a value.
export const merging = `composed as (
    select new_unit, count(*) as parts from link group by new_unit having min(whole) = 1),
  standing as (
    select g.new_unit as unit, o.measure, sum(o.numerator) as numerator, sum(o.denominator) as denominator
    from composed g join link k on k.new_unit = g.new_unit
      join old_standing o on o.unit = k.old_unit
      join measure m on m.measure = o.measure and m.is_share = 1
    group by g.new_unit, o.measure, g.parts having count(*) = g.parts)`;

// Every job of a system by name, the slow ones last. `world` has what days and sizes come to: spans and known events.
export function questions(how, world) {
  const standing = how.standing(world, world.now);
  const earlier = how.standing(world, world.earlier);
  return {
    Q1: `with standing as (${standing}), ${judging(0)} ${ask_units}`,
    Q2: `with standing as (${standing}), ${judging(0)} ${roll_up()}`,
    Q4a: pivot(how),
    Q4b: `with standing as (${standing}), ${judging(0)} ${ask_nearest}`,
    Q5: explain(how, world, Math.floor(world.units / 2)),
    Q7: `with standing as (${earlier}), ${judging(0)} ${roll_up()}`,
    Q9: `with old_standing as (${standing}), ${merging}, ${judging(0, 'merged')} ${roll_up(false)}`,
    Q8: over_time(how, world, 1, 'quarter_span', false) + every_quarter,
    Q3: over_time(how, world, 0, 'month_span', true) + every_month,
  };
}
