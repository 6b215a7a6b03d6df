package io.inkstone.evaluation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/** The sets of requests that are at hand: those in the tree by the names of their folders, and those of a data folder. */
public final class FormulaSets {

    /** What is measured when nothing is said, the first that there is. */
    private static final List<String> USUAL = List.of("office", "simple");

    private static final String FOLDER = "formula";

    /** What the folder {@code formula} itself is called; the others are called what stands behind it and a dash. */
    private static final String PLAIN = "simple";

    private static final Map<String, Function<Path, FormulaSet>> PUBLIC =
            Map.of(TableQuestions.NAME, TableQuestions::read, SpreadsheetTasks.NAME, SpreadsheetTasks::read);

    private final Map<String, Path> shipped;
    private final Map<String, Path> data = new TreeMap<>();

    /**
     * Looks for them.
     *
     * @param samples the folder of the samples in the tree
     * @param folder a folder of public data sets
     * @throws EvaluationException when that folder has none
     */
    public FormulaSets(Path samples, Optional<Path> folder) {
        this.shipped = shipped(samples);
        if (folder.isPresent()) {
            Path formula = folder.get().resolve(FOLDER);
            addData(TableQuestions.NAME, formula.resolve(TableQuestions.FOLDER));
            addData(SpreadsheetTasks.NAME, formula.resolve(SpreadsheetTasks.FOLDER));
            if (data.isEmpty()) {
                throw new EvaluationException("there is neither " + TableQuestions.FOLDER + " nor "
                        + SpreadsheetTasks.FOLDER + " in " + formula + "; expected a folder of public data sets");
            }
        }
    }

    private void addData(String name, Path folder) {
        if (Files.isDirectory(folder)) {
            data.put(name, folder);
        }
    }

    private static Map<String, Path> shipped(Path samples) {
        Map<String, Path> found = new TreeMap<>();
        try (Stream<Path> folders = Files.list(samples)) {
            for (Path folder : folders.filter(Files::isDirectory).toList()) {
                String name = folder.getFileName().toString();
                if (name.equals(FOLDER)) {
                    found.put(PLAIN, folder);
                } else if (name.startsWith(FOLDER + "-")) {
                    found.put(name.substring(FOLDER.length() + 1), folder);
                }
            }
        } catch (IOException e) {
            throw new EvaluationException("cannot list " + samples + "; expected the samples that Inkstone ships", e);
        }
        return found;
    }

    /** The one of that name. */
    FormulaSet set(String name) {
        Path folder = shipped.get(name);
        if (folder != null) {
            return FormulaSet.read(name, folder);
        }
        Path set = data.get(name);
        Function<Path, FormulaSet> reader = PUBLIC.get(name);
        if (set == null || reader == null) {
            throw new EvaluationException("there is no set '" + name + "' of requests; expected one of "
                    + String.join(", ", names()) + (data.isEmpty() ? ", or a folder of public data sets as DATA" : ""));
        }
        return reader.apply(set);
    }

    private List<String> names() {
        return Stream.concat(shipped.keySet().stream(), data.keySet().stream()).toList();
    }

    /**
     * Those to measure, the one whose figures stand for all first: with a data folder all, the table questions first; else
     * the usual one.
     *
     * @param only the one to measure, if it is to be one
     */
    public List<FormulaSet> choose(Optional<String> only) {
        if (only.isPresent()) {
            return List.of(set(only.get()));
        }
        List<String> chosen = new ArrayList<>();
        if (data.isEmpty()) {
            USUAL.stream().filter(shipped::containsKey).findFirst().ifPresent(chosen::add);
        } else {
            List.of(TableQuestions.NAME, SpreadsheetTasks.NAME).stream()
                    .filter(data::containsKey)
                    .forEach(chosen::add);
            chosen.addAll(shipped.keySet());
        }
        return chosen.stream().map(this::set).toList();
    }
}
