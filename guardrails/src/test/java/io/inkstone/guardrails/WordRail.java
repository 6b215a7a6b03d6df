package io.inkstone.guardrails;

import java.util.List;
import java.util.Set;

/** Finds fixed words; for tests of what stands around rails. */
final class WordRail implements Rail {

    private final LiteralSet words;
    private final Reach reach;
    private int characters;

    WordRail(List<String> words, Reach reach) {
        this.words = LiteralSet.of(words);
        this.reach = reach;
    }

    @Override
    public List<Finding> find(Passage passage) {
        characters += passage.text().length();
        if (passage.text().contains("explode")) {
            throw new IllegalStateException("asked to");
        }
        return words.find(passage.text()).stream()
                .map(hit -> new Finding("words", hit.start(), hit.end(), "word", 0.9, "a word of the list"))
                .toList();
    }

    @Override
    public Reach reach() {
        return reach;
    }

    @Override
    public int openFrom(CharSequence window) {
        return words.openFrom(window);
    }

    /** How many characters it has looked at. */
    int characters() {
        return characters;
    }

    /** Makes them for policies. */
    static final class Factory implements RailFactory {
        @Override
        public String name() {
            return "words";
        }

        @Override
        public RailRule defaults() {
            return new RailRule(Set.of(Origin.USER, Origin.MODEL), Action.BLOCK, 0.5, true);
        }

        @Override
        public Rail create(RailOptions options) {
            return new WordRail(
                    options.texts("terms"), new Reach.Characters((int) options.number("reach", 40, 1, 999)));
        }
    }
}
