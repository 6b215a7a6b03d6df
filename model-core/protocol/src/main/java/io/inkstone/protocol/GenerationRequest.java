package io.inkstone.protocol;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.OptionalInt;

/** What a chat and a completion have in common. Immutable but for {@link #json()}. */
public sealed interface GenerationRequest permits ChatRequest, CompletionRequest {

    /** The most stop strings of a request. */
    int MAX_STOP_STRINGS = 16;

    /** The longest stop string, in UTF-16 units. */
    int MAX_STOP_CHARS = 256;

    /** The most answers to one request. */
    int MAX_CHOICES = 8;

    /** The request as it came, with every field, also those that this module does not know. */
    ObjectNode json();

    /** The model's name; not empty. */
    String model();

    /** How tokens are chosen. */
    Sampling sampling();

    /** What the answer must look like. */
    OutputFormat format();

    /** Whether the answer is wanted in server-sent events. */
    boolean stream();

    /** Whether a stream ends with a chunk that holds the usage. */
    boolean includeUsage();

    /**
     * Whether each chunk of a stream says the usage so far ({@code stream_options.continuous_usage_stats}, vLLM's name): who
     * leaves early knows it then too.
     */
    boolean continuousUsage();

    /** The most tokens to write, at least 1; empty means as many as fit. */
    OptionalInt maxTokens();

    /** Texts that end the answer and are not part of it; at most {@link #MAX_STOP_STRINGS}, none empty. */
    List<String> stop();

    /** How many answers are wanted: 1 to {@link #MAX_CHOICES}. */
    int choices();

    /** Whether the probabilities of the tokens are wanted. */
    boolean logprobs();

    /** Whether tools are offered, or were called earlier in the chat. */
    boolean toolsGiven();
}
