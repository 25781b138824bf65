-- من يتحدث عن ماذا؟ · Who speaks of what?
-- كل قائل معروف وما تحدث عنه من وحدات وأفعال: كم مرة، ومتى أول مرة وآخرها؛ في أحدث 5000 قول. · Every speaker who is known, with the units and actions spoken of: how often, first and last; in the newest 5,000 statements.
-- :speaker القائل
with asked(speaker) as (select trim(coalesce(:speaker, ''))),
said as materialized (
  select speaker_id, unit, action, document_id, published_on from facts
  where speaker_id is not null and +in_body = 1
    and +document_id not in (select id from documents where superseded_by > '')
  order by published_on desc limit 5000
)
select coalesce(entities.name_ar, facts.speaker_id) as speaker, coalesce(facts.unit, facts.action) as subject,
  count(*) as facts, count(distinct facts.document_id) as documents, min(facts.published_on) as first_on,
  max(facts.published_on) as last_on, facts.speaker_id
from said as facts join entities on entities.id = facts.speaker_id
where (select asked.speaker in ('', facts.speaker_id) or ar_fold(asked.speaker) = ar_fold(entities.name_ar) from asked)
group by facts.speaker_id, subject
order by facts desc, speaker, subject
limit 1000
