-- What tenants left with the gateway; the contents lie in DIR/files.
CREATE TABLE files (
    id         VARCHAR(40) PRIMARY KEY,
    tenant     VARCHAR(64) NOT NULL,
    filename   VARCHAR(255) NOT NULL,
    purpose    VARCHAR(32) NOT NULL,
    bytes      BIGINT NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    expires_at TIMESTAMP WITH TIME ZONE NOT NULL
);

CREATE INDEX files_by_tenant ON files (tenant, created_at, id);
CREATE INDEX files_by_expiry ON files (expires_at);

-- 'moments' says when a batch came to each status, as JSON.
CREATE TABLE batches (
    id          VARCHAR(40) PRIMARY KEY,
    tenant      VARCHAR(64) NOT NULL,
    key_id      VARCHAR(128) NOT NULL,
    endpoint    VARCHAR(64) NOT NULL,
    input_file  VARCHAR(40) NOT NULL,
    output_file VARCHAR(40) NOT NULL,
    error_file  VARCHAR(40) NOT NULL,
    metadata    VARCHAR(16384) NOT NULL,
    created_at  TIMESTAMP WITH TIME ZONE NOT NULL,
    expires_at  TIMESTAMP WITH TIME ZONE NOT NULL,
    status      VARCHAR(16) NOT NULL,
    total       INTEGER DEFAULT 0 NOT NULL,
    succeeded   INTEGER DEFAULT 0 NOT NULL,
    failed      INTEGER DEFAULT 0 NOT NULL,
    errors      VARCHAR(65536) DEFAULT '' NOT NULL,
    has_output  BOOLEAN DEFAULT FALSE NOT NULL,
    has_errors  BOOLEAN DEFAULT FALSE NOT NULL,
    moments     VARCHAR(1024) NOT NULL,
    ended_at    TIMESTAMP WITH TIME ZONE
);

CREATE INDEX batches_by_tenant ON batches (tenant, created_at, id);
CREATE INDEX batches_by_end ON batches (ended_at);
