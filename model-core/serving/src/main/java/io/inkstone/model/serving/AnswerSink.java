package io.inkstone.model.serving;

import io.inkstone.protocol.ApiException;
import io.inkstone.protocol.Usage;

/** Where the answers to one request go. Called on the request's own context, in order. */
interface AnswerSink {

    /** Some text of the answer of that index; not empty. */
    void onText(int index, String text);

    /** The answer of that index is whole. */
    void onChoiceEnd(int index, String finishReason);

    /** All answers are whole. */
    void onEnd(Usage usage);

    /** There will be no answer, or no more of it. */
    void onError(ApiException error);
}
