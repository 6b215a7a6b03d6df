package io.inkstone.guardrails.names;

import com.hankcs.hanlp.collection.trie.DoubleArrayTrie;
import com.hankcs.hanlp.dictionary.CoreDictionary;
import java.util.function.BiConsumer;

/** The words of HanLP's core dictionary, which lists none: every path through its trie of Han characters is tried. */
final class ChineseWords {

    private final DoubleArrayTrie<CoreDictionary.Attribute> trie = CoreDictionary.trie;
    private final char[] beginnings;
    private final BiConsumer<String, String> words;

    private ChineseWords(BiConsumer<String, String> words) {
        this.words = words;
        int root = trie.getBase()[0];
        StringBuilder found = new StringBuilder();
        for (char sign = '\u4e00'; sign <= '\u9fff'; sign++) {
            if (trie.transition(sign, root) >= 0) {
                found.append(sign);
            }
        }
        this.beginnings = found.toString().toCharArray();
    }

    /** Tells of each word and its main part of speech. */
    static void forEach(BiConsumer<String, String> words) {
        ChineseWords all = new ChineseWords(words);
        all.descend("", all.trie.getBase()[0]);
    }

    private void descend(String prefix, int state) {
        for (char sign : beginnings) {
            int next = trie.transition(sign, state);
            if (next < 0) {
                continue;
            }
            String word = prefix + sign;
            CoreDictionary.Attribute attribute = trie.output(next);
            if (attribute != null) {
                words.accept(word, attribute.nature[0].toString());
            }
            if (word.length() < Lexicon.LONGEST_HAN) {
                descend(word, next);
            }
        }
    }
}
