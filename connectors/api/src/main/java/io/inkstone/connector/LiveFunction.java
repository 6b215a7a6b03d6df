package io.inkstone.connector;

import java.util.Iterator;
import java.util.function.Consumer;

/** The code of an operation that takes and emits records for as long as its caller stays connected. */
@FunctionalInterface
public interface LiveFunction<I extends Record, O extends Record> {

    /**
     * Serves one connection. Runs on a thread of its own that may block.
     *
     * @param inputs validated records in the order of arrival; {@code hasNext} waits for the next one and is false once
     *     the caller has closed its side
     * @param emit sends a record to the caller; blocks while the caller is slow
     * @param context what the operation may use; valid until this method returns
     * @throws ConnectorException ends the connection with an error that the caller can read
     * @throws InterruptedException when the caller has gone away
     */
    void run(Iterator<I> inputs, Consumer<O> emit, OperationContext context) throws InterruptedException;
}
