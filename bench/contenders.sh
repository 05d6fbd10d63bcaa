# What bench/run can measure. A contender has three functions: can_ says whether it can run here,
# before_ prepares a run, run_ is what is measured. Sourced.

move="SELECT success FROM datamove.move"
quiet='options => '\''{"analyze": false, "progress": "off"}'\'''

always() { :; }
has_pljava() { [ -n "$(pljava_jvm)" ]; }

can_copy_csv() { always; }
before_copy_csv() { before_append; }
run_copy_csv() { warm "BEGIN; $([ -n "$case_before" ] || printf 'TRUNCATE bench.target;') COPY bench.target FROM '$csv' (FORMAT csv, HEADER); COMMIT"; }

# The limit: the file has been checked and encoded already.
can_copy_binary() { always; }
before_copy_binary() { always; }
run_copy_binary() { warm "BEGIN; TRUNCATE bench.target; COPY bench.target FROM '$binary' (FORMAT binary); COMMIT"; }

can_client_copy() { always; }
before_client_copy() { always; }
run_client_copy() {
  psql $(psql_args) -c 'BEGIN' -c 'TRUNCATE bench.target' \
    -c "\\copy bench.target FROM '$csv' (FORMAT csv, HEADER)" -c 'COMMIT'
}

# A session that has moved before.
can_pljava() { has_pljava; }
before_pljava() { always; }
run_pljava() { warm "$move('$csv', 'bench.target', 'existing_schema', $quiet)"; }

# A new session: the JVM's start is included.
can_pljava_first() { has_pljava; }
before_pljava_first() { always; }
run_pljava_first() { psql $(psql_args) -c "$move('$csv', 'bench.target', 'existing_schema', $quiet)"; }

# By hand: the index of the case dropped before the rows and made again after them.
can_copy_rebuild() { [ -n "$case_index" ]; }
before_copy_rebuild() { always; }
run_copy_rebuild() {
  warm "BEGIN; DROP INDEX bench.target_index; TRUNCATE bench.target;
    COPY bench.target FROM '$csv' (FORMAT csv, HEADER); $case_index; COMMIT"
}

# Indexes are kept up row by row, as by COPY.
can_pljava_never() { has_pljava; }
before_pljava_never() { always; }
run_pljava_never() {
  warm "$move('$csv', 'bench.target', 'existing_schema',
    options => '{\"analyze\": false, \"progress\": \"off\", \"rebuild_indexes\": \"never\"}')"
}

# With the statistics refreshed, which COPY does not do.
can_pljava_analyze() { has_pljava; }
before_pljava_analyze() { always; }
run_pljava_analyze() { warm "$move('$csv', 'bench.target', 'existing_schema')"; }

can_new_table() { has_pljava; }
before_new_table() { sql 'SET client_min_messages = error; DROP TABLE IF EXISTS bench.inferred'; }
run_new_table() { warm "$move('$csv', 'bench.inferred', $quiet)"; }

can_validate() { has_pljava; }
before_validate() { always; }
run_validate() { warm "SELECT count(*) FROM datamove.validate('$csv', 'bench.target', 'existing_schema', $quiet)"; }

# Behind the rows that are there, which go and come again before each run.
append='"mode": "append", "analyze": false, "progress": "off"'

can_append() { has_pljava; }
before_append() { [ -z "$case_before" ] || sql "$case_before"; }
run_append() { warm "$move('$csv', 'bench.target', 'existing_schema', options => '{$append}')"; }

# With every row tried with the table's constraints.
can_validate_append() { has_pljava; }
before_validate_append() { before_append; }
run_validate_append() { warm "SELECT count(*) FROM datamove.validate('$csv', 'bench.target', 'existing_schema', options => '{$append}')"; }

can_append_rejects() { has_pljava; }
before_append_rejects() { before_append; }
run_append_rejects() { warm "$move('$csv', 'bench.target', 'existing_schema', options => '{$append, \"on_error\": \"reject\"}')"; }

