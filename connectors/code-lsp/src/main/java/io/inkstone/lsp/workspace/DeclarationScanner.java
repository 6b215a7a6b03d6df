package io.inkstone.lsp.workspace;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds declarations line by line, by how they begin. A parser would find a few more; this needs no native code, never
 * fails on half-written files and reads a million lines in seconds. Declarations inside functions are left out where
 * indentation shows them.
 */
final class DeclarationScanner {

    private static final int MOST_LINE = 300;
    private static final int MOST_SIGNATURE = 160;
    private static final int MOST_DECLARATIONS = 1_000;
    private static final int MORE_LINES = 3;

    private static final Set<String> NO_NAMES = Set.of(
            "if",
            "for",
            "while",
            "switch",
            "catch",
            "return",
            "new",
            "throw",
            "else",
            "do",
            "try",
            "synchronized",
            "super",
            "this",
            "await",
            "yield",
            "assert",
            "case",
            "function",
            "with",
            "typeof",
            "delete",
            "sizeof",
            "using",
            "foreach",
            "elseif",
            "echo");

    /** A type's name is in group {@code t}, another's in {@code n}. */
    private static final Map<Language, List<Pattern>> PATTERNS = new EnumMap<>(Language.class);

    private static final String JVM_WORDS =
            "(?:(?:public|protected|private|internal|static|final|abstract|sealed|non-sealed|open|override|inline|suspend"
                    + "|data|default|synchronized|native|strictfp|virtual|async|partial|readonly|extern|unsafe|implicit"
                    + "|lazy|case|operator|const|lateinit|inner|companion|export|declare|enum(?= class))\\s+)*";
    private static final String RETURNED = "(?:<[^>]{1,80}>\\s+)?[\\w$.]+(?:<[^()]{0,100}>)?(?:\\[\\]|\\?|\\*|&)*";

    static {
        PATTERNS.put(
                Language.JAVA,
                patterns(
                        "^\\s*" + JVM_WORDS + "(?:class|interface|enum|record|@interface)\\s+(?<t>\\w+)",
                        "^\\s*" + JVM_WORDS + RETURNED + "\\s+(?<n>\\w+)\\s*\\((?!.*\\)\\s*[.+]).*",
                        "^\\s+(?:public|protected|private)\\s+(?<n>[A-Z]\\w*)\\s*\\(.*",
                        "^\\s*(?:public |protected |private )?static final [\\w<>\\[\\], ]+ (?<n>[A-Z][A-Z0-9_]+)\\s*="));
        PATTERNS.put(
                Language.CSHARP,
                patterns(
                        "^\\s*" + JVM_WORDS + "(?:class|interface|enum|record|struct)\\s+(?<t>\\w+)",
                        "^\\s*" + JVM_WORDS + RETURNED + "\\s+(?<n>\\w+)\\s*[({](?!.*\\)\\s*[.+]).*"));
        PATTERNS.put(
                Language.KOTLIN,
                patterns(
                        "^\\s*" + JVM_WORDS + "(?:class|interface|object|typealias)\\s+(?<t>\\w+)",
                        "^\\s*" + JVM_WORDS + "fun\\s+(?:<[^>]+>\\s*)?(?:[\\w<>?]+\\.)?(?<n>\\w+)\\s*\\(",
                        "^ {0,4}" + JVM_WORDS + "va[lr]\\s+(?<n>\\w+)"));
        PATTERNS.put(
                Language.SCALA,
                patterns(
                        "^\\s*" + JVM_WORDS + "(?:class|trait|object|type|enum)\\s+(?<t>\\w+)",
                        "^\\s*" + JVM_WORDS + "def\\s+(?<n>\\w+)"));
        List<Pattern> script = patterns(
                "^\\s*(?:export\\s+)?(?:default\\s+)?(?:declare\\s+)?(?:abstract\\s+)?(?:const\\s+)?"
                        + "(?:class|interface|enum|namespace)\\s+(?<t>[\\w$]+)",
                "^\\s*(?:export\\s+)?(?:declare\\s+)?type\\s+(?<t>[\\w$]+)[^=]{0,80}=",
                "^\\s*(?:export\\s+)?(?:default\\s+)?(?:declare\\s+)?(?:async\\s+)?function\\s*\\*?\\s*(?<n>[\\w$]+)",
                "^(?:export\\s+)?(?:const|let|var)\\s+(?<n>[\\w$]+)",
                "^(?:module\\.)?exports\\.(?<n>[\\w$]+)\\s*=",
                "^\\s+(?:(?:public|private|protected|static|async|get|set|readonly|override|abstract)\\s+)*\\*?"
                        + "(?<n>#?[\\w$]+)\\s*(?:<[^>]{1,60}>)?\\([^)]{0,160}\\)\\s*(?::\\s*[^{]{1,100})?\\{\\s*$");
        PATTERNS.put(Language.JAVASCRIPT, script);
        PATTERNS.put(Language.TYPESCRIPT, script);
        PATTERNS.put(
                Language.PYTHON,
                patterns(
                        "^\\s*class\\s+(?<t>\\w+)",
                        "^\\s*(?:async\\s+)?def\\s+(?<n>\\w+)",
                        "^(?<n>[A-Z][A-Z0-9_]+)\\s*(?::[^=]{1,60})?="));
        PATTERNS.put(
                Language.GO,
                patterns(
                        "^type\\s+(?<t>\\w+)",
                        "^func\\s+(?:\\([^)]{0,80}\\)\\s*)?(?<n>\\w+)",
                        "^(?:var|const)\\s+(?<n>\\w+)"));
        PATTERNS.put(
                Language.RUST,
                patterns(
                        "^\\s*(?:pub(?:\\([^)]*\\))?\\s+)?(?:struct|enum|trait|type|union|mod)\\s+(?<t>\\w+)",
                        "^\\s*(?:pub(?:\\([^)]*\\))?\\s+)?(?:(?:async|const|unsafe|extern(?: \"C\")?)\\s+)*fn\\s+(?<n>\\w+)",
                        "^\\s*(?:pub(?:\\([^)]*\\))?\\s+)?(?:const|static)\\s+(?<n>[A-Z]\\w*)\\s*:",
                        "^\\s*macro_rules!\\s*(?<n>\\w+)"));
        List<Pattern> native_ = patterns(
                "^\\s*(?:typedef\\s+)?(?:template\\s*<[^>]{0,80}>\\s*)?(?:struct|class|enum(?: class)?|union|namespace)\\s+"
                        + "(?<t>\\w+)\\s*(?:final\\s*)?[:{]?[^;()]*$",
                "^#define\\s+(?<n>\\w+)",
                "^(?:[\\w:]+(?:<[^()]{0,60}>)?[\\s*&]+){1,4}(?:\\w+::)?(?<n>~?\\w+)\\s*\\([^;]*$",
                "^(?:[\\w:]+(?:<[^()]{0,60}>)?[\\s*&]+){1,4}(?<n>\\w+)\\s*\\([^()]*\\)\\s*;\\s*$");
        PATTERNS.put(Language.C, native_);
        PATTERNS.put(Language.CPP, native_);
        PATTERNS.put(
                Language.RUBY,
                patterns("^\\s*(?:class|module)\\s+(?:\\w+::)*(?<t>\\w+)", "^\\s*def\\s+(?:self\\.)?(?<n>\\w+[?!]?)"));
        PATTERNS.put(
                Language.PHP,
                patterns(
                        "^\\s*(?:(?:abstract|final|readonly)\\s+)*(?:class|interface|trait|enum)\\s+(?<t>\\w+)",
                        "^\\s*(?:(?:public|protected|private|static|abstract|final)\\s+)*function\\s+&?(?<n>\\w+)"));
        PATTERNS.put(
                Language.SWIFT,
                patterns(
                        "^\\s*(?:(?:public|open|internal|private|fileprivate|final|indirect)\\s+)*"
                                + "(?:class|struct|enum|protocol|extension|actor|typealias)\\s+(?<t>\\w+)",
                        "^\\s*(?:(?:public|open|internal|private|fileprivate|static|class|override|mutating|@\\w+)\\s+)*"
                                + "func\\s+(?<n>\\w+)"));
    }

