package io.inkstone.documents.question;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** English words that hold a sentence together and name nothing. */
final class FunctionWords {

    private static final Set<String> WORDS = new HashSet<>(List.of(
            ("a an the of in on at by for from to with and or is are was were be been being do does did have has had having that"
                            + " which who whom whose this these those there their its it they them we our us i me my you your he she his"
                            + " her as than then so if when where what how much many all any each every per both either only just out up"
                            + " down into during within over under between before after since until till through across among about around"
                            + " please can could would will shall may might must give show tell get list listed name named not no nor but"
                            + " also more most less least fewer fewest other others another else besides except same first last next"
                            + " previous total number one ones time times take took place happen happened whats what's according chart table"
                            + " column row come came comes going ever still yet such well very too did't didn't doesn't don't wasn't isn't"
                            + " end following prior immediately directly consecutive above below top bottom combined difference together"
                            + " make made made up of them given long old far tall high low big small great good")
                    .split(" +")));

    private FunctionWords() {}

    static boolean contains(String word) {
        return WORDS.contains(word);
    }
}
