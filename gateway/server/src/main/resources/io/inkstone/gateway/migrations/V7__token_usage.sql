-- The most tokens that an account may have used in a day or month: written before they are used.
CREATE TABLE token_usage (
    kind    VARCHAR(8) NOT NULL,
    account VARCHAR(512) NOT NULL,
    period  VARCHAR(10) NOT NULL,
    tokens  BIGINT NOT NULL,
    PRIMARY KEY (kind, account, period)
);
