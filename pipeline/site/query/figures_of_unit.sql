-- كل أرقام وحدة مع جملها · All figures of a unit, with their sentences
-- الوحدة رمز مثل bed أو اسم المعدود مثل سرير؛ أحدث 1000 رقم، الأكبر أولا. · The unit is a code (bed) or the counted noun (سرير); the newest 1,000 figures, the largest first.
-- :unit الوحدة = bed
with asked(unit) as (select coalesce(nullif(trim(:unit), ''), 'bed')),
nouns(noun) as (
  select value from counts, asked
  where name = 'v_figures' and field = 'noun_lemma' and ar_fold(value) = ar_fold(asked.unit)
),
newest(id) as (
  select id from (
    select id from figures where unit = (select unit from asked) and +in_body = 1
    order by published_on desc limit 1000
  )
  union
  select id from (
    select id from figures where noun_lemma in (select noun from nouns) and +in_body = 1
    order by +published_on desc limit 1000
  )
)
select surface, qualifier, value, value_max, unit, noun, quote, id, title, publisher, published_on, document_id,
  permalink
from v_figures
where id in (select id from newest)
order by value desc, published_on desc, id
