package io.inkstone.lsp.context;

import io.inkstone.lsp.document.OpenDocuments;
import io.inkstone.lsp.document.Snapshot;
import io.inkstone.lsp.gateway.ContextItem;
import io.inkstone.lsp.gateway.ContextItem.Kind;
import io.inkstone.lsp.workspace.Declaration;
import io.inkstone.lsp.workspace.FileGate;
import io.inkstone.lsp.workspace.IndexedFile;
import io.inkstone.lsp.workspace.Language;
import io.inkstone.lsp.workspace.WorkspaceIndex;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Gathers what may help at a cursor. Reads a few files at most; for worker threads. */
final class ContextGatherer {

    private static final int MOST_ITEM = 2_000;
    private static final int MOST_ALL = 16_000;
    private static final int MOST_ITEMS = 16;
    private static final int NEAR_LINES = 12;
    private static final int AROUND_EDIT_LINES = 8;
    private static final int MOST_IMPORTS = 6;
    private static final int MOST_SYMBOLS = 6;
    private static final int MOST_RECENT = 3;
    private static final int MOST_OPEN = 3;
    private static final int MOST_SIMILAR = 3;
    private static final int AMBIGUOUS = 3;
    private static final Pattern NAME = Pattern.compile("[A-Za-z_$][\\w$]{2,60}");

    private final WorkspaceIndex index;
    private final FileGate gate;
    private final OpenDocuments documents;
    private final RecentEdits edits;
    private final Imports imports;
    private final DocumentFiles files;

    ContextGatherer(
            WorkspaceIndex index, FileGate gate, OpenDocuments documents, RecentEdits edits, DocumentFiles files) {
        this.index = index;
        this.gate = gate;
        this.documents = documents;
        this.edits = edits;
        this.imports = new Imports(index);
        this.files = files;
    }

    /** The items, the likeliest to help first; none twice. */
    List<ContextItem> gather(Snapshot document, int offset) {
        Language language = Language.ofId(document.language());
        Optional<Path> file = files.fileOf(document.uri());
        String near = near(document, offset, NEAR_LINES, 0);
        Map<String, ContextItem> items = new LinkedHashMap<>();
        Set<String> names = names(near);
        addImports(items, language, document, file, names);
        addSymbols(items, language, file, names);
        addRecent(items, document);
        addOpen(items, document);
        addSimilar(items, language, document, file, offset);
        return bounded(items.values());
    }

    private static List<ContextItem> bounded(Iterable<ContextItem> items) {
        List<ContextItem> sorted = new ArrayList<>();
        items.forEach(sorted::add);
        sorted.sort((a, b) -> Double.compare(b.score(), a.score()));
        List<ContextItem> kept = new ArrayList<>();
        int length = 0;
        for (ContextItem item : sorted) {
            if (kept.size() < MOST_ITEMS && length + item.text().length() <= MOST_ALL) {
                kept.add(item);
                length += item.text().length();
            }
        }
        return kept;
    }

    private void addImports(
            Map<String, ContextItem> items,
            Language language,
            Snapshot document,
            Optional<Path> file,
            Set<String> near) {
        int count = 0;
        for (Map.Entry<IndexedFile, List<String>> entry :
                imports.of(language, document.text(), file).entrySet()) {
            if (count++ >= MOST_IMPORTS * 4) {
                break;
            }
            boolean used = entry.getValue().stream().anyMatch(near::contains);
            add(items, entry.getKey().path(), entry.getKey().outline(), Kind.IMPORT, used ? 0.9 : 0.5);
        }
    }

    private void addSymbols(Map<String, ContextItem> items, Language language, Optional<Path> file, Set<String> near) {
        int count = 0;
        double score = 0.85;
        for (String name : near) {
            List<WorkspaceIndex.Found> found = index.declarations(name).stream()
                    .filter(one -> one.file().language().speaksWith(language))
                    .toList();
            boolean here = found.stream()
                    .anyMatch(one -> file.isPresent() && one.file().file().equals(file.get()));
            if (found.isEmpty() || found.size() > AMBIGUOUS || here) {
                continue;
            }
            for (WorkspaceIndex.Found one : found) {
                Declaration declaration = one.declaration();
                String text = declaration.type() ? one.file().outlineOf(declaration) : declaration.signature();
                add(items, one.file().path(), text, Kind.SYMBOL, score / found.size());
            }
            score = Math.max(0.4, score - 0.08);
            if (++count >= MOST_SYMBOLS) {
                return;
            }
        }
    }

