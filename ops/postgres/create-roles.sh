#!/bin/bash
# Runs once, when the data folder is made: a role and a database for the product, and a role for Temporal, whose schema job
# makes its two databases itself.
set -euo pipefail
psql --username "$POSTGRES_USER" --dbname postgres -v ON_ERROR_STOP=1 \
  -v loyalty_password="$LOYALTY_DB_PASSWORD" -v temporal_password="$TEMPORAL_DB_PASSWORD" <<'SQL'
CREATE ROLE loyalty LOGIN PASSWORD :'loyalty_password';
CREATE DATABASE loyalty OWNER loyalty;
CREATE ROLE temporal LOGIN CREATEDB PASSWORD :'temporal_password';
SQL
