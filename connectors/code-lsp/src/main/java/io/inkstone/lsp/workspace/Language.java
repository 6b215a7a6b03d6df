package io.inkstone.lsp.workspace;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Languages whose declarations are known, and the names of their files. */
public enum Language {
    JAVA("java", "java"),
    KOTLIN("kotlin", "kt kts"),
    SCALA("scala", "scala"),
    CSHARP("csharp", "cs"),
    JAVASCRIPT("javascript", "js jsx mjs cjs vue svelte"),
    TYPESCRIPT("typescript", "ts tsx mts cts"),
    PYTHON("python", "py pyi"),
    GO("go", "go"),
    RUST("rust", "rs"),
    C("c", "c h"),
    CPP("cpp", "cc cpp cxx hh hpp hxx"),
    RUBY("ruby", "rb"),
    PHP("php", "php"),
    SWIFT("swift", "swift"),
    SHELL("shellscript", "sh bash"),
    SQL("sql", "sql"),
    OTHER("plaintext", "md txt json yml yaml toml xml html css scss gradle properties proto");

    private static final Map<String, Language> BY_ENDING = new HashMap<>();
    private static final Map<String, Language> BY_ID = new HashMap<>();

    static {
        for (Language language : values()) {
            List.of(language.endings.split(" ", -1)).forEach(ending -> BY_ENDING.put(ending, language));
            BY_ID.put(language.id, language);
        }
        BY_ID.put("javascriptreact", JAVASCRIPT);
        BY_ID.put("typescriptreact", TYPESCRIPT);
    }

    private final String id;
    /** Of file names, with spaces between. */
    private final String endings;

    Language(String id, String endings) {
        this.id = id;
        this.endings = endings;
    }

    /** The language of a file's name; empty when files like it are not read. */
    public static Optional<Language> ofFile(String name) {
        String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return Optional.ofNullable(BY_ENDING.get(ending));
    }

    /** The language of an editor's id. */
    public static Language ofId(String id) {
        return BY_ID.getOrDefault(id, OTHER);
    }

    /** Whether declarations of one serve the other. */
    public boolean speaksWith(Language other) {
        return family() == other.family();
    }

    private Language family() {
        return switch (this) {
            case JAVASCRIPT, TYPESCRIPT -> TYPESCRIPT;
            case JAVA, KOTLIN, SCALA -> JAVA;
            case C, CPP -> C;
            default -> this;
        };
    }

    /** The declarations of markup and data are not looked for. */
    boolean hasDeclarations() {
        return this != OTHER && this != SHELL && this != SQL;
    }
}
