-- أحدث الوثائق · Latest documents
-- الوثائق من الأحدث نشرا، وما وُجد في كل منها. · Documents by day of publication, with what was found in each.
select title, publisher, published_on, published_how, country, figures, dates, source, id as document_id, permalink
from v_documents
order by published_on desc, title
limit 1001
