-- للمراجعة أولا · To be checked first
-- الحقائق التي قاعدتها أقل ثقة، الأقل أولا: ابدأ التصحيح من هنا. · The facts whose reading is least sure, the least sure first: begin correcting here.
select confidence, surface, value, unit, coalesce(place_label, place) as place, status, end_date, quote, rule, id,
  title, publisher, published_on, document_id, permalink
from v_facts
order by confidence
limit 1000
