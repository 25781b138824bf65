-- الأماكن الأكثر ذكرا · Places most named
-- الجهات والأقاليم والجماعات والبلدان، وعدد الوثائق التي تذكرها. · Regions, provinces, communes and countries.
select name_ar, kind, mentions, documents, name_fr, code, id as entity_id
from v_entities
where mentions > 0 and kind in ('region', 'province', 'commune', 'arrondissement', 'country', 'place')
order by mentions desc, id
limit 1001
