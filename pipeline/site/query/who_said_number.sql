-- من قال هذا الرقم؟ · Who said this number?
-- الحقائق التي تذكر هذا العدد، بقائلها ومصدرها، ما له قائل أولا ثم الأقدم نشرا؛ والوحدة تضيّق السؤال، وهي رمز مثل hospital أو اسم المعدود مثل مستشفى. · Facts with this number, who says it and by what source, those with a speaker first, then the first published; the unit narrows it, a code (hospital) or the counted noun (مستشفى).
-- :value العدد = 22
-- :unit الوحدة
with asked(value, unit) as (
  select cast(replace(ar_fold(coalesce(nullif(trim(:value), ''), '22')), ',', '') as real), trim(coalesce(:unit, ''))
),
nouns(noun) as (
  select counts.value from counts, asked
  where name = 'v_figures' and field = 'noun_lemma' and ar_fold(counts.value) = ar_fold(asked.unit)
),
found(id) as (
  select id from facts
  where value = +(select value from asked) and +in_body = 1
    and ((select asked.unit from asked) in ('', +unit) or +noun_lemma in (select noun from nouns))
  order by +published_on is null, +published_on limit 1000
)
select speaker, (select name_ar from entities where entities.id = speaker_id) as entity_name, source_text, surface, unit,
  coalesce(place_label, place) as place, status, stance, said_on, quote, id, title, publisher, published_on, document_id,
  speaker_id, permalink
from v_facts
where id in (select id from found)
order by speaker is null, published_on is null, published_on, document_id, start_char
