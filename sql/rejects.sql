-- Rows that moves have rejected (on_error = reject), kept with the move that rejected them.

CREATE TABLE IF NOT EXISTS datamove.rejected_row (
  move_id uuid NOT NULL,
  rejected_at timestamptz NOT NULL DEFAULT pg_catalog.now(),
  role oid NOT NULL,
  role_name name,
  table_name text NOT NULL,
  source text,
  row_number bigint NOT NULL,
  line_number bigint NOT NULL,
  record text,
  record_bytes bytea,
  column_name text,
  code text NOT NULL,
  message text NOT NULL,
  findings jsonb NOT NULL DEFAULT '[]',
  options jsonb,
  header text[],
  original_record text,
  original_bytes bytea,
  reloaded_by uuid,
  PRIMARY KEY (move_id, row_number)
);
-- What an installation of before has not.
ALTER TABLE datamove.rejected_row
  ALTER COLUMN record DROP NOT NULL,
  ADD COLUMN IF NOT EXISTS source text,
  ADD COLUMN IF NOT EXISTS role_name name,
  ADD COLUMN IF NOT EXISTS record_bytes bytea,
  ADD COLUMN IF NOT EXISTS findings jsonb,
  ADD COLUMN IF NOT EXISTS options jsonb,
  ADD COLUMN IF NOT EXISTS header text[],
  ADD COLUMN IF NOT EXISTS original_record text,
  ADD COLUMN IF NOT EXISTS original_bytes bytea,
  ADD COLUMN IF NOT EXISTS reloaded_by uuid;
UPDATE datamove.rejected_row r SET
  role_name = (SELECT o.rolname FROM pg_catalog.pg_roles o WHERE o.oid = r.role),
  findings = jsonb_build_array(jsonb_build_object('code', r.code, 'column_name', r.column_name, 'value', NULL,
    'message', r.message, 'hint', NULL, 'sqlstate', NULL))
WHERE r.findings IS NULL;
ALTER TABLE datamove.rejected_row
  ALTER COLUMN findings SET DEFAULT '[]',
  ALTER COLUMN findings SET NOT NULL;
COMMENT ON TABLE datamove.rejected_row IS 'Rows that moves have rejected; each role sees those of its own moves';
COMMENT ON COLUMN datamove.rejected_row.move_id IS 'The move, as report ->> ''move_id'' of its result names it';
COMMENT ON COLUMN datamove.rejected_row.rejected_at IS 'When the move''s transaction began';
COMMENT ON COLUMN datamove.rejected_row.role IS 'OID of the role that moved the file';
COMMENT ON COLUMN datamove.rejected_row.role_name IS 'Its name when it did';
COMMENT ON COLUMN datamove.rejected_row.table_name IS 'The target, qualified and quoted';
COMMENT ON COLUMN datamove.rejected_row.source IS 'The file';
COMMENT ON COLUMN datamove.rejected_row.row_number IS 'Data row of the file, from 1';
COMMENT ON COLUMN datamove.rejected_row.line_number IS 'Physical line of the file on which the row starts, from 1';
COMMENT ON COLUMN datamove.rejected_row.record IS 'The row as the file has it, with its line end; NULL where text cannot hold it';
COMMENT ON COLUMN datamove.rejected_row.record_bytes IS 'Where text cannot hold the row, its bytes in the file''s encoding: it has a NUL, bytes that stand for no character, or a character that the database''s encoding has not';
COMMENT ON COLUMN datamove.rejected_row.column_name IS 'The column of the first problem, or NULL where the whole row is malformed';
COMMENT ON COLUMN datamove.rejected_row.code IS 'Code of the first problem';
COMMENT ON COLUMN datamove.rejected_row.message IS 'Message of the first problem';
COMMENT ON COLUMN datamove.rejected_row.findings IS 'Every problem of the row, the first one first: an array of objects with code, column_name, value, message, hint and sqlstate';
COMMENT ON COLUMN datamove.rejected_row.options IS 'How the file is written, as members of the argument "options"';
COMMENT ON COLUMN datamove.rejected_row.header IS 'The names of the fields of a whole record of the file; where the file has none, of the columns that they go to';
COMMENT ON COLUMN datamove.rejected_row.original_record IS 'Where the row was corrected, what "record" was before the first time';
COMMENT ON COLUMN datamove.rejected_row.original_bytes IS 'Where the row was corrected, what "record_bytes" was before the first time';
COMMENT ON COLUMN datamove.rejected_row.reloaded_by IS 'The last call of datamove.reload_rejected that found the row to be bad still, by an id of its own';

