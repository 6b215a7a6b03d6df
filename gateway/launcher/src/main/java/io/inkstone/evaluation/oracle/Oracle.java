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
        List<ClaimBook> books = new ArrayList<>();
        List<Path> copies = new ArrayList<>();
        for (int i = 0; i < workbooks.size(); i++) {
            Path copy = asked.resolve("book" + i + ".xlsx");
            ClaimBook book = new ClaimBook();
            book.write(workbooks.get(i), claims.getOrDefault(workbooks.get(i), List.of()), copy);
            books.add(book);
            copies.add(copy);
        }
        office.recalculate(copies, answered);
        for (int i = 0; i < workbooks.size(); i++) {
            Path calculated = answered.resolve(copies.get(i).getFileName());
            Map<Claim, Optional<String>> shown =
                    Files.isRegularFile(calculated) ? books.get(i).compare(calculated) : Map.of();
            tally.count(claims.getOrDefault(workbooks.get(i), List.of()), shown);
        }
    }
}
