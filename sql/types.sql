-- The result types of the public functions, and the administrator's settings.

DO $types$
BEGIN
  IF pg_catalog.to_regtype('datamove.move_result') IS NULL THEN
    CREATE TYPE datamove.move_result AS (
      success boolean,
      operation_type text,
      table_name text,
      rows_processed bigint,
      rows_inserted bigint,
      rows_updated bigint,
      rows_unchanged bigint,
      rows_skipped bigint,
      rows_rejected bigint,
      table_created boolean,
      schema_updated boolean,
      dry_run boolean,
      execution_time interval,
      warnings text[],
      report jsonb
    );
  ELSIF NOT EXISTS (SELECT FROM pg_catalog.pg_attribute a JOIN pg_catalog.pg_class c ON c.oid = a.attrelid
    WHERE c.reltype = 'datamove.move_result'::pg_catalog.regtype AND a.attname = 'rows_inserted')
  THEN
    -- A type gets attributes at its end only, and dropping it would take the users' views along.
    ALTER TYPE datamove.move_result
      ADD ATTRIBUTE rows_inserted bigint,
      ADD ATTRIBUTE rows_updated bigint,
      ADD ATTRIBUTE rows_unchanged bigint,
      ADD ATTRIBUTE rows_skipped bigint;
  END IF;
  IF pg_catalog.to_regtype('datamove.finding') IS NULL THEN
    CREATE TYPE datamove.finding AS (
      severity text,
      code text,
      column_name text,
      row_number bigint,
      line_number bigint,
      value text,
      occurrences bigint,
      message text,
      hint text,
      source text
    );
  ELSIF NOT EXISTS (SELECT FROM pg_catalog.pg_attribute a JOIN pg_catalog.pg_class c ON c.oid = a.attrelid
    WHERE c.reltype = 'datamove.finding'::pg_catalog.regtype AND a.attname = 'source')
  THEN
    ALTER TYPE datamove.finding ADD ATTRIBUTE source text;
  END IF;
  IF pg_catalog.to_regtype('datamove.column_profile') IS NULL THEN
    CREATE TYPE datamove.column_profile AS (
      ordinal integer,
      name text,
      data_type text,
      nullable boolean,
      rows bigint,
      nulls bigint,
      min_length integer,
      max_length integer,
      examples text[],
      note text
    );
  END IF;
END
$types$;

COMMENT ON TYPE datamove.move_result IS 'What datamove.move did, or would do';
COMMENT ON TYPE datamove.finding IS 'A problem, a warning or a planned change, found by datamove.validate';
COMMENT ON TYPE datamove.column_profile IS 'A column of a CSV file as datamove.inspect sees it';

CREATE TABLE IF NOT EXISTS datamove.setting (
  name text PRIMARY KEY,
  value text NOT NULL
);
COMMENT ON TABLE datamove.setting IS 'Settings of the administrator; read by the engine''s gate, written by the owner only';
COMMENT ON COLUMN datamove.setting.name IS 'chunk_directory: the directory of the server in which moves make their private directories; java, jar, java_options: how engine "program" is started';
COMMENT ON COLUMN datamove.setting.value IS 'The setting''s value';
