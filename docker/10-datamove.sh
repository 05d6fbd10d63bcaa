#!/usr/bin/env bash
# Installs datamove into the database that the image creates, once, when its cluster is new.
set -euo pipefail

psql -X -v ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" \
  -c 'CREATE EXTENSION IF NOT EXISTS vector'
psql -X -v ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" \
  -v jar=/usr/share/datamove/datamove-server.jar -f /usr/share/datamove/sql/install.sql
