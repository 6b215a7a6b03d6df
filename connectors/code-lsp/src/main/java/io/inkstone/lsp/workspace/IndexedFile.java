package io.inkstone.lsp.workspace;

import java.nio.file.Path;
import java.util.List;

/**
 * What the index knows of a file.
 *
 * @param path relative to its folder of the workspace, with slashes
 */
public record IndexedFile(
        Path file, String path, Language language, List<Declaration> declarations, List<Chunk> chunks) {

    private static final int MOST_OUTLINE = 1_600;

    public IndexedFile {
        declarations = List.copyOf(declarations);
        chunks = List.copyOf(chunks);
    }

    static IndexedFile of(Path file, String path, Language language, String text) {
        List<String> lines = text.lines().toList();
        List<Declaration> declarations =
                language.hasDeclarations() ? DeclarationScanner.scan(language, lines) : List.of();
        return new IndexedFile(file, path, language, declarations, Chunk.of(lines));
    }

    /** What it declares, a line each, indented as it is; cut where it gets long. */
    public String outline() {
        return outline(declarations);
    }

    /** A declaration and what is declared inside it. */
    public String outlineOf(Declaration declaration) {
        int from = declarations.indexOf(declaration);
        int to = from + 1;
        while (to < declarations.size() && declarations.get(to).indent() > declaration.indent()) {
            to++;
        }
        return outline(declarations.subList(Math.max(0, from), to));
    }

    private static String outline(List<Declaration> declarations) {
        StringBuilder outline = new StringBuilder();
        int left = declarations.stream().mapToInt(Declaration::indent).min().orElse(0);
        for (Declaration declaration : declarations) {
            String line = " ".repeat(Math.min(16, declaration.indent() - left)) + declaration.signature();
            if (outline.length() + line.length() > MOST_OUTLINE) {
                break;
            }
            outline.append(line).append('\n');
        }
        return outline.toString();
    }
}
