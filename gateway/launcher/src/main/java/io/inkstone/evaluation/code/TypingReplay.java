package io.inkstone.evaluation.code;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.inkstone.evaluation.Access;
import io.inkstone.evaluation.EvaluatedSystem;
import io.inkstone.evaluation.EvaluatedSystem.Reply;
import io.inkstone.evaluation.EvaluationException;
import io.inkstone.evaluation.EvaluationProgress;
import java.util.ArrayList;
import java.util.List;

/**
 * Replays a person who types lines into a file, with a language server that asks where the person pauses: at the start of a
 * line, and after each word. While what is typed is what was shown, nothing is asked ("typing through"). The person waits for
 * each answer, so that what is measured is not the queue.
 */
final class TypingReplay {

    /** At a closing bracket nobody pauses: editors write it. */
    private static final int LEAST_CHARS = 3;

    private final EvaluatedSystem system;
    private final String path;
    private final List<Double> millis = new ArrayList<>();
    private int typedThrough;
    private int shown;
    private long promptTokens;
    private long cachedTokens;

    TypingReplay(EvaluatedSystem system, String path) {
        this.system = system;
        this.path = path;
    }

    /** Types all lines. */
    TypingFigures run(TypedFile file, EvaluationProgress progress) {
        for (TypedFile.Place place : file.places()) {
            type(file.text(), place);
            progress.next("typing");
        }
        return new TypingFigures(millis, typedThrough, shown, promptTokens, cachedTokens);
    }

    private void type(String text, TypedFile.Place place) {
        if (place.end() - place.start() < LEAST_CHARS) {
            return;
        }
        String line = text.substring(place.start(), place.end());
        String before = text.substring(0, place.start());
        String after = text.substring(place.stretchEnd());
        String expected = "";
        for (int typed = 0; typed < line.length(); typed++) {
            if (!pausesAt(line, typed)) {
                continue;
            }
            String rest = line.substring(typed);
            if (expected.length() > typed && expected.startsWith(line.substring(0, typed))) {
                typedThrough++;
                continue;
            }
            String offered = ask(before + line.substring(0, typed), after);
            expected = offered.isBlank() ? "" : line.substring(0, typed) + offered;
            if (!offered.isBlank() && rest.startsWith(offered.stripTrailing())) {
                // Taken whole: the person goes on behind it.
                typed += offered.stripTrailing().length() - 1;
            }
        }
    }

    /** At the start, and where a word has just ended. */
    private static boolean pausesAt(String line, int typed) {
        return typed == 0
                || (!Character.isJavaIdentifierPart(line.charAt(typed - 1)) && line.charAt(typed - 1) != ' ')
                || (typed > 1 && line.charAt(typed - 1) == ' ' && Character.isJavaIdentifierPart(line.charAt(typed)));
    }

    private String ask(String before, String after) {
        ObjectNode body = Completion.body(before, after, path, "line");
        long start = System.nanoTime();
        Reply reply = Access.checked(system.post(Completion.ROUTE, body));
        millis.add((System.nanoTime() - start) / 1e6);
        if (!reply.ok()) {
            throw new EvaluationException("a completion failed (" + reply.error() + "); expected an answer");
        }
        JsonNode json = reply.json();
        promptTokens += json.path("prompt_tokens").asLong();
        cachedTokens += json.path("cached_tokens").asLong();
        String text = json.path("completions").path(0).path("text").asText("");
        shown += text.isBlank() ? 0 : 1;
        return text;
    }
}