CREATE TABLE IF NOT EXISTS datamove.rejected_move (
  move_id uuid PRIMARY KEY,
  role oid NOT NULL,
  schema_name name NOT NULL,
  table_name name NOT NULL,
  table_oid oid NOT NULL,
  options jsonb NOT NULL,
  primary_key_columns text[] NOT NULL,
  batch_size integer,
  reloaded_at timestamptz
);
COMMENT ON TABLE datamove.rejected_move IS 'Moves with rejected rows, with what it takes to move those again; each role sees its own';
COMMENT ON COLUMN datamove.rejected_move.move_id IS 'The move';
COMMENT ON COLUMN datamove.rejected_move.role IS 'OID of the role that moved the file';
COMMENT ON COLUMN datamove.rejected_move.schema_name IS 'Schema of the target';
COMMENT ON COLUMN datamove.rejected_move.table_name IS 'Name of the target';
COMMENT ON COLUMN datamove.rejected_move.table_oid IS 'OID of the target';
COMMENT ON COLUMN datamove.rejected_move.options IS 'The argument "options" of the move';
COMMENT ON COLUMN datamove.rejected_move.primary_key_columns IS 'Its argument "primary_key_columns"';
COMMENT ON COLUMN datamove.rejected_move.batch_size IS 'Its argument "batch_size"';
COMMENT ON COLUMN datamove.rejected_move.reloaded_at IS 'When its rejected rows were last moved again';

ALTER TABLE datamove.rejected_row ENABLE ROW LEVEL SECURITY;
ALTER TABLE datamove.rejected_move ENABLE ROW LEVEL SECURITY;
DO $policies$
DECLARE
  own CONSTANT text := '(role = (SELECT r.oid FROM pg_catalog.pg_roles r WHERE r.rolname = current_user))';
BEGIN
  DROP POLICY IF EXISTS own_moves ON datamove.rejected_row;
  EXECUTE 'CREATE POLICY own_moves ON datamove.rejected_row FOR SELECT USING ' || own;
  COMMENT ON POLICY own_moves ON datamove.rejected_row IS 'Each role has the rows of its own moves';
  DROP POLICY IF EXISTS own_moves ON datamove.rejected_move;
  EXECUTE 'CREATE POLICY own_moves ON datamove.rejected_move FOR SELECT USING ' || own;
  COMMENT ON POLICY own_moves ON datamove.rejected_move IS 'Each role has its own moves';
END
$policies$;

-- Users have SELECT only: whoever may change a table may lock it against all others. What changes it
-- runs as the owner, and knows from the gate or from the gate's way of asking whose rows they are.

DROP FUNCTION IF EXISTS datamove.store_rejected(uuid, text, json); -- what once did it as the caller

