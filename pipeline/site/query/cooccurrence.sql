-- من يُذكر مع من؟ · Who is named with whom?
-- ما يُذكر في جملة واحدة مع هذا الشخص أو المكان أو النص: كم جملة وكم وثيقة؛ في أحدث 2000 ذكر له. · What is named in one sentence with this person, place or text: sentences and documents; in its newest 2,000 mentions.
-- :entity المعرّف = region/01
with here as materialized (
  select sentence_id, document_id from mentions
  where entity_id = coalesce(nullif(trim(:entity), ''), 'region/01') and +in_body = 1
  order by published_on desc limit 2000
)
select coalesce(entities.name_ar, entities.name_fr, entities.id) as name, entities.kind,
  count(distinct here.sentence_id) as sentences, count(distinct here.document_id) as documents,
  entities.id as entity_id
from here cross join mentions as other on other.sentence_id = here.sentence_id
join entities on entities.id = other.entity_id
where entities.id <> coalesce(nullif(trim(:entity), ''), 'region/01')
group by entities.id
order by sentences desc, entities.id
limit 500
