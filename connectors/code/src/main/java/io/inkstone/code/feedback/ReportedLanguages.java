package io.inkstone.code.feedback;

import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The languages that are told apart, by the identifiers of the language server protocol. */
final class ReportedLanguages {

    static final Set<String> ALL = Set.of(
            "bat",
            "c",
            "clojure",
            "coffeescript",
            "cpp",
            "csharp",
            "css",
            "cuda-cpp",
            "dart",
            "dockerfile",
            "elixir",
            "erlang",
            "fsharp",
            "go",
            "graphql",
            "groovy",
            "handlebars",
            "haskell",
            "html",
            "ini",
            "java",
            "javascript",
            "javascriptreact",
            "json",
            "jsonc",
            "julia",
            "kotlin",
            "latex",
            "less",
            "lua",
            "makefile",
            "markdown",
            "objective-c",
            "objective-cpp",
            "ocaml",
            "perl",
            "php",
            "plaintext",
            "powershell",
            "properties",
            "proto3",
            "pug",
            "python",
            "r",
            "razor",
            "ruby",
            "rust",
            "sass",
            "scala",
            "scss",
            "shellscript",
            "sql",
            "svelte",
            "swift",
            "terraform",
            "toml",
            "typescript",
            "typescriptreact",
            "vb",
            "vue",
            "xml",
            "yaml",
            "zig");

    private ReportedLanguages() {}

    /** The identifier as it is counted; what is not known is told apart no further. */
    static String of(@Nullable String language) {
        return language == null ? "" : language.strip().toLowerCase(Locale.ROOT);
    }
}
