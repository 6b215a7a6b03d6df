package io.inkstone.guardrails;

/**
 * Makes the rails of one name. Found by {@link java.util.ServiceLoader}: a jar that names its factory under
 * {@code META-INF/services/io.inkstone.guardrails.RailFactory} brings a rail of its own.
 */
public interface RailFactory {

    /** The name by which policies call the rail, in lower case with underscores. */
    String name();

    /** What holds where a policy names the rail and says no more. */
    RailRule defaults();

    /**
     * Makes a rail.
     *
     * @param options what the policy says to the rail; every key that the rail knows has to be read
     * @throws PolicyException for options that make no sense
     */
    Rail create(RailOptions options);
}
