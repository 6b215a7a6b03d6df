package io.inkstone.protocol;

import java.net.URI;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Timeout;

/**
 * What every server of the protocol must do, whatever engine is behind it: extend it, name the {@link #target}, and it
 * runs over HTTP against that. Prompts are tiny, so that a small model on two cores passes it in a minute or two.
 */
@Timeout(300)
public abstract class ProtocolContract
        implements ChatContract,
                FormatContract,
                CompletionContract,
                EmbeddingContract,
                RefusalContract,
                StreamContract {

    /** What a server may be able to do beyond the protocol's core; what it cannot do it must refuse. */
    public enum Ability {
        /** Holds answers to a grammar or a JSON Schema. */
        GRAMMAR,
        /** Tells the probabilities of tokens. */
        LOGPROBS,
        /** Calls tools. */
        TOOLS,
        /** Names each answer in {@code x-request-id}. */
        REQUEST_ID
    }

    /**
     * A server and what is on it.
     *
     * @param baseUri without {@code /v1}, as {@code http://127.0.0.1:8080}
     * @param token what it wants as bearer token
     * @param chatModel the model of all chats and completions
     * @param fimModel a model that fills gaps; empty when no model of the server does
     * @param embeddingModel empty when the server makes no embeddings
     */
    public record Target(
            URI baseUri,
            String token,
            String chatModel,
            Optional<String> fimModel,
            Optional<String> embeddingModel,
            Set<Ability> abilities) {

        /** A server with a chat model, and grammars as its only further ability. */
        public static Target of(URI baseUri, String token, String chatModel) {
            return new Target(
                    baseUri, token, chatModel, Optional.empty(), Optional.empty(), EnumSet.of(Ability.GRAMMAR));
        }

        /** The same with a model that fills gaps. */
        public Target withFim(String model) {
            return new Target(baseUri, token, chatModel, Optional.of(model), embeddingModel, abilities);
        }

        /** The same with a model that makes embeddings. */
        public Target withEmbedding(String model) {
            return new Target(baseUri, token, chatModel, fimModel, Optional.of(model), abilities);
        }

        /** The same with exactly these abilities. */
        public Target withAbilities(Set<Ability> exactly) {
            return new Target(baseUri, token, chatModel, fimModel, embeddingModel, Set.copyOf(exactly));
        }

        /** Whether it can. */
        public boolean can(Ability ability) {
            return abilities.contains(ability);
        }
    }

    /** The server to test; asked for once or more in each test. */
    @Override
    public abstract Target target();
}
