package io.inkstone.connector;

import java.util.List;

/**
 * A plug-in: a named list of {@link Operation operations}.
 *
 * <p>Found with {@link java.util.ServiceLoader} on the class path and in each jar of the plug-in folder. The host calls
 * {@link #name()}, {@link #operations()} and {@link #figures()} once, at start, and {@link #close()} at most once, at the end. Operations
 * are run by many threads at a time.
 */
public interface Connector extends AutoCloseable {

    /** The first part of the address of its operations: lower-case letters, digits and hyphens, e.g. {@code documents}. */
    String name();

    /** One sentence that tells a user what the connector is for. */
    String summary();

    /** What the connector can do; names are unique within it. */
    List<Operation<?, ?>> operations();

    /** What it counts with {@link OperationContext#figures()}; asked once, at start. */
    default FigureSheet figures() {
        return FigureSheet.NONE;
    }

    /** Releases what the connector holds; nothing is called afterwards. */
    @Override
    default void close() {}
}
