-- Run once, on an empty volume. The services' role owns its database and nothing else.
\getenv app_password EDGEVOICE_PASSWORD
CREATE ROLE {{user}} LOGIN PASSWORD :'app_password';
CREATE DATABASE {{database}} OWNER {{user}};
REVOKE ALL ON DATABASE {{database}} FROM PUBLIC;