CREATE OR REPLACE FUNCTION datamove.store_rejected(move_id uuid, command json) RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  mover oid := (command ->> 'role')::oid;
  target text := format('%I.%I', command #>> '{target,schema}', command #>> '{target,name}');
  again uuid := (command ->> 'reloads')::uuid;
  owner oid;
BEGIN
  -- The role is the gate's, the target what the caller says.
  IF has_any_column_privilege(mover, to_regclass(target)::oid, 'INSERT') IS NOT TRUE THEN
    RAISE EXCEPTION 'permission denied for table %', target USING ERRCODE = '42501';
  END IF;
  IF again IS NOT NULL THEN
    PERFORM datamove.keep_again(move_id, again, mover, command -> 'rows');
    RETURN;
  END IF;
  INSERT INTO datamove.rejected_move (move_id, role, schema_name, table_name, table_oid, options, primary_key_columns, batch_size)
  SELECT store_rejected.move_id, mover, command #>> '{target,schema}', command #>> '{target,name}', to_regclass(target)::oid,
    (command -> 'options')::jsonb, ARRAY(SELECT json_array_elements_text(command -> 'primary_key_columns')),
    (command ->> 'batch_size')::integer
  ON CONFLICT ON CONSTRAINT rejected_move_pkey DO NOTHING;
  SELECT m.role INTO owner FROM datamove.rejected_move m WHERE m.move_id = store_rejected.move_id;
  -- The caller can begin a conversation with an id of another's move.
  IF owner IS DISTINCT FROM mover THEN
    RAISE EXCEPTION 'a move of another role has the id %', move_id USING ERRCODE = '42501';
  END IF;
  INSERT INTO datamove.rejected_row (move_id, role, role_name, table_name, source, row_number, line_number,
    record, record_bytes, column_name, code, message, findings, options, header)
  SELECT store_rejected.move_id, mover, pg_get_userbyid(mover), target, r.source, r.row_number, r.line_number,
    r.record, r.record_bytes, r.column_name, r.code, r.message, r.findings, r.options, r.header
  FROM json_to_recordset(command -> 'rows') AS r(source text, row_number bigint, line_number bigint, record text,
    record_bytes bytea, column_name text, code text, message text, findings jsonb, options jsonb, header text[]);
END
$$;
COMMENT ON FUNCTION datamove.store_rejected(uuid, json) IS 'Keeps the rows of a command "keep_rejected" as those of the role that moves them; called where the command is fetched, and nowhere else';

CREATE OR REPLACE FUNCTION datamove.clear_as_caller(state jsonb, older_than interval) RETURNS jsonb
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  IF state IS NOT NULL THEN
    RAISE EXCEPTION 'rejected rows are cleared once' USING ERRCODE = '22023';
  END IF;
  RETURN jsonb_build_object('caller', to_regrole(quote_ident(current_user))::oid, 'until', now() - older_than);
END
$$;
COMMENT ON FUNCTION datamove.clear_as_caller(jsonb, interval) IS 'Which rejected rows to remove, with the role that asks for it';

CREATE OR REPLACE FUNCTION datamove.clear_for_caller(state jsonb) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  cleared bigint;
BEGIN
  -- Waits for whoever corrects or moves these rows.
  PERFORM FROM datamove.rejected_move m WHERE m.role = (state ->> 'caller')::oid ORDER BY m.move_id FOR UPDATE;
  DELETE FROM datamove.rejected_row r
  WHERE r.role = (state ->> 'caller')::oid AND r.rejected_at <= (state ->> 'until')::timestamptz;
  GET DIAGNOSTICS cleared = ROW_COUNT;
  DELETE FROM datamove.rejected_move m
  WHERE m.role = (state ->> 'caller')::oid AND NOT EXISTS (SELECT FROM datamove.rejected_row r WHERE r.move_id = m.move_id);
  RETURN cleared;
END
$$;
COMMENT ON FUNCTION datamove.clear_for_caller(jsonb) IS 'Removes rejected rows of the role that asked for it; gives their number';

-- Who asks is found out as by engine_begin.
CREATE OR REPLACE AGGREGATE datamove.clear_own_rejected(older_than interval) (
  SFUNC = datamove.clear_as_caller,
  STYPE = jsonb,
  FINALFUNC = datamove.clear_for_caller
);
COMMENT ON AGGREGATE datamove.clear_own_rejected(interval) IS 'Removes the rejected rows of the caller''s moves that are at least that old; gives their number';

CREATE OR REPLACE FUNCTION datamove.clear_rejected(older_than interval DEFAULT '0') RETURNS bigint
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  RETURN (SELECT datamove.clear_own_rejected(older_than));
END
$$;
COMMENT ON FUNCTION datamove.clear_rejected(interval) IS 'Removes the rejected rows of the caller''s moves that are at least that old; gives their number';