# A caller without pg_read_server_files.
can_insert_path() { has_pljava; }
before_insert_path() { always; }
run_insert_path() { warm "SET ROLE reader; $move('$csv', 'bench.target', 'existing_schema', $quiet); RESET ROLE"; }

# The same functions reached through a Java process; a database of its own would be needed to have
# both engines installed, so they are installed anew.
can_program() { command -v java > /dev/null; }
before_program() {
  [ "${program_ready:-}" = yes ] || {
    psql -X -q -h "$home" -p "$port" -U postgres postgres -c 'CREATE DATABASE bench_program'
    psql -X -q -h "$home" -p "$port" -U postgres bench_program -v jar="$home/datamove-server.jar" -v engine=program \
      -v java="$(readlink -f "$(command -v java)")" -f "$root/sql/install.sql" > /dev/null 2>&1
    psql -X -q -h "$home" -p "$port" -U postgres bench_program -c "INSERT INTO datamove.setting VALUES ('chunk_directory', '$home/chunks')
      ON CONFLICT (name) DO UPDATE SET value = excluded.value" -c 'CREATE SCHEMA bench'
    program_ready=yes
  }
  psql -X -q -h "$home" -p "$port" -U postgres bench_program \
    -c "SET client_min_messages = error; ${case_extension:+CREATE EXTENSION IF NOT EXISTS $case_extension;}
      DROP TABLE IF EXISTS bench.target; CREATE TABLE bench.target ($case_columns); $case_after"
}
run_program() {
  psql -X -q -A -t -h "$home" -p "$port" -U postgres bench_program \
    -c "$move('$csv', 'bench.target', 'existing_schema', $quiet)"
}

can_pgloader() { command -v pgloader > /dev/null; }
before_pgloader() { sql 'TRUNCATE bench.target'; }
run_pgloader() {
  pgloader --type csv --with 'skip header = 1' --with 'fields terminated by '\'','\''' "$csv" \
    "postgresql://postgres@unix:$home:$port/bench?bench.target"
}

# A loader in Python, from the package csvkit.
can_csvsql() { command -v csvsql > /dev/null && "$(sed -n '1s/^#! *//p' "$(command -v csvsql)")" -c 'import psycopg2' 2> /dev/null; }
before_csvsql() { sql 'TRUNCATE bench.target'; }
run_csvsql() {
  csvsql --db "postgresql://postgres@/bench?host=$home&port=$port" --db-schema bench --tables target \
    --insert --no-create --no-inference "$csv"
}

gzip_file() { [ -f "$csv.gz" ] || gzip --keep "$csv"; }

can_copy_gzip() { command -v gzip > /dev/null; }
before_copy_gzip() { gzip_file; }
run_copy_gzip() { warm "BEGIN; TRUNCATE bench.target; COPY bench.target FROM PROGRAM 'gzip -dc $csv.gz' (FORMAT csv, HEADER); COMMIT"; }

can_pljava_gzip() { has_pljava && can_copy_gzip; }
before_pljava_gzip() { gzip_file; }
run_pljava_gzip() { warm "$move('$csv.gz', 'bench.target', 'existing_schema', $quiet)"; }

# The same file by HTTP: what the client of object stores costs, without a store's own work.
can_pljava_s3_gzip() { can_pljava_gzip && command -v python3 > /dev/null; }
before_pljava_s3_gzip() {
  gzip_file
  [ -z "${web_pid:-}" ] || return 0
  web_port=$((port + 1))
  python3 -m http.server --bind 127.0.0.1 --directory "$home" "$web_port" > /dev/null 2>&1 &
  web_pid=$!
  sql "CREATE SERVER web FOREIGN DATA WRAPPER datamove_s3 OPTIONS (endpoint 'http://127.0.0.1:$web_port');
    CREATE USER MAPPING FOR PUBLIC SERVER web OPTIONS (access_key_id 'any', secret_access_key 'any')"
  sleep 1
}
run_pljava_s3_gzip() {
  warm "$move('s3://files/$(basename "$csv").gz', 'bench.target', 'existing_schema',
    options => '{\"analyze\": false, \"progress\": \"off\", \"server\": \"web\"}')"
}
