-- Rejected rows that are corrected and moved again. What changes them runs as the owner, and knows from
-- the gate, or from the gate's way of asking, whose they are.

CREATE OR REPLACE FUNCTION datamove.lock_rejected(move_id uuid, mover oid, changes boolean) RETURNS datamove.rejected_move
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  kept datamove.rejected_move;
BEGIN
  -- Not waited for: who corrects rows keeps those that are corrected from being moved, and the other way round.
  IF changes THEN
    SELECT m.* INTO kept FROM datamove.rejected_move m
    WHERE m.move_id = lock_rejected.move_id AND m.role = mover FOR UPDATE NOWAIT;
  ELSE
    SELECT m.* INTO kept FROM datamove.rejected_move m
    WHERE m.move_id = lock_rejected.move_id AND m.role = mover FOR SHARE NOWAIT;
  END IF;
  IF kept.move_id IS NOT NULL THEN
    RETURN kept;
  END IF;
  IF EXISTS (SELECT FROM datamove.rejected_row r WHERE r.move_id = lock_rejected.move_id AND r.role = mover) THEN
    RAISE EXCEPTION 'an earlier version of datamove has rejected the rows of move "%"', move_id
      USING ERRCODE = '55000', DETAIL = 'It has not kept how their file is written.',
      HINT = 'Move them from a file, and remove them with datamove.clear_rejected.';
  END IF;
  RAISE EXCEPTION 'there are no rejected rows of move "%"', move_id
    USING ERRCODE = '22023', HINT = 'The rejected rows of your own moves are in datamove.rejected_row.';
EXCEPTION WHEN lock_not_available THEN
  RAISE EXCEPTION 'another session corrects or moves the rejected rows of move "%"', move_id
    USING ERRCODE = '55P03', HINT = 'Try again once its transaction has ended.';
END
$$;
COMMENT ON FUNCTION datamove.lock_rejected(uuid, oid, boolean) IS 'A move of a role''s with rejected rows; until the transaction ends nobody else moves or, where that is wanted, corrects them';

CREATE OR REPLACE FUNCTION datamove.open_rejected(command json) RETURNS json
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  move datamove.rejected_move := datamove.lock_rejected((command ->> 'reloads')::uuid, (command ->> 'role')::oid, true);
  target text := format('%I.%I', move.schema_name, move.table_name);
  called text;
BEGIN
  IF to_regclass(target) IS NULL THEN
    SELECT format('%I.%I', n.nspname, c.relname) INTO called
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.oid = move.table_oid AND c.relkind IN ('r', 'p');
    IF called IS NULL THEN
      RAISE EXCEPTION 'table "%" does not exist', target
        USING ERRCODE = '42P01', DETAIL = format('Its rows were rejected by move "%s".', move.move_id),
        HINT = 'Move the rows from a file into another table: datamove.rejected_file gives one.';
    END IF;
    RAISE EXCEPTION 'table "%" does not exist', target
      USING ERRCODE = '42P01', DETAIL = format('Its rows were rejected by move "%s"; it is called "%s" now.', move.move_id, called),
      HINT = 'Give it its name back for the time of the call, or move the rows from a file: datamove.rejected_file gives one.';
  END IF;
  -- A session that sees rows of before must not move them a second time.
  UPDATE datamove.rejected_move m SET reloaded_at = now() WHERE m.move_id = move.move_id;
  RETURN json_build_object('schema', move.schema_name, 'name', move.table_name, 'options', move.options,
    'primary_key_columns', to_json(move.primary_key_columns), 'batch_size', move.batch_size);
END
$$;
COMMENT ON FUNCTION datamove.open_rejected(json) IS 'Carries out a command "open_rejected"; called where the command is fetched, and nowhere else';

CREATE OR REPLACE FUNCTION datamove.fetch_rejected(command json) RETURNS json
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  most_rows CONSTANT integer := 1000;
  most_bytes CONSTANT bigint := 1024 * 1024;
  rejected record;
  bytes bigint := 0;
  rows json[] := '{}';
BEGIN
  FOR rejected IN
    SELECT r.source, r.row_number, r.line_number, r.record, encode(r.record_bytes, 'hex') AS record_bytes, r.options, r.header
    FROM datamove.rejected_row r
    WHERE r.move_id = (command ->> 'reloads')::uuid AND r.role = (command ->> 'role')::oid
      AND r.row_number > (command ->> 'row')::bigint
    ORDER BY r.row_number LIMIT most_rows
  LOOP
    rows := rows || to_json(rejected);
    bytes := bytes + coalesce(octet_length(rejected.record), 0) + coalesce(octet_length(rejected.record_bytes), 0);
    EXIT WHEN bytes >= most_bytes;
  END LOOP;
  RETURN json_build_object('rows', rows);
END
$$;
COMMENT ON FUNCTION datamove.fetch_rejected(json) IS 'Carries out a command "fetch_rejected"; called where the command is fetched, and nowhere else';

CREATE OR REPLACE FUNCTION datamove.keep_again(reload uuid, move_id uuid, mover oid, rejected json) RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  kept bigint;
BEGIN
  UPDATE datamove.rejected_row r
  SET reloaded_by = reload, column_name = n.column_name, code = n.code, message = n.message, findings = n.findings
  FROM json_to_recordset(rejected) AS n(row_number bigint, column_name text, code text, message text, findings jsonb)
  WHERE r.move_id = keep_again.move_id AND r.role = mover AND r.row_number = n.row_number;
  GET DIAGNOSTICS kept = ROW_COUNT;
  IF kept <> json_array_length(rejected) THEN
    RAISE EXCEPTION 'rejected rows of move "%" were removed while they were moved', move_id USING ERRCODE = '55000';
  END IF;
