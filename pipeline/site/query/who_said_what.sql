-- من يتحدث عن ماذا؟ · Who speaks of what?
-- كل قائل معروف وما تحدث عنه من وحدات وأفعال: كم مرة، ومتى أول مرة وآخرها. · Every speaker who is known, with the units and actions spoken of: how often, first and last.
-- :speaker القائل
with asked(speaker) as (select trim(coalesce(:speaker, '')))
select coalesce(entities.name_ar, facts.speaker_id) as speaker, coalesce(facts.unit, facts.action) as subject,
  count(*) as facts, count(distinct facts.document_id) as documents, min(facts.published_on) as first_on,
  max(facts.published_on) as last_on, facts.speaker_id
from facts join entities on entities.id = facts.speaker_id
join documents on documents.id = facts.document_id
where facts.speaker_id is not null and facts.in_body = 1 and +documents.superseded_by is null
  and (select asked.speaker in ('', facts.speaker_id) or ar_fold(asked.speaker) = ar_fold(entities.name_ar) from asked)
group by facts.speaker_id, subject
order by facts desc, speaker, subject
limit 1000
