package io.inkstone.model.serving;

import io.inkstone.protocol.ApiException;
import io.inkstone.protocol.Usage;

/** Where the answers to one request go. Called on the request's own context, in order. */
interface AnswerSink {

    /** Some text of the answer of that index; not empty. The usage is that of all answers so far. */
    void onText(int index, String text, Usage soFar);

    /** The answer of that index is whole. */
    void onChoiceEnd(int index, String finishReason);

    /** All answers are whole. */
    void onEnd(Usage usage);

    /** There will be no answer, or no more of it. */
    void onError(ApiException error);
}
