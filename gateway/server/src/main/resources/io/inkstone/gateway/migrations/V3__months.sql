ALTER TABLE tenants ADD COLUMN tokens_per_month BIGINT;
