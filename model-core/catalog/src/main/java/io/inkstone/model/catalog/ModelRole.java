package io.inkstone.model.catalog;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a model can be asked for. */
public enum ModelRole {
    /** Messages in, a message out; such a model has a chat template. */
    @JsonProperty("chat")
    CHAT,
    /** Text in, its continuation out. */
    @JsonProperty("completion")
    COMPLETION,
    /** The text between a prefix and a suffix; such a model has FIM tokens. */
    @JsonProperty("fim")
    FIM,
    /** Text in, a vector out. */
    @JsonProperty("embedding")
    EMBEDDING
}
