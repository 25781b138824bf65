-- تصحيحات بلا موضع · Corrections without a place
-- تصحيحات لم يعد نصها موجودا: أعد النظر فيها. · Corrections whose words are found no more: look at them again.
select source, quote, field, value, why, author, corrected_on, id
from corrections
where state = 'orphaned'
order by corrected_on desc, id
limit 1001
