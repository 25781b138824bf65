-- كل ما قيل عن نص قانوني · Everything on a law
-- رقم النص كما يُكتب، مثل 08.22، أو معرفه، مثل law/08.22؛ أحدث 1000 موضع، الأقدم أولا. · A number as written (08.22) or an id (law/08.22); the newest 1,000 places, the oldest first.
-- :law النص القانوني = law/08.22
with asked(law) as (select ar_fold(coalesce(nullif(trim(:law), ''), 'law/08.22'))),
newest(id) as (
  select mentions.id from mentions, asked
  where +kind = 'law' and +in_body = 1
    and entity_id in (select entities.id from entities, asked where entities.id = asked.law or code = asked.law)
  order by published_on desc limit 1000
)
select surface, entity, article, quote, id, title, publisher, published_on, document_id, entity_id, permalink
from v_mentions
where id in (select id from newest)
order by published_on, document_id, start_char
