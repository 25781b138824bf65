-- ما تغطيه القاعدة · What the database covers
-- كل ناشر: كم وثيقة، وكم حقيقة، وأول يوم وآخر يوم، وكم وثيقة بلا تاريخ. · Every outlet: documents, facts, first and last day, documents without a day.
select documents.publisher, count(*) as documents, sum(published_on is null) as undated, min(published_on) as first_on,
  max(published_on) as last_on,
  (select number from counts where name = 'v_facts' and field = 'publisher' and value = documents.publisher) as facts
from documents
where +superseded_by is null
group by documents.publisher
order by documents desc, documents.publisher
limit 1000
