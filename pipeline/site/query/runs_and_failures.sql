-- عمليات الإدخال وما تعذر · Runs and failures
-- كل عملية إدخال، وما تعذرت قراءته فيها ولماذا وما العمل. · Every ingest, and what failed in it.
select runs.id as run, started_at, state, new, changed, unchanged, failed, seconds,
  failures.source, stage, error, hint
from runs left join failures on failures.run_id = runs.id
order by runs.id desc, failures.id
limit 1001
