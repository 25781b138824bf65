-- وثائق بلا تاريخ · Undated documents
-- لا شيء يدل على يوم نشرها، فبقيت تواريخها النسبية بلا حل؛ يُضاف التاريخ بالأمر pipeline set. · Nothing says when they were published, so their relative dates stay unresolved: pipeline set mends it.
select title, publisher, source,
  (select count(*) from v_dates where v_dates.document_id = v_documents.id
    and start_date is null and timex_type <> 'SET') as unresolved_dates,
  id as document_id
from v_documents
where published_on is null
order by unresolved_dates desc, source
limit 1001
