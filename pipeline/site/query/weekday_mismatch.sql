-- أيام لا توافق تواريخها · Days that do not fit their dates
-- يوم أسبوع لا يوافق التاريخ، أو تاريخ هجري لا يوافق الميلادي. · A weekday that does not fit its date, a Hijri date that does not fit the Gregorian.
select kind, surface, message, quote, id, title, publisher, published_on, document_id, permalink
from v_warnings
where kind in ('weekday_mismatch', 'hijri_mismatch', 'impossible_date')
order by published_on desc, document_id, start_char
