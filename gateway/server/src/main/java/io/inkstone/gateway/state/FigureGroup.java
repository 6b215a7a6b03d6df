package io.inkstone.gateway.state;

/** What figures can be added up by. */
public enum FigureGroup {
    /** Whose they are. */
    TENANT("tenant"),
    /** What they are for, e.g. a language. */
    LABEL("label"),
    /** The day of UTC. */
    DAY("on_day");

    private final String column;

    FigureGroup(String column) {
        this.column = column;
    }

    String column() {
        return column;
    }
}
