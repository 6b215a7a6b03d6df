package io.inkstone.connector;

/** The code of an operation that is asked once and answers once. */
@FunctionalInterface
public interface OperationFunction<I extends Record, O extends Record> {

    /**
     * Answers one request. Runs on a thread that may block.
     *
     * @param input the validated input
     * @param context what the operation may use; valid until this method returns
     * @return the answer
     * @throws ConnectorException to refuse, or to report an error that the caller can mend; anything else thrown is
     *     reported to the caller as an internal error without details
     * @throws InterruptedException when the caller has gone away
     */
    O run(I input, OperationContext context) throws InterruptedException;
}
