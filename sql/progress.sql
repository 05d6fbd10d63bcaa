-- How long moves say how far they are: with notices to their caller, and to everybody by
-- application_name. What is set here is undone by the caller of tell_progress when its work is done,
-- and with the subtransaction in which the work runs when it fails.

CREATE OR REPLACE FUNCTION datamove.progress_option(options jsonb) RETURNS interval
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  given jsonb := options -> 'progress';
BEGIN
  IF given IS NULL OR given = 'null' THEN
    RETURN interval '5 seconds';
  ELSIF given = '"off"' THEN
    RETURN NULL;
  ELSIF jsonb_typeof(given) = 'number' AND given >= '0' AND given <= '3600' THEN
    RETURN given::double precision * interval '1 second';
  END IF;
  RAISE EXCEPTION 'invalid value for option "progress": "%"', options ->> 'progress'
    USING ERRCODE = '22023', HINT = 'It takes a number of seconds from 0 to 3600, or "off".';
END
$$;
COMMENT ON FUNCTION datamove.progress_option(jsonb) IS 'How much time passes between two notices of progress; NULL where none are wanted';

CREATE OR REPLACE FUNCTION datamove.show_duration(seconds double precision) RETURNS text
LANGUAGE sql IMMUTABLE
SET search_path = pg_catalog, pg_temp
AS $$
  SELECT CASE
    WHEN s < 60 THEN format('%s s', s)
    WHEN s < 3600 THEN format('%s min %s s', s / 60, s % 60)
    ELSE format('%s h %s min', s / 3600, s % 3600 / 60)
  END
  FROM (SELECT ceil(least(seconds, 1e9))::bigint) AS x(s)
$$;
COMMENT ON FUNCTION datamove.show_duration(double precision) IS 'A time for people, such as 3 min 20 s';

CREATE OR REPLACE FUNCTION datamove.tell_progress(
  request jsonb, rows_loaded bigint, progress json, started timestamptz) RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  rows_done bigint := coalesce(rows_loaded, (progress ->> 'rows')::bigint);
  bytes_read bigint := (progress ->> 'bytes')::bigint;
  total bigint := nullif((progress ->> 'total_bytes')::bigint, 0);
  seconds double precision := greatest(extract(epoch FROM clock_timestamp() - started), 0.000001);
  share double precision := bytes_read::double precision / total;
  percent text := floor(100 * share)::bigint || '%';
  doing text := CASE WHEN rows_loaded IS NULL
    THEN format('reading "%s"', datamove.shown_text(request ->> 'csv_path', false))
    ELSE format('loading table "%s.%s"', request #>> '{target,schema}', request #>> '{target,name}') END;
BEGIN
  RAISE NOTICE USING MESSAGE = concat_ws(', ',
    format('%s: %s', doing, CASE rows_done WHEN 1 THEN '1 row' ELSE rows_done || ' rows' END),
    pg_size_pretty(bytes_read) || CASE WHEN total IS NULL THEN '' ELSE format(' of %s (%s)', pg_size_pretty(total), percent) END,
    format('%s rows/s', round(rows_done / seconds)::bigint),
    CASE WHEN share > 0 AND share < 1 THEN datamove.show_duration(seconds * (1 - share) / share) || ' left' END);
  -- In ASCII and 63 characters, lest it be cut with a notice of PostgreSQL's own.
  PERFORM set_config('application_name', left(regexp_replace(
    concat_ws(', ', 'datamove: ' || coalesce(percent, pg_size_pretty(bytes_read)), rows_done || ' rows', doing),
    '[^ -~]', '?', 'g'), 63), true);
END
$$;
COMMENT ON FUNCTION datamove.tell_progress(jsonb, bigint, json, timestamptz) IS 'Says how far a move is: to its caller in a notice, to others in application_name';
