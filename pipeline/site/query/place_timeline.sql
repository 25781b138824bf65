-- الخط الزمني لمكان · Timeline of a place
-- ما قيل عن المكان وما يقع داخله، بحسب التواريخ المذكورة في الجملة نفسها أو تاريخ النشر؛ أحدث 300 ذكر له. · What is said of a place and of what lies in it, by the dates of the sentence or the day of publication; its newest 300 mentions.
-- :place المكان: معرفه أو اسمه = region/01
with recursive typed(place) as (select coalesce(nullif(trim(:place), ''), 'region/01')),
asked(id) as (
  select entities.id from entities, typed where entities.id = typed.place or code = ar_fold(typed.place)
  union
  select id from entities, typed
  where entities.rowid in (select rowid from entities_fts, typed where entities_fts match ar_search(typed.place))
    and ar_fold(typed.place) in (ar_fold(name_ar), ar_fold(name_fr))
  union
  select entities.id from entities join asked on entities.parent_id = asked.id
),
newest(id) as (
  select id from mentions
  where +kind = 'place' and +in_body = 1 and entity_id in (select id from asked)
  order by published_on desc limit 300
)
select coalesce(said.start_date, named.published_on) as day, said.surface as dates, named.surface as place,
  named.quote, named.id, named.title, named.publisher, named.published_on, named.document_id, named.permalink
from v_mentions as named left join dates as said on said.sentence_id = named.sentence_id
where named.id in (select id from newest)
order by day is null, day, named.document_id, named.start_char
