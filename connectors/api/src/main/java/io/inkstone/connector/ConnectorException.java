package io.inkstone.connector;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why an operation did not answer, in words for its caller. The message names the offending value, what was expected and
 * the next step; it holds no secret.
 */
public final class ConnectorException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Whose matter it is. */
    public enum Category {
        /** The input is wrong, and the caller can mend it. */
        INVALID_INPUT,
        /** The input is understood, and answering it would risk a wrong answer. */
        REFUSED,
        /** The input is larger than the operation takes. */
        TOO_LARGE,
        /** Something that is needed does not answer now; asking again later may work. */
        UNAVAILABLE,
        /** A fault of the system. */
        INTERNAL
    }

    private final Category category;
    private final String code;
    private final transient List<String> choices;

    private ConnectorException(
            Category category, String code, String message, List<String> choices, @Nullable Throwable cause) {
        super(message, cause);
        this.category = category;
        this.code = code;
        this.choices = List.copyOf(choices);
    }

    /** The input is wrong: {@code code} says how, in snake case. */
    public static ConnectorException invalidInput(String code, String message) {
        return new ConnectorException(Category.INVALID_INPUT, code, message, List.of(), null);
    }

    /** The same, with what it follows from. */
    public static ConnectorException invalidInput(String code, String message, Throwable cause) {
        return new ConnectorException(Category.INVALID_INPUT, code, message, List.of(), cause);
    }

    /** The operation will not answer: {@code code} says why; {@code choices} are what it would answer instead. */
    public static ConnectorException refused(String code, String message, List<String> choices) {
        return new ConnectorException(Category.REFUSED, code, message, choices, null);
    }

    /** The input is larger than the operation takes. */
    public static ConnectorException tooLarge(String code, String message) {
        return new ConnectorException(Category.TOO_LARGE, code, message, List.of(), null);
    }

    /** Something that is needed does not answer now. */
    public static ConnectorException unavailable(String code, String message, @Nullable Throwable cause) {
        return new ConnectorException(Category.UNAVAILABLE, code, message, List.of(), cause);
    }

    /** A fault of the system. */
    public static ConnectorException internal(String code, String message, @Nullable Throwable cause) {
        return new ConnectorException(Category.INTERNAL, code, message, List.of(), cause);
    }

    /** Whose matter it is. */
    public Category category() {
        return category;
    }

    /** A stable code in snake case, e.g. {@code no_such_column}. */
    public String code() {
        return code;
    }

    /** For a refusal, what would be answered; may be empty. */
    public List<String> choices() {
        return choices;
    }
}
