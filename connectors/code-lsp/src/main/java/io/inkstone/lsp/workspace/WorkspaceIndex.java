package io.inkstone.lsp.workspace;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/**
 * What the files of the workspace declare and hold, in memory: names to declarations, file names to files, and the words
 * of chunks for a BM25 ranking. A file is put in, replaced or taken out by itself. Thread-safe.
 */
public final class WorkspaceIndex {

    /** More files than this are not read. */
    public static final int MOST_FILES = 20_000;

    private static final int MOST_SAME_NAMES = 64;
    private static final int MOST_QUERY_WORDS = 96;

    private final Map<Path, IndexedFile> files = new ConcurrentHashMap<>();
    private final Map<String, List<Found>> names = new HashMap<>();
    private final Map<String, List<IndexedFile>> fileNames = new HashMap<>();
    private final int[] documents = new int[Words.BUCKETS];
    private long words;
    private int chunks;

    /** A declaration and where it is. */
    public record Found(IndexedFile file, Declaration declaration) {}

    /** A run of lines that is like what was asked for; {@code firstLine} counts from 0. */
    public record Similar(IndexedFile file, int firstLine, int lines, float score) {}

    /** Puts a file in, in place of what was known of it; false when there are too many. */
    public boolean put(Path file, String path, Language language, String text) {
        IndexedFile indexed = IndexedFile.of(file, path, language, text);
        synchronized (this) {
            if (files.size() >= MOST_FILES && !files.containsKey(file)) {
                return false;
            }
            remove(file);
            files.put(file, indexed);
            fileNames
                    .computeIfAbsent(nameOf(indexed), name -> new ArrayList<>(1))
                    .add(indexed);
            for (Declaration declaration : indexed.declarations()) {
                List<Found> same = names.computeIfAbsent(declaration.name(), name -> new ArrayList<>(1));
                if (same.size() < MOST_SAME_NAMES) {
                    same.add(new Found(indexed, declaration));
                }
            }
            count(indexed, 1);
        }
        return true;
    }

    /** Takes a file out. */
    public synchronized void remove(Path file) {
        IndexedFile former = files.remove(file);
        if (former == null) {
            return;
        }
        forget(fileNames, nameOf(former), indexed -> indexed.file().equals(file));
        for (Declaration declaration : former.declarations()) {
            forget(names, declaration.name(), found -> found.file().file().equals(file));
        }
        count(former, -1);
    }

    /** Takes out all files in a folder. */
    public void removeBelow(Path folder) {
        files.keySet().stream().filter(file -> file.startsWith(folder)).toList().forEach(this::remove);
    }

    private static <T> void forget(Map<String, List<T>> map, String name, Predicate<T> which) {
        List<T> all = map.get(name);
        if (all != null) {
            all.removeIf(which);
            if (all.isEmpty()) {
                map.remove(name);
            }
        }
    }

    private void count(IndexedFile file, int by) {
        for (Chunk chunk : file.chunks()) {
            chunk.count(documents, by);
            words += (long) by * chunk.words();
            chunks += by;
        }
    }

    public int size() {
        return files.size();
    }

    public Optional<IndexedFile> find(Path file) {
        return Optional.ofNullable(files.get(file));
    }

    /** Where a name is declared. */
    public synchronized List<Found> declarations(String name) {
        return List.copyOf(names.getOrDefault(name, List.of()));
    }

    /** Files whose path ends so, whole parts of it: {@code mail/Sender.java}. */
    public synchronized List<IndexedFile> endingWith(String ending) {
        String name = ending.substring(ending.lastIndexOf('/') + 1);
        return fileNames.getOrDefault(name, List.of()).stream()
                .filter(file -> file.path().equals(ending) || file.path().endsWith("/" + ending))
                .toList();
    }

    /** The chunks that are most like a text, best first. */
    public List<Similar> similar(String text, Predicate<IndexedFile> which, int most) {
        float[] weights = new float[Words.BUCKETS];
        float average = weigh(text, weights);
        PriorityQueue<Similar> best = new PriorityQueue<>(Comparator.comparing(Similar::score));
        for (IndexedFile file : files.values()) {
            if (!which.test(file)) {
                continue;
            }
            for (Chunk chunk : file.chunks()) {
                float score = chunk.score(weights, average);
                if (score > 0 && (best.size() < most || score > best.element().score())) {
                    best.add(new Similar(file, chunk.firstLine(), chunk.lines(), score));
                    if (best.size() > most) {
                        best.remove();
                    }
                }
            }
        }
        List<Similar> sorted = new ArrayList<>(best);
        sorted.sort(Comparator.comparing(Similar::score)
                .reversed()
                .thenComparing(similar -> similar.file().path()));
        return sorted;
    }

    /** Weighs the rarest words of a text by how seldom chunks hold them; gives the average length of chunks. */
    private synchronized float weigh(String text, float[] weights) {
        int[] buckets = java.util.Arrays.stream(Words.of(text)).distinct().toArray();
        List<Integer> rarest = new ArrayList<>();
        for (int bucket : buckets) {
            if (documents[bucket] > 0) {
                rarest.add(bucket);
            }
        }
        rarest.sort(Comparator.comparingInt(bucket -> documents[bucket]));
        for (int bucket : rarest.subList(0, Math.min(MOST_QUERY_WORDS, rarest.size()))) {
            int with = documents[bucket];
            weights[bucket] = (float) Math.log(1 + (chunks - with + 0.5) / (with + 0.5));
        }
        return chunks == 0 ? 1 : Math.max(1f, (float) words / chunks);
    }

    public Collection<IndexedFile> files() {
        return List.copyOf(files.values());
    }

    private static String nameOf(IndexedFile file) {
        return file.path().substring(file.path().lastIndexOf('/') + 1);
    }
}
