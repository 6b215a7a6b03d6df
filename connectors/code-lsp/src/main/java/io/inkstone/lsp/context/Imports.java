package io.inkstone.lsp.context;

import io.inkstone.lsp.workspace.IndexedFile;
import io.inkstone.lsp.workspace.Language;
import io.inkstone.lsp.workspace.WorkspaceIndex;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The files of the workspace that a text imports, and under which names. */
final class Imports {

    private static final int MOST_LINES = 150;
    private static final int MOST_SAME = 3;

    private static final Pattern JVM =
            Pattern.compile("^import\\s+(?:static\\s+)?([\\w.]+?)(?:\\.\\*)?(?:\\s+as\\s+\\w+)?;?\\s*$");
    private static final Pattern PYTHON_FROM = Pattern.compile("^\\s*from\\s+(\\.*)([\\w.]*)\\s+import\\s+\\(?(.*)$");
    private static final Pattern PYTHON = Pattern.compile("^\\s*import\\s+([\\w.]+)(?:\\s+as\\s+(\\w+))?");
    private static final Pattern SCRIPT = Pattern.compile(
            "^\\s*(?:import|export|const|let|var)\\b(.*?)(?:from\\s*|require\\(\\s*|import\\s*)[\"'](\\.[^\"']*)[\"']");
    private static final Pattern INCLUDE = Pattern.compile("^\\s*#\\s*include\\s+\"([^\"]+)\"");
    private static final Pattern RUST = Pattern.compile("^\\s*(?:pub\\s+)?(?:use\\s+crate::|mod\\s+)([\\w:]+)");
    private static final Pattern GO = Pattern.compile("^\\s*(?:import\\s+)?(?:\\w+\\s+)?\"([\\w./-]+)\"\\s*$");
    private static final Pattern NAME = Pattern.compile("[A-Za-z_$][\\w$]*");

    private final WorkspaceIndex index;

    Imports(WorkspaceIndex index) {
        this.index = index;
    }

    /**
     * Imported files in the order of the text, each with the names by which it is used.
     *
     * @param file the importing file; imports that are relative start from it
     */
    Map<IndexedFile, List<String>> of(Language language, String text, Optional<Path> file) {
        Map<IndexedFile, List<String>> found = new LinkedHashMap<>();
        BiConsumer<IndexedFile, List<String>> add = (imported, names) ->
                found.computeIfAbsent(imported, key -> new ArrayList<>()).addAll(names);
        text.lines().limit(MOST_LINES).forEach(line -> {
            if (line.length() <= 300) {
                line(language, line, file, add);
            }
        });
        return found;
    }

    private void line(Language language, String line, Optional<Path> file, BiConsumer<IndexedFile, List<String>> add) {
        switch (language) {
            case JAVA, KOTLIN, SCALA -> jvm(line, add);
            case PYTHON -> python(line, file, add);
            case JAVASCRIPT, TYPESCRIPT -> script(line, file, add);
            case C, CPP -> include(line, add);
            case RUST -> rust(line, add);
            case GO -> go(line, add);
            default -> {}
        }
    }

    private void jvm(String line, BiConsumer<IndexedFile, List<String>> add) {
        Matcher matcher = JVM.matcher(line);
        if (!matcher.find()) {
            return;
        }
        String path = matcher.group(1).replace('.', '/');
        // A static import names a member, and nested classes their outer one.
        for (int part = 0; part < 3 && path.indexOf('/') > 0; part++) {
            List<IndexedFile> files = new ArrayList<>(index.endingWith(path + ".java"));
            files.addAll(index.endingWith(path + ".kt"));
            files.addAll(index.endingWith(path + ".scala"));
            if (!files.isEmpty()) {
                String name = path.substring(path.lastIndexOf('/') + 1);
                files.stream().limit(MOST_SAME).forEach(found -> add.accept(found, List.of(name)));
                return;
            }
            path = path.substring(0, path.lastIndexOf('/'));
        }
    }

