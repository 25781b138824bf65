-- ما يحين أجله · What falls due
-- الوعود التي أجلها بين يومين، مثل 2026-01-01 و2026-01-31، أقربها أولا. · Promises due between two days, such as 2026-01-01 and 2026-01-31, the nearest first.
-- :first من يوم
-- :last إلى يوم
with asked(first, last) as (
  select coalesce(nullif(trim(:first), ''), '0001-01-01'), coalesce(nullif(trim(:last), ''), '9999-12-31')
)
select promises.due_on, promises.state, v_facts.surface, v_facts.status, promises.remaining,
  coalesce(v_facts.place_label, v_facts.place) as place, v_facts.speaker, v_facts.quote, v_facts.id, v_facts.title,
  v_facts.publisher, v_facts.published_on, v_facts.document_id, v_facts.permalink
from (
  select promises.* from promises, asked where due_on between asked.first and asked.last order by due_on limit 1000
) as promises
join v_facts on v_facts.id = promises.fact_id
order by promises.due_on, v_facts.id
