# A temporary cluster for bench/run, and what it measures in it. Sourced.

as_server=()
[ "$(id -u)" != 0 ] || as_server=(runuser -u postgres --)
bin=$("${PG_CONFIG:-pg_config}" --bindir)
home=$(mktemp -d "${TMPDIR:-/tmp}/datamove-bench-XXXXXX")
port=$((20000 + RANDOM % 20000))
warm_pid=

stop_cluster() {
  local status=$?
  [ -z "$warm_pid" ] || kill "$warm_pid" 2> /dev/null || true
  [ -z "${web_pid:-}" ] || kill "$web_pid" 2> /dev/null || true
  if [ "$keep" = yes ] && [ "$status" = 0 ]; then
    printf '\nThe cluster keeps running: psql -h %s -p %s -U postgres bench\n' "$home" "$port"
    return
  fi
  "${as_server[@]}" "$bin/pg_ctl" stop --mode=immediate --silent --pgdata="$home/data" > /dev/null 2>&1 || true
  rm -rf "$home"
}
trap stop_cluster EXIT

psql_args() { printf '%s\n' -X -q -A -t -v ON_ERROR_STOP=1 -h "$home" -p "$port" -U "${1:-postgres}" bench; }

sql() { psql $(psql_args) -c "$1"; }

# A session that stays, so that its JVM does: a statement goes in, a mark comes out.
warm() {
  local line
  printf '%s\n;\n\\echo bench-done\n' "$1" >&"${WARM[1]}"
  while IFS= read -r line <&"${WARM[0]}"; do
    [ "$line" != bench-done ] || return 0
    printf '%s\n' "$line"
    case $line in *ERROR:*) return 1 ;; esac
  done
  return 1
}

start_cluster() {
  local jvm jar options
  jar=$root/target/datamove-server.jar
  [ -f "$jar" ] || (cd "$root" && mvn -o -q -DskipTests package || mvn -q -DskipTests package)
  mkdir "$home/chunks" "$home/files"
  cp "$jar" "$home/datamove-server.jar"
  cp "$root/deploy-descriptor/datamove.policy" "$home/"
  chmod 755 "$home"
  [ "$(id -u)" != 0 ] || chown -R postgres "$home"
  "${as_server[@]}" "$bin/initdb" --pgdata="$home/data" --username=postgres --auth=trust \
    --encoding=UTF8 --locale=C --no-sync > "$home/said" 2>&1
  options=" -Djava.io.tmpdir=$home/chunks"
  cat > "$home/settings.conf" <<END
listen_addresses = ''
port = $port
unix_socket_directories = '$home'
shared_buffers = 512MB
max_wal_size = 16GB
checkpoint_timeout = 1h
autovacuum = off
timezone = 'UTC'
END
  if [ -n "$(pljava_jvm)" ]; then
    sed -e "s|^pljava.libjvm_location = .*|pljava.libjvm_location = '$(pljava_jvm)'|" \
      -e "s|\"file:[^\"]*/datamove.policy\"|\"file:$home/datamove.policy\"|" \
      -e "s|^\(pljava.vmoptions = '.*\)'|\1$options'|" \
      "$root/deploy-descriptor/postgresql.conf.sample" >> "$home/settings.conf"
  fi
  printf "include '%s'\n" "$home/settings.conf" >> "$home/data/postgresql.conf"
  "${as_server[@]}" "$bin/pg_ctl" start --wait --silent --pgdata="$home/data" --log="$home/log"
  psql -X -q -h "$home" -p "$port" -U postgres postgres -c 'CREATE DATABASE bench'
  psql $(psql_args) -v jar="$home/datamove-server.jar" -f "$root/sql/install.sql" > "$home/said" 2>&1 || { cat "$home/said" >&2; exit 1; }
  sql "INSERT INTO datamove.setting VALUES ('chunk_directory', '$home/chunks')
    ON CONFLICT (name) DO UPDATE SET value = excluded.value;
    CREATE SCHEMA bench;
    CREATE ROLE reader; GRANT datamove_user TO reader; GRANT CREATE ON DATABASE bench TO reader;
    GRANT ALL ON SCHEMA bench TO reader" > /dev/null
  sql "SELECT datamove.allow_source('$home/files', 'reader')" > /dev/null
  coproc WARM { exec psql $(psql_args) 2>&1; }
  warm_pid=$WARM_PID
  printf 'machine: %s, %s cores, %s MB\n' "$(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -1)" \
    "$(nproc)" "$(($(sed -n 's/^MemTotal: *\([0-9]*\).*/\1/p' /proc/meminfo) / 1024))"
  printf 'server: PostgreSQL %s; %s\n' "$(sql 'SHOW server_version')" "$(sql 'SELECT datamove.version()')"
  printf 'settings: %s\n' "$(grep -v "^#\|^$\|directories\|^port\|listen\|policy\|libjvm" "$home/settings.conf" | sed "s|$options||" | paste -sd ';' | sed 's/;/; /g')"
}

