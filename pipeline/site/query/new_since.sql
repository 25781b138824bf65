-- الجديد منذ يوم · New since a day
-- الحقائق التي نُشرت منذ يوم، مثل 2026-01-15؛ وبلا يوم: في آخر أسبوع من أيام النشر. · Facts published since a day; without one, in the last week of the days of publication.
-- :day منذ يوم
with asked(day) as (
  select coalesce(nullif(trim(:day), ''), (select date(max(published_on), '-6 days') from documents))
)
select surface, value, unit, coalesce(place_label, place) as place, status, quote, id, title, publisher, published_on,
  document_id, permalink
from v_facts
where published_on >= (select day from asked)
order by published_on desc, document_id, start_char
limit 1001
