-- الأسرّة حسب المكان · Beds by place
-- كل عدد من الأسرّة بمكانه إن ذُكر، وكم يساوي لكل عشرة آلاف نسمة بحسب الإحصاء؛ أحدث 1000. · Every number of beds with its place where one is named, and the rate for 10,000 inhabitants by the census; the newest 1,000.
with newest(id) as (
  select id from facts where unit = 'bed' and +in_body = 1 order by published_on desc limit 1000
)
select coalesce(place_label, place) as place, qualifier, value, value_max, noun, change, status, start_date, end_date,
  per_10000(value, (select population from entities where entities.id = place_id)) as per_10000,
  quote, id, title, publisher, published_on, document_id, permalink
from v_facts
where id in (select id from newest)
order by place is null, place, published_on desc, value desc, id
