package io.inkstone.model.serving;

import com.fasterxml.jackson.databind.JsonNode;
import de.kherud.llama.LlamaIterator;
import de.kherud.llama.LlamaOutput;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Generates in the child, so that it can be cancelled: the native engine cannot be interrupted while it reads a prompt,
 * so the prompt is given to it in steps of one batch, each of which stays in its cache, and the flag is looked at between
 * them. Confined to one thread.
 */
final class EmbeddedGenerator {

    /** Hears a generation. */
    interface Sink {

        /**
         * A batch of the prompt was read, or the first or the last is about to be.
         *
         * @param cachedTokens how many tokens were there before
         * @param readTokens how many are there with it
         */
        void onReading(int cachedTokens, int readTokens);

        /** A batch is about to be read; may wait. */
        void beforeBatch();

        /** A piece of the answer. */
        void onText(String piece, int tokens);
    }

    private static final int[] NOTHING = {};

    private final LlamaNative llama;

    /** The prompt tokens that are in the engine's cache, for certain. */
    private int[] cached = NOTHING;

    /** The same with the last answer: how the engine cut it into tokens is not told, so this is nearly certain. */
    private int[] cachedWithAnswer = NOTHING;

    EmbeddedGenerator(LlamaNative llama) {
        this.llama = llama;
    }

    /** Generates one token on top of what is cached. */
    void probe() {
        if (cached.length == 0) {
            cached = llama.tokenize("1");
            cachedWithAnswer = cached;
        }
        llama.read(cached, cached.length);
    }

    /**
     * Generates until the end or until {@code cancel} is set.
     *
     * @param fresh whether all of the prompt is read, whatever is there
     * @throws RuntimeException when the engine refuses
     */
    GenerationEnd generate(int[] prompt, JsonNode fields, boolean fresh, Sink sink, AtomicBoolean cancel) {
        try {
            return readAndWrite(prompt, fields, fresh, sink, cancel);
        } catch (RuntimeException e) {
            // What the engine still holds is not known then.
            cached = NOTHING;
            cachedWithAnswer = NOTHING;
            throw e;
        }
    }

    private GenerationEnd readAndWrite(int[] prompt, JsonNode fields, boolean fresh, Sink sink, AtomicBoolean cancel) {
        if (fresh) {
            forget(prompt);
        }
        int reused = Math.min(commonPrefix(cachedWithAnswer, prompt), prompt.length - 1);
        sink.onReading(reused, reused);
        if (!readInSteps(prompt, reused, sink, cancel)) {
            return new GenerationEnd(false, 0);
        }
        sink.onReading(reused, prompt.length);
        cached = prompt;
        StringBuilder answer = new StringBuilder();
        GenerationEnd end = write(prompt, fields, answer, sink, cancel);
        int[] answerTokens = llama.tokenizePiece(answer.toString());
        cachedWithAnswer = Arrays.copyOf(prompt, prompt.length + answerTokens.length);
        System.arraycopy(answerTokens, 0, cachedWithAnswer, prompt.length, answerTokens.length);
        return end;
    }

    /** Makes the engine drop its cache: it keeps only what a prompt begins with. */
    private void forget(int[] prompt) {
        int[] other = {prompt[0] == 0 ? 1 : 0};
        llama.read(other, 1);
        cached = NOTHING;
        cachedWithAnswer = NOTHING;
    }

    /** All but the last batch, which is read with the request itself. Returns false when cancelled. */
    private boolean readInSteps(int[] prompt, int reused, Sink sink, AtomicBoolean cancel) {
        int known = commonPrefix(cached, prompt);
        cached = Arrays.copyOf(prompt, known);
        cachedWithAnswer = cached;
        for (int end = known + LlamaNative.BATCH_TOKENS; end < prompt.length; end += LlamaNative.BATCH_TOKENS) {
            sink.beforeBatch();
            if (cancel.get()) {
                return false;
            }
            llama.read(prompt, end);
            cached = Arrays.copyOf(prompt, end);
            cachedWithAnswer = cached;
            sink.onReading(reused, end);
        }
        sink.beforeBatch();
        return !cancel.get();
    }

    private GenerationEnd write(int[] prompt, JsonNode fields, StringBuilder answer, Sink sink, AtomicBoolean cancel) {
        int maxTokens = fields.path("n_predict").asInt();
        int tokens = 0;
        boolean lastWasSilent = false;
        LlamaIterator outputs = llama.start(prompt, prompt.length, fields);
        while (outputs.hasNext()) {
            if (cancel.get()) {
                outputs.cancel();
                break;
            }
            LlamaOutput output = outputs.next();
            if (!outputs.hasNext()) {
                break; // The end carries no text.
            }
            lastWasSilent = output.text.isEmpty();
            if (!lastWasSilent) {
                int count = tokensOf(output.text);
                tokens += count;
                answer.append(output.text);
                sink.onText(output.text, count);
            }
        }
        // The token that ends an answer has no text; where the limit ends it, the last token has some, or is part of a
        // character that never became whole.
        boolean atLimit = tokens >= maxTokens || !lastWasSilent;
        return new GenerationEnd(atLimit, Math.min(tokens, maxTokens));
    }

    /** The engine holds a character back until its last token: such a piece is of several tokens. */
    private int tokensOf(String piece) {
        boolean ascii = piece.chars().allMatch(c -> c < 128);
        return ascii ? 1 : Math.max(1, llama.tokenizePiece(piece).length);
    }

    private static int commonPrefix(int[] a, int[] b) {
        int mismatch = Arrays.mismatch(a, b);
        return mismatch < 0 ? a.length : mismatch;
    }
}
