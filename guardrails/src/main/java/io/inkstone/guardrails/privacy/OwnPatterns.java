package io.inkstone.guardrails.privacy;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.inkstone.guardrails.Finding;
import io.inkstone.guardrails.Passage;
import io.inkstone.guardrails.Rail;
import io.inkstone.guardrails.RailOptions;
import io.inkstone.guardrails.Reach;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Finds the patterns of a policy with RE2/J, which takes time linear in the text whatever the pattern. */
final class OwnPatterns implements Rail {

    /** How much of a stream is held back, as nobody can tell what a pattern may still match. */
    private static final int MOST = 128;

    private record Named(String category, Pattern pattern) {}

    private final List<Named> patterns;

    private OwnPatterns(List<Named> patterns) {
        this.patterns = List.copyOf(patterns);
    }

    /**
     * Compiles patterns.
     *
     * @throws io.inkstone.guardrails.PolicyException when one is none of RE2, or matches nothing at all
     */
    static OwnPatterns of(RailOptions options, Map<String, String> patterns) {
        List<Named> compiled = new ArrayList<>();
        patterns.forEach((category, written) -> {
            try {
                Pattern pattern = Pattern.compile(written);
                if (pattern.matches("")) {
                    throw options.wrong("patterns", "'" + category + "' matches the empty text.");
                }
                compiled.add(new Named(category, pattern));
            } catch (PatternSyntaxException e) {
                throw options.wrong("patterns", "'" + category + "' is no pattern of RE2: " + e.getMessage());
            }
        });
        return new OwnPatterns(compiled);
    }

    @Override
    public List<Finding> find(Passage passage) {
        HalfWidthText folded = new HalfWidthText(passage.text());
        String text = folded.text(0, folded.length);
        List<Finding> found = new ArrayList<>();
        for (Named named : patterns) {
            Matcher matcher = named.pattern().matcher(text);
            while (matcher.find()) {
                if (matcher.end() > matcher.start()) {
                    found.add(new Finding(
                            PrivacyRailFactory.NAME,
                            matcher.start(),
                            matcher.end(),
                            named.category(),
                            0.9,
                            "a pattern of the policy"));
                }
            }
        }
        return found;
    }

    @Override
    public Reach reach() {
        return new Reach.Characters(MOST);
    }
}