    private DeclarationScanner() {}

    private static List<Pattern> patterns(String... all) {
        List<Pattern> patterns = new ArrayList<>();
        for (String pattern : all) {
            patterns.add(Pattern.compile(pattern));
        }
        return patterns;
    }

    /** The declarations of a text, in its order. */
    static List<Declaration> scan(Language language, List<String> lines) {
        List<Pattern> patterns = PATTERNS.get(language);
        List<Declaration> found = new ArrayList<>();
        if (patterns == null) {
            return found;
        }
        boolean comment = false;
        for (int at = 0; at < lines.size() && found.size() < MOST_DECLARATIONS; at++) {
            String line = lines.get(at);
            String bare = line.stripLeading();
            if (comment) {
                comment = !bare.contains("*/");
                continue;
            }
            if (bare.startsWith("/*")) {
                comment = !bare.contains("*/");
                continue;
            }
            if (mayDeclare(bare) && line.length() <= MOST_LINE) {
                Declaration declaration = match(patterns, lines, at, line.length() - bare.length());
                if (declaration != null) {
                    found.add(declaration);
                }
            }
        }
        return found;
    }

    /** Most lines are told apart by their first or last character, which saves the patterns. */
    private static boolean mayDeclare(String bare) {
        if (bare.length() < 4) {
            return false;
        }
        char first = bare.charAt(0);
        return (Character.isLetter(first)
                        || first == '_'
                        || first == '#'
                        || first == '@'
                        || first == '~'
                        || first == '*')
                && !bare.startsWith("return ")
                && !bare.startsWith("import ")
                && !bare.startsWith("throw ")
                && !bare.startsWith("if ")
                && !bare.startsWith("} ");
    }

    private static @Nullable Declaration match(List<Pattern> patterns, List<String> lines, int at, int indent) {
        String line = lines.get(at);
        for (Pattern pattern : patterns) {
            Matcher matcher = pattern.matcher(line);
            if (matcher.find()) {
                boolean type = pattern.pattern().contains("?<t>");
                String name = matcher.group(type ? "t" : "n");
                int before = line.indexOf(name);
                String firstWord = line.strip().split("\\W", 2)[0];
                if (!NO_NAMES.contains(name) && !NO_NAMES.contains(firstWord) && before >= 0) {
                    return new Declaration(name, at, indent, type, signature(lines, at));
                }
            }
        }
        return null;
    }

    private static String signature(List<String> lines, int at) {
        StringBuilder text = new StringBuilder(lines.get(at).strip());
        for (int more = 1; more <= MORE_LINES && at + more < lines.size() && open(text) > 0; more++) {
            text.append(' ').append(lines.get(at + more).strip());
        }
        int end = text.length();
        if (end > 0 && text.charAt(end - 1) == '{') {
            end--;
        }
        String whole = text.substring(0, end).strip();
        return whole.length() > MOST_SIGNATURE ? whole.substring(0, MOST_SIGNATURE) : whole;
    }

    private static int open(CharSequence text) {
        int open = 0;
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            open += c == '(' ? 1 : c == ')' ? -1 : 0;
        }
        return open;
    }
}
