package io.inkstone.connector;

import java.util.Objects;
import java.util.regex.Pattern;

/**
 * One capability of a connector: a name, an input record, an output record and the code between them.
 *
 * <p>Input and output are records. Their components become JSON properties in snake case, Jakarta Validation's
 * constraints on them are checked before the code runs and appear in the JSON Schema, and LangChain4j's
 * {@code @Description} on a component becomes its description. A component of type {@link FilePart} is an upload; a
 * component of type {@link FileOutput} is a file that the caller gets when its {@code Accept} asks for
 * {@link Produces#value() that media type}.
 *
 * @param <I> the input record
 * @param <O> the output record
 */
public final class Operation<I extends Record, O extends Record> {

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,63}");

    private final String name;
    private final String summary;
    private final Class<I> input;
    private final Class<O> output;
    private final Body<I, O> body;
    private final boolean readOnly;

    private Operation(String name, String summary, Class<I> input, Class<O> output, Body<I, O> body, boolean readOnly) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("operation name '" + name
                    + "' must start with a lower-case letter and hold only lower-case letters, digits and hyphens");
        }
        this.name = name;
        this.summary = Objects.requireNonNull(summary);
        this.input = Objects.requireNonNull(input);
        this.output = Objects.requireNonNull(output);
        this.body = Objects.requireNonNull(body);
        this.readOnly = readOnly;
    }

    /** An operation that is asked once and answers once; on the way it may report progress and partial results. */
    public static <I extends Record, O extends Record> Operation<I, O> of(
            String name, String summary, Class<I> input, Class<O> output, OperationFunction<I, O> function) {
        return new Operation<>(name, summary, input, output, new Body.Single<>(function), false);
    }

    /** An operation that takes and emits records for as long as its caller stays connected. */
    public static <I extends Record, O extends Record> Operation<I, O> live(
            String name, String summary, Class<I> input, Class<O> output, LiveFunction<I, O> function) {
        return new Operation<>(name, summary, input, output, new Body.Live<>(function), false);
    }

    /** The same operation, declared to change nothing beyond its answer; a client may then call it without asking its user. */
    public Operation<I, O> readOnly() {
        return new Operation<>(name, summary, input, output, body, true);
    }

    /** The last part of the operation's address. */
    public String name() {
        return name;
    }

    /** One sentence that tells a user, or a model that chooses among tools, what the operation does. */
    public String summary() {
        return summary;
    }

    /** The record that a caller sends; for a live operation, sends many of. */
    public Class<I> input() {
        return input;
    }

    /** The record that a caller gets; for a live operation, gets many of. */
    public Class<O> output() {
        return output;
    }

    /** The code, single or live. */
    public Body<I, O> body() {
        return body;
    }

    /** Whether it is declared to change nothing beyond its answer. */
    public boolean isReadOnly() {
        return readOnly;
    }

    /** The two shapes that an operation's code can have. */
    public sealed interface Body<I extends Record, O extends Record> {
        /** Asked once, answers once. */
        record Single<I extends Record, O extends Record>(OperationFunction<I, O> function) implements Body<I, O> {}

        /** Runs while records come in. */
        record Live<I extends Record, O extends Record>(LiveFunction<I, O> function) implements Body<I, O> {}
    }
}
