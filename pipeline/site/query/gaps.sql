-- ما لم تقله النصوص · What texts leave unsaid
-- أسئلة يطرحها الصحفي: time أرقام بلا أجل، place بلا مكان، speaker بلا قائل، published_on بلا تاريخ نشر. · Questions of a reporter: time (figures without a deadline), place, speaker, published_on.
-- :slot ما لم يُقل = time
with asked(slot) as (select coalesce(nullif(trim(:slot), ''), 'time'))
select v_facts.surface, gaps.question, v_facts.value, v_facts.unit, v_facts.status, v_facts.quote, v_facts.id,
  v_facts.title, v_facts.publisher, v_facts.published_on, v_facts.document_id, v_facts.permalink
from (select gaps.* from gaps, asked where gaps.slot = asked.slot order by fact_id limit 1000) as gaps
join v_facts on v_facts.id = gaps.fact_id
order by v_facts.value desc, v_facts.id
