package io.inkstone.evaluation.oracle;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Has claims judged by another program. */
public final class Oracle {

    /** So many files go to the program at once: few starts, and little is lost when it hangs. */
    private static final int BATCH = 40;

    private final LibreOffice office;
    private final Path work;

    /** @param work a folder for files */
    public Oracle(LibreOffice office, Path work) {
        this.office = office;
        this.work = work;
    }

    /**
     * Judges them.
     *
     * @throws IOException when files cannot be written or the program cannot be started
     */
    public Judgement judge(List<Claim> claims) throws IOException, InterruptedException {
        Map<Path, List<Claim>> byWorkbook = claims.stream()
                .collect(Collectors.groupingBy(Claim::workbook, LinkedHashMap::new, Collectors.toList()));
        List<Path> workbooks = List.copyOf(byWorkbook.keySet());
        Tally tally = new Tally();
        for (int from = 0; from < workbooks.size(); from += BATCH) {
            List<Path> batch = workbooks.subList(from, Math.min(from + BATCH, workbooks.size()));
            judge(batch, byWorkbook, tally);
        }
        return new Judgement(tally.agreed, tally.disagreements, tally.unjudged);
    }

    private static final class Tally {

        private int agreed;
        private final List<Judgement.Disagreement> disagreements = new ArrayList<>();
        private final List<Claim> unjudged = new ArrayList<>();

        private void count(List<Claim> claims, Map<Claim, Optional<String>> shown) {
            for (Claim claim : claims) {
                Optional<String> other = shown.get(claim);
                if (other == null) {
                    unjudged.add(claim);
                } else if (other.isEmpty()) {
                    agreed++;
                } else {
                    disagreements.add(new Judgement.Disagreement(claim, other.get()));
                }
            }
        }
    }

    private void judge(List<Path> workbooks, Map<Path, List<Claim>> claims, Tally tally)
            throws IOException, InterruptedException {
        Path asked = Files.createTempDirectory(work, "asked");
        Path answered = Files.createTempDirectory(work, "answered");
        Map<Path, ClaimBook> books = new LinkedHashMap<>();
        Map<Path, Path> copies = new LinkedHashMap<>();
        for (Path workbook : workbooks) {
            Path copy = asked.resolve("book" + copies.size() + ".xlsx");
            ClaimBook book = new ClaimBook();
            if (written(book, workbook, claims.getOrDefault(workbook, List.of()), copy)) {
                books.put(workbook, book);
                copies.put(workbook, copy);
            }
        }
        office.recalculate(List.copyOf(copies.values()), answered);
        for (Path workbook : workbooks) {
            Path copy = copies.get(workbook);
            ClaimBook book = books.get(workbook);
            Map<Claim, Optional<String>> shown =
                    copy == null || book == null ? Map.of() : shown(book, answered.resolve(copy.getFileName()));
            tally.count(claims.getOrDefault(workbook, List.of()), shown);
        }
    }

    /** A workbook that POI cannot copy takes nothing else with it. */
    private static boolean written(ClaimBook book, Path workbook, List<Claim> claims, Path copy) {
        try {
            book.write(workbook, claims, copy);
            return true;
        } catch (IOException | RuntimeException e) {
            return false;
        }
    }

    private static Map<Claim, Optional<String>> shown(ClaimBook book, Path calculated) {
        try {
            return Files.isRegularFile(calculated) ? book.compare(calculated) : Map.of();
        } catch (IOException | RuntimeException e) {
            return Map.of();
        }
    }
}
