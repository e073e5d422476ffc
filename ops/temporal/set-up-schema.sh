#!/bin/sh
# Makes Temporal's two databases and brings their schemas up to date; harmless to repeat. Reads SQL_HOST, SQL_PORT, SQL_USER and
# SQL_PASSWORD.
set -eu
export SQL_PLUGIN=postgres12
schemas=/etc/temporal/schema/postgresql/v12
for database in temporal temporal_visibility; do
  case $database in
    temporal) folder=temporal ;;
    *) folder=visibility ;;
  esac
  temporal-sql-tool --db "$database" create
  temporal-sql-tool --db "$database" setup-schema -v 0.0
  temporal-sql-tool --db "$database" update-schema -d "$schemas/$folder/versioned"
done
