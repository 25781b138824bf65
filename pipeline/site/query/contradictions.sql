-- تناقضات وتنبيهات · Contradictions and warnings
-- يوم أسبوع لا يوافق تاريخه، وهجري لا يوافق ميلاديه، وحساب لا يستقيم. · A weekday that does not fit its date, a Hijri day that does not fit, sums that do not add up.
select kind, message, surface, quote, id, title, publisher, published_on, document_id, permalink from v_warnings
union all
select kind, message, null, null, id, title, publisher, published_on, document_id, permalink from v_consistency where verdict = 'contradicts'
order by document_id, id
limit 1001
