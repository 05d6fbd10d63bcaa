-- A stored procedure that loads a file: where the move fails, the procedure's earlier work stays,
-- and the failure is logged with everything the error says.
--   psql -d DB -v dir=/absolute/path/of/examples -f procedure.sql
\set orders :dir /orders.csv
\set mistakes :dir /orders_mistakes.csv

CREATE TABLE load_log (
  load_id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  path text NOT NULL,
  outcome text NOT NULL DEFAULT 'started',
  rows bigint,
  sqlstate text,
  message text,
  detail text,
  hint text
);

CREATE PROCEDURE load_orders(path text)
LANGUAGE plpgsql
AS $$
DECLARE
  id integer;
  result datamove.move_result;
  text_state text;
  text_message text;
  text_detail text;
  text_hint text;
BEGIN
  INSERT INTO load_log (path) VALUES (load_orders.path) RETURNING load_id INTO id;
  BEGIN
    SELECT * INTO result
    FROM datamove.move(load_orders.path, 'orders',
                       CASE WHEN to_regclass('orders') IS NOT NULL THEN 'existing_schema' END,
                       primary_key_columns => ARRAY['order_id']);
    UPDATE load_log SET outcome = 'loaded', rows = result.rows_processed WHERE load_id = id;
  EXCEPTION WHEN OTHERS THEN
    -- Only what happened since the inner BEGIN is undone.
    GET STACKED DIAGNOSTICS
      text_state = RETURNED_SQLSTATE,
      text_message = MESSAGE_TEXT,
      text_detail = PG_EXCEPTION_DETAIL,
      text_hint = PG_EXCEPTION_HINT;
    UPDATE load_log
    SET outcome = 'failed', sqlstate = text_state, message = text_message,
        detail = text_detail, hint = text_hint
    WHERE load_id = id;
  END;
END
$$;

CALL load_orders(:'orders');

CALL load_orders(:'mistakes');

CALL load_orders('/no/such/file.csv');

SELECT load_id, outcome, rows, sqlstate
FROM load_log
ORDER BY load_id;

-- Who corrects the file finds in the log what to correct.
SELECT detail
FROM load_log
WHERE load_id = 2;

-- The first load is what is in the table.
SELECT count(*) AS orders, sum(amount)
FROM orders;
