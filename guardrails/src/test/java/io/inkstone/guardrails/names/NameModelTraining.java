package io.inkstone.guardrails.names;

import com.hankcs.hanlp.HanLP;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Trains the model that the package brings, from a folder of open corpora; the model's card names them and the command. It is
 * no test, and runs only where it is told of the folder.
 */
@EnabledIfSystemProperty(named = "names.corpora", matches = ".+")
final class NameModelTraining {

    private static final int SEED = 20261129;
    private static final int ROWS = 1 << 19;
    private static final int EPOCHS = 8;

    private static final List<String> ENGLISH = List.of(
            "wnut17-train.conll",
            "wnut17-dev.conll",
            "wikigold.conll",
            "btc-a.conll",
            "btc-b.conll",
            "btc-e.conll",
            "btc-f.conll",
            "btc-g.conll",
            "btc-h.conll",
            "ewt-dev.iob2",
            "ewt-test.iob2",
            "en-pud.iob2");

    private static final List<String> CHINESE =
            List.of("gsdsimp-train.iob2", "gsdsimp-dev.iob2", "gsdsimp-test.iob2", "zh-pud.iob2");

    @Test
    void trains() throws IOException {
        Path corpora = Path.of(System.getProperty("names.corpora"));
        List<Example> examples = new ArrayList<>();
        for (String file : ENGLISH) {
            examples.addAll(ColumnCorpus.read(corpora.resolve(file), true));
        }
        for (String file : CHINESE) {
            ColumnCorpus.read(corpora.resolve(file), false).forEach(example -> examples.add(simplified(example)));
        }
        Random random = new Random(SEED);
        NameLists lists = NameLists.read(corpora);
        Lexicon lexicon = LexiconBuilder.build(lists, examples);
        examples.addAll(Templates.of("templates-en.txt", new EnglishValues(lists, random), random)
                .examples(20_000));
        examples.addAll(Templates.of("templates-zh.txt", new ChineseValues(lists, random), random)
                .examples(6_000));
        NameModel model = new Trainer(lexicon, ROWS).train(examples, EPOCHS, random);
        Path target = Path.of(
                System.getProperty("names.target", "src/main/resources/io/inkstone/guardrails/names/names.model"));
        try (OutputStream out = Files.newOutputStream(target)) {
            model.write(out);
        }
        System.out.println(
                examples.size() + " examples, " + lexicon.size() + " words, " + Files.size(target) + " bytes");
    }

    /** In the signs of the mainland. */
    private static Example simplified(Example example) {
        String simplified = HanLP.convertToSimplifiedChinese(example.text());
        return simplified.length() == example.text().length() ? example.with(simplified) : example;
    }
}
