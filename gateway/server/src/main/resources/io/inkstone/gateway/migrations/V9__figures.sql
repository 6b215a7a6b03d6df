-- What connectors count of each tenant, added up by the day of UTC: numbers under names that the connectors declare.
CREATE TABLE figures_by_day (
    tenant    VARCHAR(64) NOT NULL,
    connector VARCHAR(64) NOT NULL,
    on_day    DATE NOT NULL,
    label     VARCHAR(64) NOT NULL,
    figure    VARCHAR(40) NOT NULL,
    amount    BIGINT NOT NULL,
    PRIMARY KEY (tenant, connector, on_day, label, figure)
);

CREATE INDEX figures_by_time ON figures_by_day (connector, on_day);
