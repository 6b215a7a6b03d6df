ALTER TABLE audit ADD COLUMN rails VARCHAR(1024) DEFAULT '' NOT NULL;
ALTER TABLE audit ADD COLUMN verdict VARCHAR(16) DEFAULT 'allow' NOT NULL;

-- What a tenant changes of the standard policy; '*' is for all tenants.
CREATE TABLE policies (
    tenant     VARCHAR(64) PRIMARY KEY,
    policy     VARCHAR(262144) NOT NULL,
    changed_at TIMESTAMP WITH TIME ZONE NOT NULL
);

CREATE TABLE secrets (
    name   VARCHAR(64) PRIMARY KEY,
    secret CHAR(64) NOT NULL
);
