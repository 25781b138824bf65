-- أين تتفق الوثائق وأين تختلف؟ · Where documents agree and differ
-- أزواج الحقائق بحكم واحد: conflict تعارض، agreement اتفاق، rounding تقريب، update رقم أحدث... · Pairs of facts with one verdict: conflict, agreement, rounding, update, planned_done, different_scope...
-- :verdict الحكم = conflict
with asked(verdict) as (select coalesce(nullif(trim(:verdict), ''), 'conflict'))
select comparisons.verdict, comparisons.explanation, v_facts.surface, v_facts.quote, other.surface as other_surface,
  other.quote as other_quote, v_facts.id, v_facts.title, v_facts.publisher, v_facts.published_on, v_facts.document_id,
  comparisons.other_id, v_facts.permalink
from (
  select comparisons.* from comparisons, asked where comparisons.verdict = asked.verdict order by comparisons.id
  limit 1000
) as comparisons
join v_facts on v_facts.id = comparisons.fact_id
join facts as other on other.id = comparisons.other_id
order by v_facts.published_on desc, comparisons.id
