-- Files that are announced in a table: loaded at once by a trigger, or later by a job.
--   psql -d DB -v dir=/absolute/path/of/examples -f trigger_or_job.sql
\set orders :dir /orders.csv
\set mistakes :dir /orders_mistakes.csv
\set corrected :dir /orders_corrected.csv
\set SHOW_CONTEXT never

-- At once: the row that announces a file and the move are one transaction, so a file that does not
-- fit refuses the row as well. Whoever inserts needs the rights for the move.
CREATE TABLE announced_file (
  path text PRIMARY KEY,
  target text NOT NULL,
  rows bigint
);

CREATE FUNCTION load_announced_file() RETURNS trigger
LANGUAGE plpgsql
AS $$
BEGIN
  SELECT m.rows_processed INTO NEW.rows
  FROM datamove.move(NEW.path, NEW.target,
                     CASE WHEN to_regclass(NEW.target) IS NOT NULL THEN 'existing_schema' END,
                     primary_key_columns => ARRAY['order_id']) AS m;
  RETURN NEW;
END
$$;

CREATE TRIGGER load_at_once BEFORE INSERT ON announced_file
FOR EACH ROW EXECUTE FUNCTION load_announced_file();

INSERT INTO announced_file (path, target)
VALUES (:'orders', 'orders');

INSERT INTO announced_file (path, target)
VALUES (:'mistakes', 'orders');

SELECT target, rows
FROM announced_file;

-- Later: a queue, and a procedure that works through it, to be called by pg_cron or by a cron job
-- of psql. Any number of them can run side by side; each file is a transaction of its own.
CREATE TABLE load_job (
  job_id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  path text NOT NULL,
  target text NOT NULL,
  state text NOT NULL DEFAULT 'waiting',
  rows bigint,
  error_code text,
  error_message text
);

CREATE PROCEDURE run_load_jobs()
LANGUAGE plpgsql
AS $$
DECLARE
  job load_job;
  moved bigint;
BEGIN
  LOOP
    SELECT * INTO job
    FROM load_job WHERE state = 'waiting'
    ORDER BY job_id LIMIT 1
    FOR UPDATE SKIP LOCKED;
    EXIT WHEN NOT FOUND;
    BEGIN
      SELECT m.rows_processed INTO moved
      FROM datamove.move(job.path, job.target, 'existing_schema') AS m;
      UPDATE load_job SET state = 'done', rows = moved WHERE job_id = job.job_id;
    EXCEPTION WHEN OTHERS THEN
      UPDATE load_job SET state = 'failed', error_code = SQLSTATE, error_message = SQLERRM
      WHERE job_id = job.job_id;
    END;
    COMMIT;
  END LOOP;
END
$$;

INSERT INTO load_job (path, target)
VALUES (:'mistakes', 'orders'), (:'corrected', 'orders'), ('/no/such/file.csv', 'orders');

CALL run_load_jobs();

SELECT job_id, state, rows, error_code
FROM load_job
ORDER BY job_id;

SELECT count(*) AS orders, sum(amount)
FROM orders;
