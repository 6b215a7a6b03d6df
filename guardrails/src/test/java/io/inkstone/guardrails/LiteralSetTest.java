package io.inkstone.guardrails;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class LiteralSetTest {

    @Test
    void finds_and_keeps_open_what_a_search_for_each_text_does() {
        Random random = new Random(7);
        for (int round = 0; round < 2000; round++) {
            Set<String> texts = new HashSet<>();
            for (int i = 0; i < 4; i++) {
                texts.add(word(random, 1 + random.nextInt(4)));
            }
            String text = word(random, random.nextInt(20));
            LiteralSet set = LiteralSet.of(texts);

            assertThat(set.find(text)).containsExactlyInAnyOrderElementsOf(searched(texts, text));
            assertThat(set.openFrom(text)).isEqualTo(open(texts, text));
        }
    }

    private static List<LiteralSet.Hit> searched(Set<String> texts, String text) {
        List<LiteralSet.Hit> hits = new ArrayList<>();
        for (String one : texts) {
            for (int at = text.indexOf(one); at >= 0; at = text.indexOf(one, at + 1)) {
                hits.add(new LiteralSet.Hit(at, at + one.length()));
            }
        }
        return hits;
    }

    private static int open(Set<String> texts, String text) {
        for (int from = 0; from < text.length(); from++) {
            String end = text.substring(from);
            if (texts.stream().anyMatch(one -> one.startsWith(end) && one.length() > end.length())) {
                return from;
            }
        }
        return text.length();
    }

    private static String word(Random random, int length) {
        StringBuilder word = new StringBuilder();
        for (int i = 0; i < length; i++) {
            word.append((char) ('a' + random.nextInt(3)));
        }
        return word.toString();
    }
}
