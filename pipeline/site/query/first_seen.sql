-- من نشر الرقم أولا؟ · Who published a figure first?
-- لكل رقم من وحدة ذكرته وثيقتان أو أكثر: أول من نشره، وكم وثيقة ذكرته بعده. · For every figure of a unit that several documents tell: who was first, and how many told it.
-- :unit الوحدة = bed
with typed(unit) as (select coalesce(nullif(trim(:unit), ''), 'bed')),
-- A counted noun (سرير) stands for the unit that it is read as.
asked(unit) as (
  select coalesce((
    select figures.unit from counts join figures on figures.noun_lemma = counts.value
    where counts.name = 'v_figures' and field = 'noun_lemma' and ar_fold(counts.value) = ar_fold(typed.unit)
      and figures.unit is not null limit 1
  ), typed.unit) from typed
),
told as materialized (
  select facts.value, facts.unit, facts.place_id, facts.published_on, facts.document_id, facts.surface, facts.id
  from facts join documents on documents.id = facts.document_id
  where facts.unit = (select unit from asked) and +facts.in_body = 1 and facts.published_on is not null
    and +facts.value is not null and +documents.superseded_by is null
  order by facts.published_on desc limit 20000
),
-- Of each group the row with the least day: SQLite takes the other columns from the row that min() found.
first as (
  select value, unit, place_id, min(published_on) as first_on, count(distinct document_id) as documents, document_id,
    id, surface
  from told group by value, unit, place_id having count(distinct document_id) > 1
)
select first.surface, first.value, first.unit, coalesce(entities.name_ar, first.place_id) as place, first.first_on,
  documents.publisher, documents.title, first.documents, first.id, first.document_id
from first join documents on documents.id = first.document_id left join entities on entities.id = first.place_id
order by first.documents desc, first.value desc
limit 1000
