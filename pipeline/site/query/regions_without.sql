-- جهات لا رقم فيها · Regions without a figure
-- جهات تذكرها الوثائق ولا حقيقة فيها ولا في ما تضمه بهذه الوحدة، وآخر ما قيل عن غيرها. · Regions that documents name of which, and of whose provinces and communes, no fact tells this unit; beside those of which some do.
-- :unit الوحدة = bed
with recursive typed(unit) as (select coalesce(nullif(trim(:unit), ''), 'bed')),
-- A counted noun (سرير) stands for the unit that it is read as.
asked(unit) as (
  select coalesce((
    select figures.unit from counts join figures on figures.noun_lemma = counts.value
    where counts.name = 'v_figures' and field = 'noun_lemma' and ar_fold(counts.value) = ar_fold(typed.unit)
      and figures.unit is not null limit 1
  ), typed.unit) from typed
),
inside(region, id) as (
  select id, id from entities where kind = 'region'
  union
  select inside.region, entities.id from entities join inside on entities.parent_id = inside.id
)
select regions.name_ar as place, count(facts.id) as facts, max(facts.published_on) as last_on, regions.population,
  regions.id as entity_id
from entities as regions join inside on inside.region = regions.id
left join facts on facts.place_id = inside.id and +facts.unit = (select unit from asked) and +facts.in_body = 1
where regions.kind = 'region'
group by regions.id
order by facts, regions.id
