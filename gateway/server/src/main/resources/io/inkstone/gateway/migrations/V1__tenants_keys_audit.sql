-- Standard SQL: the same file is meant to run on PostgreSQL.
CREATE TABLE tenants (
    id                  VARCHAR(64) PRIMARY KEY,
    requests_per_minute BIGINT,
    tokens_per_minute   BIGINT,
    concurrency         BIGINT,
    tokens_per_day      BIGINT,
    models              VARCHAR(4096) NOT NULL DEFAULT '',
    created_at          TIMESTAMP WITH TIME ZONE NOT NULL
);

CREATE TABLE api_keys (
    id         VARCHAR(32) PRIMARY KEY,
    tenant     VARCHAR(64) NOT NULL REFERENCES tenants (id),
    name       VARCHAR(128) NOT NULL,
    hash       CHAR(64) NOT NULL UNIQUE,
    admin      BOOLEAN NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    revoked_at TIMESTAMP WITH TIME ZONE
);

CREATE TABLE audit (
    at                TIMESTAMP WITH TIME ZONE NOT NULL,
    request_id        VARCHAR(128) NOT NULL,
    tenant            VARCHAR(64) NOT NULL,
    key_id            VARCHAR(32) NOT NULL,
    operation         VARCHAR(160) NOT NULL,
    status            INTEGER NOT NULL,
    outcome           VARCHAR(64) NOT NULL,
    prompt_tokens     BIGINT NOT NULL,
    completion_tokens BIGINT NOT NULL,
    took_millis       BIGINT NOT NULL
);

CREATE INDEX audit_by_tenant ON audit (tenant, at);
