package io.inkstone.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.inkstone.bench.HeapWatch.Step;
import io.inkstone.lsp.workspace.FileGate;
import io.inkstone.lsp.workspace.IndexedFile;
import io.inkstone.lsp.workspace.WorkspaceIndex;
import io.inkstone.lsp.workspace.WorkspaceReader;
import io.inkstone.protocol.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** The part of {@link CodeIndex} that is measured, in a JVM whose heap holds nothing else. */
final class CodeIndexProcess {

    private final Path root;
    private final FileGate gate;
    private final WorkspaceIndex index = new WorkspaceIndex();
    private final WorkspaceReader reader;
    private final HeapWatch heap = new HeapWatch();

    private CodeIndexProcess(Path root) {
        this.root = root;
        this.gate = new FileGate(List.of(root));
        this.reader = new WorkspaceReader(gate, index, List.of(root));
    }

    /** @param arguments the repository, its bytes, and how many files change */
    public static void main(String[] arguments) throws Exception {
        Machine machine = Machine.here();
        new CodeIndexProcess(Path.of(arguments[0]))
                .run(machine, Long.parseLong(arguments[1]), Integer.parseInt(arguments[2]));
    }

    private void run(Machine machine, long bytes, int updates) throws Exception {
        Step<Integer> read = heap.measure(() -> {
            reader.readAll(List.of(root), (done, all) -> true);
            return index.size();
        });
        List<IndexedFile> files = new ArrayList<>(index.files());
        files.sort(Comparator.comparing(IndexedFile::path));
        Step<Samples> changed = heap.measure(() -> change(files, updates));
        Step<Samples> asked = heap.measure(() -> ask(files, Math.min(updates, 200)));
        long declarations =
                files.stream().mapToLong(file -> file.declarations().size()).sum();
        System.out.printf(
                Locale.ROOT,
                "%s, %d processors, %s, %s, load %.2f at the start%n"
                        + "%d files, %.1f MB, %d declarations, in a heap of %d MiB%n%n",
                machine.cpu(),
                machine.processors(),
                machine.system(),
                machine.jdk(),
                machine.load(),
                read.result(),
                bytes / 1e6,
                declarations,
                mebibytes(Runtime.getRuntime().maxMemory()));
        System.out.printf(
                Locale.ROOT,
                "read      %.2f s (%.2f s of all processors), peak %d MiB, after GC %d MiB, kept %d MiB%n",
                read.seconds(),
                read.cpuSeconds(),
                mebibytes(read.peakBytes()),
                mebibytes(read.peakAfterCollectionBytes()),
                mebibytes(read.keptBytes()));
        print("change", changed);
        print("similar", asked);
        ObjectNode json = Json.MAPPER.createObjectNode();
        json.put("bench", "code-index")
                .put("files", read.result())
                .put("bytes", bytes)
                .put("declarations", declarations)
                .put("read_seconds", round(read.seconds()))
                .put("peak_mib", mebibytes(read.peakBytes()))
                .put("kept_mib", mebibytes(changed.keptBytes()))
                .put("change_p50_ms", round(changed.result().median()))
                .put("change_p99_ms", round(changed.result().p99()))
                .put("similar_p50_ms", round(asked.result().median()))
                .put("similar_p99_ms", round(asked.result().p99()));
        json.set("machine", Json.MAPPER.valueToTree(machine));
        System.out.println(Json.write(json));
    }

    /** Each file gets a method more and is read anew. */
    private Samples change(List<IndexedFile> files, int updates) throws Exception {
        double[] millis = new double[updates];
        for (int at = 0; at < updates; at++) {
            Path file = files.get((int) ((long) at * files.size() / updates)).file();
            Files.writeString(file, "\nint added" + at + "(int a) {\n    return a;\n}\n", StandardOpenOption.APPEND);
            long start = System.nanoTime();
            reader.changed(file);
            millis[at] = (System.nanoTime() - start) / 1e6;
        }
        return new Samples(millis);
    }

    /** Looks for code that is like the beginning of a file, as before a completion. */
    private Samples ask(List<IndexedFile> files, int times) throws Exception {
        double[] millis = new double[times];
        for (int at = 0; at < times; at++) {
            IndexedFile file = files.get((int) ((long) at * files.size() / times));
            String near = String.join(
                    "\n",
                    Files.readString(file.file()).lines().skip(12).limit(18).toList());
            long start = System.nanoTime();
            index.similar(near, other -> other.language().speaksWith(file.language()) && !other.equals(file), 3);
            millis[at] = (System.nanoTime() - start) / 1e6;
        }
        return new Samples(millis);
    }

    private static void print(String name, Step<Samples> step) {
        System.out.printf(
                Locale.ROOT,
                "%-9s p50 %.2f ms, p99 %.2f ms a file, kept %d MiB%n",
                name,
                step.result().median(),
                step.result().p99(),
                mebibytes(step.keptBytes()));
    }

    private static double round(double value) {
        return Math.round(value * 100) / 100.0;
    }

    private static long mebibytes(long bytes) {
        return bytes + (1 << 19) >> 20;
    }
}
