-- النصوص القانونية المذكورة · Legal texts cited
-- القوانين والمراسيم والقرارات، وعدد الوثائق التي تذكرها. · Laws, decrees and orders, most cited first.
select name_ar, kind, mentions, documents, code, id as entity_id
from v_entities
where mentions > 0 and kind not in ('person', 'organization', 'concept', 'programme', 'region', 'province', 'commune', 'arrondissement', 'country', 'place')
order by mentions desc, id
limit 1001
