-- Who asked for a batch with an access token, and what that allowed, as JSON; a key is looked up again for each line.
ALTER TABLE batches ADD COLUMN by_token BOOLEAN DEFAULT FALSE NOT NULL;
ALTER TABLE batches ADD COLUMN token_user VARCHAR(256);
ALTER TABLE batches ADD COLUMN token_rights VARCHAR(65536) DEFAULT '{}' NOT NULL;