# The Java for PL/Java, or nothing where there is no PL/Java.
pljava_jvm() {
  local java
  [ -f "$("${PG_CONFIG:-pg_config}" --sharedir)/extension/pljava.control" ] || return 0
  java=$(readlink -f "${JAVA_HOME:+$JAVA_HOME/bin/java}" 2> /dev/null || true)
  [ -x "$java" ] || java=$(readlink -f "$(command -v java)")
  printf '%s\n' "$(dirname "$(dirname "$java")")/lib/server/libjvm.so"
}

# Makes the file and the table of a case, unless it needs an extension that is not there.
prepare_case() {
  case_rows= case_title= case_columns= case_select= case_after= case_extension= case_missing= case_index= case_settings= case_before= case_drop=
  case_contenders='copy_csv copy_binary client_copy pljava pljava_first pljava_analyze new_table validate insert_path program pgloader'
  . "$root/bench/cases/$1.sh"
  case_rows=${rows:-$case_rows}
  if [ -n "$case_extension" ]; then
    if [ ! -f "$("${PG_CONFIG:-pg_config}" --sharedir)/extension/$case_extension.control" ]; then
      case_missing=$case_extension
      return
    fi
    sql "SET client_min_messages = error; CREATE EXTENSION IF NOT EXISTS $case_extension"
  fi
  csv=$home/files/$1.csv
  sql "CREATE TABLE bench.target ($case_columns)"
  sql "CREATE TABLE bench.made ($case_columns)"
  sql "INSERT INTO bench.made SELECT $case_select FROM generate_series(1, $case_rows) AS i ORDER BY i"
  sql "COPY bench.made TO '$csv' (FORMAT csv, HEADER)"
  sql "COPY bench.made TO '$home/files/$1.bin' (FORMAT binary)"
  binary=$home/files/$1.bin
  sql "GRANT ALL ON bench.target TO reader; $case_after"
  [ -z "$case_index" ] || sql "$case_index"
  [ -z "$case_settings" ] || warm "SET $case_settings"
  warm 'VACUUM (FREEZE) bench.made'
}

# Peak resident memory of a new session that moves the file, and the most that lies in the chunk directory.
watch_memory() {
  local most=0 size peak
  psql $(psql_args) -f - > "$home/watched" 2>&1 <<END &
SELECT success FROM datamove.move('$csv', 'bench.target', 'existing_schema', options => '{"analyze": false}');
\o | cat > $home/peak
SELECT pg_read_file('/proc/self/status');
END
  local moving=$!
  while kill -0 "$moving" 2> /dev/null; do
    size=$(du -sb "$home/chunks" 2> /dev/null | cut -f1)
    [ "${size:-0}" -le "$most" ] || most=$size
    sleep 0.05
  done
  peak=$(sed -n 's/^VmHWM:[^0-9]*\([0-9]*\).*/\1/p' "$home/peak")
  printf 'memory %s: peak RSS of the session %s MB, shared buffers it touched included; chunk directory at most %s MB\n' \
    "$1" $((peak / 1024)) $((most / 1000000))
}
