package io.inkstone.code.syntax;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A programming language, as far as completion has to know it. */
public enum CodeLanguage {
    /** Java; parsed. */
    JAVA("//", Blocks.BRACES, List.of("java"), List.of("java")),
    /** JavaScript with JSX; parsed. */
    JAVASCRIPT("//", Blocks.BRACES, List.of("javascript", "javascriptreact", "js"), List.of("js", "jsx", "mjs", "cjs")),
    /** Python 3; parsed. */
    PYTHON("#", Blocks.INDENTATION, List.of("python", "py"), List.of("py", "pyi")),
    /** TypeScript. */
    TYPESCRIPT("//", Blocks.BRACES, List.of("typescript", "typescriptreact"), List.of("ts", "tsx", "mts", "cts")),
    /** What is written with braces and {@code //}. */
    BRACES(
            "//",
            Blocks.BRACES,
            List.of("c", "cpp", "csharp", "go", "rust", "kotlin", "swift", "scala", "dart", "php", "groovy"),
            List.of("c", "h", "cc", "cpp", "hpp", "cs", "go", "rs", "kt", "kts", "swift", "scala", "dart", "php")),
    /** What has its comments begin with a hash. */
    HASH(
            "#",
            Blocks.INDENTATION,
            List.of("shellscript", "ruby", "perl", "r", "yaml", "toml", "dockerfile", "makefile", "elixir"),
            List.of("sh", "bash", "rb", "pl", "r", "yaml", "yml", "toml", "ex", "exs")),
    /** What has its comments begin with two hyphens. */
    HYPHENS("--", Blocks.INDENTATION, List.of("sql", "lua", "haskell"), List.of("sql", "lua", "hs")),
    /** Anything else. */
    OTHER("#", Blocks.INDENTATION, List.of(), List.of());

    /** What tells where a block ends. */
    public enum Blocks {
        /** Curly braces. */
        BRACES,
        /** How far lines are indented. */
        INDENTATION
    }

    private final String comment;
    private final Blocks blocks;
    private final List<String> identifiers;
    private final List<String> extensions;

    CodeLanguage(String comment, Blocks blocks, List<String> identifiers, List<String> extensions) {
        this.comment = comment;
        this.blocks = blocks;
        this.identifiers = identifiers;
        this.extensions = extensions;
    }

    /**
     * The language that an editor names, else the one of a file's name.
     *
     * @param identifier as the language server protocol has it, e.g. {@code javascriptreact}
     */
    public static CodeLanguage of(@Nullable String identifier, @Nullable String path) {
        if (identifier != null && !identifier.isBlank()) {
            String wanted = identifier.strip().toLowerCase(Locale.ROOT);
            for (CodeLanguage language : values()) {
                if (language.identifiers.contains(wanted)) {
                    return language;
                }
            }
        }
        if (path != null) {
            String extension = path.substring(path.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
            for (CodeLanguage language : values()) {
                if (language.extensions.contains(extension)) {
                    return language;
                }
            }
        }
        return OTHER;
    }

    /** What begins a comment that goes to the end of its line. */
    public String comment() {
        return comment;
    }

    /** What tells where a block ends. */
    public Blocks blocks() {
        return blocks;
    }
}
