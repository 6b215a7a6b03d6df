package io.inkstone.code.assist;

import io.inkstone.code.syntax.CodeLanguage;
import io.inkstone.code.syntax.CodeLanguage.Blocks;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Takes the comments out of code that a model wrote and puts them into the code as it was, each above the line that it stood
 * above. So nothing but comments can change, whatever else the model did.
 */
final class PlacedComments {

    private PlacedComments() {}

    /** The code with them; empty when none finds its line. */
    static Optional<String> into(String original, String commented, CodeLanguage language) {
        List<String> lines = original.lines().toList();
        List<String> result = new ArrayList<>();
        List<String> waiting = new ArrayList<>();
        int next = 0;
        int placed = 0;
        boolean inBlock = false;
        for (String line : commented.lines().toList()) {
            String text = line.strip();
            boolean comment = inBlock || isComment(text, language);
            if (comment) {
                waiting.add(text);
                inBlock = language.blocks() == Blocks.BRACES
                        && (inBlock || text.startsWith("/*"))
                        && !text.endsWith("*/");
                continue;
            }
            int at = text.isEmpty() ? -1 : find(lines, next, text);
            if (at < 0) {
                waiting.clear();
                continue;
            }
            result.addAll(lines.subList(next, at));
            if (!waiting.isEmpty() && !alreadyThere(result, waiting)) {
                String found = lines.get(at);
                String indentation =
                        found.substring(0, found.length() - found.stripLeading().length());
                waiting.forEach(words -> result.add(indentation + (words.startsWith("*") ? " " : "") + words));
                placed++;
            }
            waiting.clear();
            result.add(lines.get(at));
            next = at + 1;
        }
        result.addAll(lines.subList(next, lines.size()));
        return placed == 0 ? Optional.empty() : Optional.of(String.join("\n", result));
    }

    private static boolean isComment(String text, CodeLanguage language) {
        return text.startsWith(language.comment()) || (language.blocks() == Blocks.BRACES && text.startsWith("/*"));
    }

    /** The next line of the original that says the same, a comment behind it left out. */
    private static int find(List<String> lines, int from, String text) {
        for (int i = from; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (!line.isEmpty() && (text.equals(line) || text.startsWith(line + " "))) {
                return i;
            }
        }
        return -1;
    }

    private static boolean alreadyThere(List<String> written, List<String> comment) {
        int from = written.size() - comment.size();
        if (from < 0) {
            return false;
        }
        for (int i = 0; i < comment.size(); i++) {
            if (!written.get(from + i).strip().equals(comment.get(i))) {
                return false;
            }
        }
        return true;
    }
}