    private void python(String line, Optional<Path> file, BiConsumer<IndexedFile, List<String>> add) {
        Matcher from = PYTHON_FROM.matcher(line);
        if (from.find()) {
            String module = from.group(2).replace('.', '/');
            List<String> names = names(from.group(3));
            Optional<Path> base = relative(file, from.group(1).length());
            if (from.group(1).isEmpty()) {
                module(module, names, add);
                names.forEach(name -> module(module + "/" + name, List.of(name), add));
            } else if (base.isPresent()) {
                Path folder = base.get().resolve(module);
                at(Path.of(folder + ".py"), names, add);
                at(folder.resolve("__init__.py"), names, add);
                names.forEach(name -> at(folder.resolve(name + ".py"), List.of(name), add));
            }
            return;
        }
        Matcher plain = PYTHON.matcher(line);
        if (plain.find()) {
            String module = plain.group(1).replace('.', '/');
            module(module, List.of(module.substring(module.lastIndexOf('/') + 1)), add);
        }
    }

    private static Optional<Path> relative(Optional<Path> file, int dots) {
        Optional<Path> folder = file.map(Path::getParent);
        for (int up = 1; up < dots; up++) {
            folder = folder.map(Path::getParent);
        }
        return folder;
    }

    private void module(String path, List<String> names, BiConsumer<IndexedFile, List<String>> add) {
        List<IndexedFile> files = new ArrayList<>(index.endingWith(path + ".py"));
        files.addAll(index.endingWith(path + "/__init__.py"));
        files.stream().limit(MOST_SAME).forEach(found -> add.accept(found, names));
    }

    private void script(String line, Optional<Path> file, BiConsumer<IndexedFile, List<String>> add) {
        Matcher matcher = SCRIPT.matcher(line);
        Optional<Path> folder = file.map(Path::getParent);
        if (!matcher.find() || folder.isEmpty()) {
            return;
        }
        List<String> names = names(matcher.group(1));
        Path target = folder.get().resolve(matcher.group(2)).normalize();
        at(target, names, add);
        for (String ending : new String[] {".ts", ".tsx", ".js", ".jsx", ".mjs", ".vue", ".d.ts"}) {
            at(Path.of(target + ending), names, add);
            at(target.resolve("index" + ending), names, add);
        }
    }

    private void include(String line, BiConsumer<IndexedFile, List<String>> add) {
        Matcher matcher = INCLUDE.matcher(line);
        if (matcher.find()) {
            String path = matcher.group(1).replaceAll("^(?:\\.\\.?/)+", "");
            index.endingWith(path).stream().limit(MOST_SAME).forEach(found -> add.accept(found, List.of()));
        }
    }

    private void rust(String line, BiConsumer<IndexedFile, List<String>> add) {
        Matcher matcher = RUST.matcher(line);
        if (!matcher.find()) {
            return;
        }
        String path = matcher.group(1).replace("::", "/").replaceAll("/+$", "");
        for (int part = 0; part < 2 && !path.isEmpty(); part++) {
            List<IndexedFile> files = new ArrayList<>(index.endingWith(path + ".rs"));
            files.addAll(index.endingWith(path + "/mod.rs"));
            files.stream().limit(MOST_SAME).forEach(found -> add.accept(found, List.of()));
            path = path.contains("/") ? path.substring(0, path.lastIndexOf('/')) : "";
        }
    }

    private void go(String line, BiConsumer<IndexedFile, List<String>> add) {
        Matcher matcher = GO.matcher(line);
        if (matcher.find() && matcher.group(1).contains("/")) {
            String folder = matcher.group(1).substring(matcher.group(1).lastIndexOf('/') + 1);
            index.endingWith(folder + "/" + folder + ".go").stream()
                    .limit(MOST_SAME)
                    .forEach(found -> add.accept(found, List.of(folder)));
        }
    }

    private void at(Path path, List<String> names, BiConsumer<IndexedFile, List<String>> add) {
        index.find(path.normalize()).ifPresent(found -> add.accept(found, names));
    }

    private static List<String> names(String text) {
        List<String> names = new ArrayList<>();
        Matcher matcher = NAME.matcher(text);
        while (matcher.find() && names.size() < 20) {
            names.add(matcher.group());
        }
        return names;
    }
}
