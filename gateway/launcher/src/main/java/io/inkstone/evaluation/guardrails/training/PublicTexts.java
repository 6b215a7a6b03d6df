package io.inkstone.evaluation.guardrails.training;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Reads the public sets: files as their authors publish them, in a folder a set. */
public final class PublicTexts {

    /** Names of sets, as {@link LabelledText#set} has them. */
    public static final String DEEPSET = "deepset";

    public static final String NOTINJECT = "notinject";
    public static final String XSTEST = "xstest";
    public static final String COLD = "coldataset";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path data;

    /**
     * The sets in a folder.
     *
     * @param data with {@code safety/deepset_prompt_injections} and the others
     */
    public PublicTexts(Path data) {
        this.data = data;
    }

    /** Prompts of deepset's set. */
    public List<LabelledText> deepset() {
        List<LabelledText> texts = new ArrayList<>();
        lines(
                "safety/deepset_prompt_injections/data/prompt_injections.jsonl",
                node -> texts.add(new LabelledText(
                        node.get("text").asText(), node.get("label").asInt() == 1, DEEPSET, 20)));
        return texts;
    }

    /** Harmless prompts with the words of attacks. */
    public List<LabelledText> notInject() {
        List<LabelledText> texts = new ArrayList<>();
        for (String part : List.of("one", "two", "three")) {
            for (JsonNode node : tree("safety/notinject_piguard/datasets/NotInject_" + part + ".json")) {
                texts.add(new LabelledText(node.get("prompt").asText(), false, NOTINJECT, 10));
            }
        }
        return texts;
    }

    /**
     * XSTest's prompts.
     *
     * @param safe whether those that should be answered, or the others
     */
    public List<LabelledText> xstest(boolean safe) {
        return table("safety/xstest/xstest_prompts.csv").stream()
                .filter(row -> row.getField("label").equals("safe") == safe)
                .map(row -> new LabelledText(row.getField("prompt"), false, XSTEST, 4))
                .toList();
    }

    /** Comments of COLDataset. */
    public List<LabelledText> cold(Path file) {
        return table(file.toString()).stream()
                .map(row -> new LabelledText(
                        row.getField("TEXT"), row.getField("label").equals("1"), COLD, 1))
                .toList();
    }

    /** Mails of BIPIA, without attacks. */
    public List<String> bipiaMails() {
        List<String> mails = new ArrayList<>();
        for (String part : List.of("train", "test")) {
            lines(
                    "safety/bipia/benchmark/email/" + part + ".jsonl",
                    node -> mails.add(node.get("context").asText()));
        }
        return mails;
    }

    /** What BIPIA hides in texts: requests that whoever wrote the text may not make. */
    public List<String> bipiaAttacks() {
        List<String> attacks = new ArrayList<>();
        for (String part : List.of("train", "test")) {
            for (JsonNode kind : tree("safety/bipia/benchmark/text_attack_" + part + ".json")) {
                kind.forEach(attack -> attacks.add(attack.asText()));
            }
        }
        return attacks;
    }

    /** Harmless instructions and their answers, and harmless prompts beside NotInject. */
    public List<LabelledText> harmless() {
        List<LabelledText> texts = new ArrayList<>();
        for (String language : List.of("en", "zh")) {
            for (JsonNode node : tree("finetune/llamafactory/data/alpaca_" + language + "_demo.json")) {
                texts.add(harmless(node.get("instruction").asText() + " "
                        + node.path("input").asText()));
                texts.add(harmless(node.get("output").asText()));
            }
        }
        for (JsonNode node : tree("safety/notinject_piguard/datasets/wildguard.json")) {
            texts.add(harmless(node.get("prompt").asText()));
        }
        tree("cleaning/article_extraction/ground-truth.json")
                .forEach(node -> texts.add(harmless(node.path("articleBody").asText())));
        for (String set : List.of("qmsum", "vcsum")) {
            prose(data.resolve("meetings").resolve(set), texts);
        }
        return texts;
    }

    /** What is fetched for training only; a file that is not there is left out. */
    public List<LabelledText> extra(Path folder) {
        List<LabelledText> texts = new ArrayList<>();
        Path wild = folder.resolve("inthewild_jailbreak_llms.json");
        if (Files.exists(wild)) {
            tree(wild.toString()).forEach(node -> texts.add(new LabelledText(node.asText(), true, "jailbreaks", 1)));
        }
        for (String name : List.of("user_oriented_instructions.jsonl", "seed_tasks.jsonl")) {
            if (Files.exists(folder.resolve(name))) {
                lines(folder.resolve(name).toString(), node -> {
                    texts.add(harmless(node.get("instruction").asText()));
                    texts.add(harmless(node.get("instances").get(0).get("input").asText()));
                });
            }
        }
        return texts;
    }

    private static LabelledText harmless(String text) {
        return new LabelledText(text, false, "harmless", 1);
    }

    /** A few windows of every file: documents are not made of requests. */
    private static void prose(Path folder, List<LabelledText> texts) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                String all = Files.readString(file, StandardCharsets.UTF_8);
                for (int part = 1; part < 12; part++) {
                    int from = all.length() / 12 * part;
                    texts.add(harmless(all.substring(from, Math.min(all.length(), from + 800))));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private JsonNode tree(String file) {
        try {
            return JSON.readTree(data.resolve(file).toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void lines(String file, Consumer<JsonNode> each) {
        try (Stream<String> lines = Files.lines(data.resolve(file))) {
            for (String line : lines.filter(text -> !text.isBlank()).toList()) {
                each.accept(JSON.readTree(line));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<NamedCsvRecord> table(String file) {
        try (CsvReader<NamedCsvRecord> reader =
                CsvReader.builder().detectBomHeader(true).ofNamedCsvRecord(data.resolve(file))) {
            return reader.stream().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