    private void addRecent(Map<String, ContextItem> items, Snapshot document) {
        double score = 0.75;
        int count = 0;
        for (RecentEdits.Place place : edits.latest()) {
            Optional<Snapshot> other = documents.find(place.uri());
            if (place.uri().equals(document.uri()) || other.isEmpty() || !files.mayBeSent(other.get())) {
                continue;
            }
            String text = lines(other.get(), place.line() - AROUND_EDIT_LINES, place.line() + AROUND_EDIT_LINES);
            add(items, files.pathOf(place.uri()), text, Kind.RECENT, score);
            score -= 0.1;
            if (++count >= MOST_RECENT) {
                return;
            }
        }
    }

    private void addOpen(Map<String, ContextItem> items, Snapshot document) {
        int count = 0;
        for (Snapshot other : documents.all()) {
            boolean elsewhere = !other.uri().equals(document.uri()) && files.mayBeSent(other);
            Optional<IndexedFile> indexed =
                    elsewhere ? files.fileOf(other.uri()).flatMap(index::find) : Optional.empty();
            if (indexed.isPresent() && !indexed.get().declarations().isEmpty()) {
                add(items, indexed.get().path(), indexed.get().outline(), Kind.OPEN, 0.35);
                if (++count >= MOST_OPEN) {
                    return;
                }
            }
        }
    }

    private void addSimilar(
            Map<String, ContextItem> items, Language language, Snapshot document, Optional<Path> file, int offset) {
        String query = near(document, offset, NEAR_LINES, NEAR_LINES / 2);
        Predicate<IndexedFile> other = candidate -> candidate.language().speaksWith(language)
                && (file.isEmpty() || !candidate.file().equals(file.get()));
        List<WorkspaceIndex.Similar> similar = index.similar(query, other, MOST_SIMILAR);
        float best = similar.isEmpty() ? 1 : similar.get(0).score();
        for (WorkspaceIndex.Similar one : similar) {
            Optional<String> text = read(one.file().file());
            text.ifPresent(whole -> add(
                    items,
                    one.file().path(),
                    lines(whole, one.firstLine(), one.lines()),
                    Kind.SIMILAR,
                    0.6 * one.score() / best));
        }
    }

    /** As the editor has it, else from the disk, if it may be read by now. */
    private Optional<String> read(Path file) {
        if (!gate.allows(file)) {
            return Optional.empty();
        }
        return documents.find(file.toUri().toString()).map(Snapshot::text).or(() -> gate.read(file));
    }

    private static void add(Map<String, ContextItem> items, String path, String text, Kind kind, double score) {
        String bounded = text.length() > MOST_ITEM ? text.substring(0, MOST_ITEM) : text;
        if (!bounded.isBlank() && !SecretTexts.hasSecret(bounded)) {
            items.putIfAbsent(path + '\n' + bounded, new ContextItem(path, bounded, kind, score));
        }
    }

    private static String near(Snapshot document, int offset, int before, int after) {
        int line = document.lineOf(offset);
        return document.text()
                .substring(
                        document.lineStart(Math.max(0, line - before)),
                        after == 0 ? offset : document.lineEnd(Math.min(document.lines() - 1, line + after)));
    }

    /** The names in a text, the last first: those are nearest to the cursor. */
    private static Set<String> names(String text) {
        List<String> all = new ArrayList<>();
        Matcher matcher = NAME.matcher(text);
        while (matcher.find()) {
            all.add(matcher.group());
        }
        Set<String> names = new LinkedHashSet<>();
        for (int at = all.size() - 1; at >= 0; at--) {
            names.add(all.get(at));
        }
        return names;
    }

    private static String lines(Snapshot document, int from, int to) {
        int last = Math.min(document.lines() - 1, to);
        return document.text().substring(document.lineStart(Math.max(0, from)), document.lineEnd(last));
    }

    private static String lines(String text, int from, int count) {
        return String.join("\n", text.lines().skip(from).limit(count).toList());
    }
}
