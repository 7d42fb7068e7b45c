#!/usr/bin/env bash
# Roles and databases, once, when the volume is empty. Owner and application are different roles everywhere: the owner
# migrates, the application works. Nobody can enter a database that is not theirs.
set -euo pipefail

make() { # database owner owner-password application application-password
    psql -v ON_ERROR_STOP=1 --username postgres --dbname postgres \
        -v database="$1" -v owner="$2" -v owner_password="$3" -v app="$4" -v app_password="$5" <<'SQL'
CREATE ROLE :"owner" LOGIN PASSWORD :'owner_password';
CREATE ROLE :"app" LOGIN PASSWORD :'app_password';
CREATE DATABASE :"database" OWNER :"owner";
REVOKE ALL ON DATABASE :"database" FROM PUBLIC;
GRANT CONNECT ON DATABASE :"database" TO :"app";
\connect :"database"
REVOKE ALL ON SCHEMA public FROM PUBLIC;
ALTER SCHEMA public OWNER TO :"owner";
GRANT USAGE ON SCHEMA public TO :"app";
SQL
}

make promotion_bus promotion_bus_owner "$BUS_OWNER_PASSWORD" promotion_bus_app "$BUS_APP_PASSWORD"
for environment in dev stg prod; do
    upper=${environment^^}
    owner_password="USERS_${upper}_OWNER_PASSWORD"
    app_password="USERS_${upper}_APP_PASSWORD"
    make "users_$environment" "users_${environment}_owner" "${!owner_password}" \
        "users_${environment}_app" "${!app_password}"
done
psql -v ON_ERROR_STOP=1 --username postgres --dbname postgres -v password="$KEYCLOAK_DB_PASSWORD" <<'SQL'
CREATE ROLE keycloak LOGIN PASSWORD :'password';
CREATE DATABASE keycloak OWNER keycloak;
REVOKE ALL ON DATABASE keycloak FROM PUBLIC;
SQL
