-- الموعود والمنجز · Promised and done
-- الوعود التي يفيد نص لاحق بإنجاز شيء منها: كم وُعد، وكم أُنجز، وكم بقي. · Promises of which a later text reports something done: how much was promised, done, and left.
select promises.due_on, promises.state, v_facts.surface, v_facts.value, promises.done, promises.remaining,
  coalesce(v_facts.place_label, v_facts.place) as place, v_facts.quote, outcome.quote as done_quote, v_facts.id,
  v_facts.title, v_facts.publisher, v_facts.published_on, v_facts.document_id, promises.outcome_id as other_id,
  v_facts.permalink
from (select * from promises where outcome_id is not null or done is not null order by due_on desc limit 1000)
  as promises
join v_facts on v_facts.id = promises.fact_id
left join facts as outcome on outcome.id = promises.outcome_id
order by promises.due_on desc, v_facts.id
