package io.inkstone.code.assist;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The code in a model's answer. */
final class CodeBlock {

    private static final Pattern FENCED = Pattern.compile("```[^\\n`]*\\n(.*?)(?:\\n[ \\t]*```|\\z)", Pattern.DOTALL);

    private CodeBlock() {}

    /** The longest fenced block; a block whose end is missing goes to the end. Empty when there is none. */
    static Optional<String> in(String text) {
        Matcher matcher = FENCED.matcher(text);
        String longest = "";
        while (matcher.find()) {
            longest = matcher.group(1).length() > longest.length() ? matcher.group(1) : longest;
        }
        return longest.isBlank() ? Optional.empty() : Optional.of(longest);
    }
}
