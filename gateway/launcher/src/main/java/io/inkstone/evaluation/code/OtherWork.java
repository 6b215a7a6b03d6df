package io.inkstone.evaluation.code;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.inkstone.evaluation.Access;
import io.inkstone.evaluation.EvaluatedSystem;
import io.inkstone.evaluation.EvaluatedSystem.Reply;
import io.inkstone.evaluation.EvaluationException;
import io.inkstone.protocol.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * What a person who types waits for when the engine also does other work: at another place of the file, and for a chat. One engine
 * serves many, and a file takes long to read.
 */
final class OtherWork {

    private static final String CHAT_ROUTE = "/v1/chat/completions";
    private static final Duration UNTIL_IT_WRITES = Duration.ofSeconds(3);

    /** Some ten seconds of writing. */
    private static final int LONG_ANSWER_TOKENS = 160;

    private static final int MOST = 3;

    private final EvaluatedSystem system;
    private final String model;
    private final String path;
    private final Duration untilItWrites;

    /**
     * What came of it, in milliseconds from a request to the whole text; medians.
     *
     * @param places at how many places of the file
     * @param first at a place where nobody typed before
     * @param back at that place again, after a request at another one
     * @param afterChat there again, after a chat's answer
     * @param besideChat there again, while a chat's answer is written
     */
    record Figures(int places, double first, double back, double afterChat, double besideChat) {}

    OtherWork(EvaluatedSystem system, String model, String path) {
        this(system, model, path, UNTIL_IT_WRITES);
    }

    OtherWork(EvaluatedSystem system, String model, String path, Duration untilItWrites) {
        this.system = system;
        this.model = model;
        this.path = path;
        this.untilItWrites = untilItWrites;
    }

    /** Needs two stretches at least; with fewer, all figures are 0. */
    Figures run(TypedFile file) {
        List<TypedFile.Place> starts = file.starts();
        List<Double> first = new ArrayList<>();
        List<Double> back = new ArrayList<>();
        List<Double> afterChat = new ArrayList<>();
        List<Double> besideChat = new ArrayList<>();
        int places = Math.min(MOST, starts.size() - 1);
        for (int i = 0; i < places; i++) {
            TypedFile.Place here = starts.get(i);
            first.add(complete(file.text(), here, 0));
            complete(file.text(), starts.get(i + 1), 0);
            back.add(complete(file.text(), here, 1));
            chat("Name a colour that begins with the letter " + (char) ('A' + i) + ".", 16);
            afterChat.add(complete(file.text(), here, 2));
            String question = "Write a long story about " + (i + 2) + " rivers.";
            CompletableFuture<Void> answer = CompletableFuture.runAsync(() -> chat(question, LONG_ANSWER_TOKENS));
            sleep();
            besideChat.add(complete(file.text(), here, 3));
            await(answer);
        }
        return new Figures(Math.max(0, places), median(first), median(back), median(afterChat), median(besideChat));
    }

    /** Asks when so many characters of the line have been typed. */
    private double complete(String text, TypedFile.Place place, int typed) {
        int cursor = Math.min(place.start() + typed, place.end());
        long start = System.nanoTime();
        ask(
                Completion.ROUTE,
                Completion.body(text.substring(0, cursor), text.substring(place.stretchEnd()), path, "line"));
        return (System.nanoTime() - start) / 1e6;
    }

    private void chat(String question, int tokens) {
        ObjectNode body = Json.MAPPER.createObjectNode().put("model", model).put("max_tokens", tokens);
        body.putArray("messages").addObject().put("role", "user").put("content", question);
        ask(CHAT_ROUTE, body);
    }

    private void ask(String route, ObjectNode body) {
        Reply reply = Access.checked(system.post(route, body));
        if (!reply.ok()) {
            throw new EvaluationException(
                    "a request to " + route + " failed (" + reply.error() + "); expected an answer");
        }
    }

    /** What the chat failed with is told as any other failure. */
    private static void await(CompletableFuture<Void> answer) {
        try {
            answer.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof EvaluationException known ? known : e;
        }
    }

    private void sleep() {
        try {
            Thread.sleep(untilItWrites.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EvaluationException("interrupted", e);
        }
    }

    private static double median(List<Double> millis) {
        return new TypingFigures(millis, 0, 0, 0, 0).percentile(0.5);
    }
}