END
$$;
COMMENT ON FUNCTION datamove.keep_again(uuid, uuid, oid, json) IS 'Keeps rows that are bad still, with what is wrong with them now';

CREATE OR REPLACE FUNCTION datamove.remove_reloaded(reload uuid, command json) RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  DELETE FROM datamove.rejected_row r
  WHERE r.move_id = (command ->> 'reloads')::uuid AND r.role = (command ->> 'role')::oid
    AND r.reloaded_by IS DISTINCT FROM reload;
  DELETE FROM datamove.rejected_move m
  WHERE m.move_id = (command ->> 'reloads')::uuid AND m.role = (command ->> 'role')::oid
    AND NOT EXISTS (SELECT FROM datamove.rejected_row r WHERE r.move_id = m.move_id);
END
$$;
COMMENT ON FUNCTION datamove.remove_reloaded(uuid, json) IS 'Carries out a command "remove_reloaded"; called where the command is fetched, and nowhere else';

CREATE OR REPLACE FUNCTION datamove.release_rejected(command json) RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  mover oid := (command ->> 'role')::oid;
  released record;
BEGIN
  -- Of other moves, and of those into another table, the file is none.
  FOR released IN
    SELECT m.move_id, array_agg(n.row_number) AS row_numbers
    FROM json_to_recordset(command -> 'rows') AS n(move_id uuid, row_number bigint)
    JOIN datamove.rejected_move m ON m.move_id = n.move_id AND m.role = mover
      AND m.schema_name = command #>> '{target,schema}' AND m.table_name = command #>> '{target,name}'
    GROUP BY m.move_id ORDER BY m.move_id
  LOOP
    PERFORM datamove.lock_rejected(released.move_id, mover, true);
    DELETE FROM datamove.rejected_row r
    WHERE r.move_id = released.move_id AND r.role = mover AND r.row_number = ANY (released.row_numbers);
    DELETE FROM datamove.rejected_move m
    WHERE m.move_id = released.move_id AND NOT EXISTS (SELECT FROM datamove.rejected_row r WHERE r.move_id = m.move_id);
  END LOOP;
END
$$;
COMMENT ON FUNCTION datamove.release_rejected(json) IS 'Carries out a command "release_rejected"; called where the command is fetched, and nowhere else';

-- Who corrects is found out as by engine_begin.

CREATE OR REPLACE FUNCTION datamove.correct_as_caller(state jsonb, move_id uuid, row_number bigint, record text) RETURNS jsonb
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  IF state IS NOT NULL THEN
    RAISE EXCEPTION 'rejected rows are corrected one by one' USING ERRCODE = '22023';
  END IF;
  IF move_id IS NULL OR row_number IS NULL OR record IS NULL THEN
    RAISE EXCEPTION '% must not be null',
      CASE WHEN move_id IS NULL THEN 'move_id' WHEN row_number IS NULL THEN 'row_number' ELSE 'record' END
      USING ERRCODE = '22004';
  END IF;
  RETURN jsonb_build_object('caller', to_regrole(quote_ident(current_user))::oid, 'move_id', move_id,
    'row_number', row_number, 'record', record);
END
$$;
COMMENT ON FUNCTION datamove.correct_as_caller(jsonb, uuid, bigint, text) IS 'A corrected row, with the role that corrects it';

CREATE OR REPLACE FUNCTION datamove.correct_for_caller(state jsonb) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  move datamove.rejected_move := datamove.lock_rejected((state ->> 'move_id')::uuid, (state ->> 'caller')::oid, false);
BEGIN
  UPDATE datamove.rejected_row r
  SET record = state ->> 'record', record_bytes = NULL,
    original_record = CASE WHEN r.original_record IS NULL AND r.original_bytes IS NULL THEN r.record ELSE r.original_record END,
    original_bytes = CASE WHEN r.original_record IS NULL AND r.original_bytes IS NULL THEN r.record_bytes ELSE r.original_bytes END
  WHERE r.move_id = move.move_id AND r.role = move.role AND r.row_number = (state ->> 'row_number')::bigint;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'row % of move "%" is no rejected row', state ->> 'row_number', state ->> 'move_id'
      USING ERRCODE = '22023', HINT = 'The rejected rows of your own moves are in datamove.rejected_row.';
  END IF;
  RETURN true;
END
$$;
COMMENT ON FUNCTION datamove.correct_for_caller(jsonb) IS 'Corrects a rejected row of the role that asks for it';

CREATE OR REPLACE AGGREGATE datamove.correct_own_rejected(move_id uuid, row_number bigint, record text) (
  SFUNC = datamove.correct_as_caller,
  STYPE = jsonb,
  FINALFUNC = datamove.correct_for_caller
);
COMMENT ON AGGREGATE datamove.correct_own_rejected(uuid, bigint, text) IS 'Corrects a rejected row of the caller''s moves';

CREATE OR REPLACE FUNCTION datamove.correct_rejected(move_id uuid, row_number bigint, record text) RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  PERFORM datamove.correct_own_rejected(move_id, row_number, record);
END
$$;
COMMENT ON FUNCTION datamove.correct_rejected(uuid, bigint, text) IS 'Puts another text in the place of a rejected row of the caller''s moves, as its file would have it';
