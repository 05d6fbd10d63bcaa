-- Has every command that the engine gives told to the client as well, whatever becomes of it: a
-- notice is sent at once, and no rollback takes it back.

ALTER FUNCTION datamove.engine_turn(uuid, text) RENAME TO turn_of_engine;

CREATE FUNCTION datamove.engine_turn(move_id uuid, answer text) RETURNS json
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  command json := datamove.turn_of_engine(move_id, answer);
BEGIN
  RAISE NOTICE 'sent %', command;
  RETURN command;
END
$$;
REVOKE ALL ON FUNCTION datamove.engine_turn(uuid, text) FROM PUBLIC;
