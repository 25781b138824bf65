-- أقوال شخص أو جهة · What a person or a body said
-- اكتب الاسم كما تعرفه أو معرفه؛ وبلا اسم: أحدث ما أُسند إلى قائل. · A name as you know it or an id; without one, the newest that is attributed to anybody.
-- :speaker القائل
with asked(speaker) as (select trim(coalesce(:speaker, ''))),
speakers(id) as (
  select id from entities, asked
  where asked.speaker <> '' and (id = asked.speaker or entities.rowid in (
    select rowid from entities_fts, asked where entities_fts match ar_search(asked.speaker)))
),
newest(id) as (
  select id from (
    select id from facts
    where (select speaker = '' from asked) and speaker is not null and +in_body = 1
    order by published_on desc limit 1000
  )
  union
  select id from (
    select id from facts where speaker_id in (select id from speakers) and +in_body = 1
    order by +published_on desc limit 1000
  )
)
select speaker, (select name_ar from entities where entities.id = speaker_id) as entity_name, surface, quote,
  said_on, stance, source_text, id, title, publisher, published_on, document_id, speaker_id, permalink
from v_facts
where id in (select id from newest)
order by published_on desc, document_id, start_char
