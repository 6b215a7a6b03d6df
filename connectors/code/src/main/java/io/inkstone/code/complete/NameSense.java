package io.inkstone.code.complete;

import io.inkstone.code.syntax.CodeLanguage;
import io.inkstone.code.syntax.Identifier;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Whether a candidate makes sense, as far as names and the flow of statements tell without types: it must not use a variable
 * that nobody has declared, should declare one that the code after it uses, and must not leave that code unreachable. These are
 * doubts, never certainties: they rank, and ask the model again, and drop nothing.
 */
final class NameSense {

    private static final int SCOPE_LINES = 60;

    /** How much of the file is read on each side. */
    private static final int AROUND_CHARS = 100_000;

    private static final Pattern LEAVES = Pattern.compile("(return|break|continue|throw|raise)\\b.*");
    /** Begins what ends with a colon, so that the name before the colon is not being declared. */
    private static final Pattern COMPOUND =
            Pattern.compile("\\s*(async|for|while|if|elif|with|return|except|match|case|class|def|lambda)\\b.*");

    private static final Pattern GOES_ON = Pattern.compile(
            "([)\\]}@#*]|//|/\\*|(else|elif|except|finally|catch|case|default|def|class|async|function|while)\\b).*");

    /** Names that need no declaration: keywords, and what every program of the language may use as a value. */
    private static final Set<String> KNOWN =
            Set.of(("and as assert async await boolean break byte case catch char class const"
                            + " continue def default del delete do double elif else enum except export extends false final finally float for"
                            + " from function global if implements import in instanceof int interface is lambda let long new nonlocal not"
                            + " null of or package pass private protected public raise return self short static super switch this throw"
                            + " throws true try typeof undefined var void while with yield cls str list dict set tuple bool bytes len max"
                            + " min sum abs all any sorted reversed range enumerate zip map filter ord chr hash id print object type iter"
                            + " next round pow divmod parseInt parseFloat isNaN console module exports require window document arguments"
                            + " record sealed")
                    .split(" "));

    /** Python's own modules that programs use most, without those whose names are common for variables. */
    private static final Set<String> MODULES = Set.of(
            ("argparse asyncio base64 bisect collections copy csv dataclasses datetime functools glob hashlib heapq"
                            + " itertools json logging math operator os pathlib random re shutil statistics struct subprocess"
                            + " sys tempfile textwrap threading time unicodedata urllib uuid zlib")
                    .split(" "));

    private final Gap gap;
    private final Set<String> inFile;
    private final Set<String> wanted;

    NameSense(Gap gap) {
        this.gap = gap;
        String all = gap.before();
        Set<String> before = names(all.substring(Math.max(0, all.length() - AROUND_CHARS)));
        this.wanted = wanted(before);
        this.inFile = new LinkedHashSet<>(before);
        inFile.addAll(names(gap.after().substring(0, Math.min(gap.after().length(), AROUND_CHARS))));
    }

    private Set<String> names(String code) {
        return Identifier.in(code, gap.language()).stream()
                .map(Identifier::name)
                .collect(Collectors.toSet());
    }

    /** How many doubts there are about a text. */
    int doubts(String text) {
        int doubts = leavesCodeUnreachable(text) ? 1 : 0;
        doubts += usesUnknown(text) ? 1 : 0;
        boolean missing = !wanted.isEmpty()
                && Identifier.in(text, gap.language()).stream().noneMatch(name -> wanted.contains(name.name()));
        return doubts + (missing ? 1 : 0);
    }

    /** How the line begins that declares what the code below uses; empty where that cannot be told. */
    Optional<String> declaration() {
        if (wanted.isEmpty() || !gap.atLineStart()) {
            return Optional.empty();
        }
        String name = wanted.iterator().next();
        String indentation = indentation();
        if (gap.language() == CodeLanguage.PYTHON && MODULES.contains(name) && usedAsModule(name)) {
            return Optional.of(indentation + "import " + name);
        }
        if (gap.language() == CodeLanguage.PYTHON) {
            return Optional.of(indentation + name + " =");
        }
        String keyword = gap.before().contains("var ") ? "var " : "let ";
        return Optional.of(indentation + keyword + name + " =");
    }

    /** No deeper than the code that uses the name. */
    private String indentation() {
        String expected = gap.expectedIndentation();
        String next = gap.nextLine();
        String outer = Gap.leadingSpace(next);
        String there = gap.lineBefore();
        return outer.length() < there.length() + expected.length() && outer.startsWith(there)
                ? gap.beyondCursor(outer)
                : expected;
    }

    private boolean usedAsModule(String name) {
        String scope = restOfFunction();
        return Identifier.in(scope, gap.language()).stream()
                .filter(found -> found.name().equals(name) && !found.afterDot())
                .allMatch(found -> scope.startsWith(".", found.end()));
    }

    private boolean leavesCodeUnreachable(String text) {
        if (!gap.atLineStart() || !gap.lineAfter().isBlank() || text.indexOf('\n') >= 0) {
            return false;
        }
        String line = gap.lineBefore() + text;
        String next = gap.nextLine();
        boolean braceless = gap.language() != CodeLanguage.PYTHON
                && !gap.previousLine().strip().matches("(?s).*[{};]");
        return !braceless
                && LEAVES.matcher(line.strip()).matches()
                && !next.isEmpty()
                && Gap.indentation(next) == Gap.indentation(line)
                && !GOES_ON.matcher(next.strip()).matches();
    }

    private boolean usesUnknown(String text) {
        if (text.contains("=>") || text.contains("->") || text.contains("lambda") || text.contains("function")) {
            return false;
        }
        return Identifier.in(text, gap.language()).stream()
                .anyMatch(name -> isVariable(name, text) && !inFile.contains(name.name()) && !declares(name, text));
    }

    private boolean isVariable(Identifier name, String code) {
        return !name.afterDot()
                && !name.called()
                && !KNOWN.contains(name.name())
                && !Character.isUpperCase(name.name().charAt(0))
                // The half of a word that the person has typed the other half of.
                && !(name.start() == 0 && code.length() > 0 && endsWithWord(gap.before()));
    }

    private static boolean endsWithWord(String code) {
        return !code.isEmpty() && Character.isJavaIdentifierPart(code.charAt(code.length() - 1));
    }

    /** Whether the code says at this name, or in its line, where it comes from. */
    private boolean declares(Identifier name, String code) {
        String after = code.substring(name.end()).stripLeading();
        int lineStart = code.lastIndexOf('\n', name.start()) + 1;
        int lineEnd = code.indexOf('\n', name.start());
        String line = code.substring(lineStart, lineEnd < 0 ? code.length() : lineEnd);
        boolean typed = after.startsWith(":") && !COMPOUND.matcher(line).matches();
        if ((after.startsWith("=") && !after.startsWith("==")) || typed) {
            return true;
        }
        String word = "\\b" + Pattern.quote(name.name()) + "\\b";
        return Pattern.compile("\\b(as|lambda|let|var|const|import|catch)\\b[^:=]*" + word
                                + "|\\bfor\\b((?!\\bin\\b)[^:=])*" + word)
                        .matcher(line)
                        .find()
                || (isTyped()
                        && Pattern.compile("[\\w>\\]]\\s+" + word + "\\s*[=;,):]")
                                .matcher(line)
                                .find())
                || Pattern.compile(word + "[^;]*=>|\\bfunction\\b[^)]*" + word)
                        .matcher(line)
                        .find()
                || Pattern.compile("^\\s*[\\w\\s,.()\\[\\]]*" + word + "[\\w\\s,.()\\[\\]]*=[^=]")
                        .matcher(line)
                        .find();
    }

    /** Whether a declaration begins with a type. */
    private boolean isTyped() {
        return gap.language() != CodeLanguage.PYTHON && gap.language() != CodeLanguage.JAVASCRIPT;
    }

    /** What the rest of the function uses and nothing has declared. Java's types make a declaration another matter. */
    private Set<String> wanted(Set<String> before) {
        if (isTyped() || !gap.lineAfter().isBlank()) {
            return Set.of();
        }
        String scope = restOfFunction();
        Set<String> declared = new LinkedHashSet<>();
        Set<String> wanted = new LinkedHashSet<>();
        for (Identifier name : Identifier.in(scope, gap.language())) {
            boolean candidate = isVariable(name, "") && !before.contains(name.name());
            if (candidate && !declared.contains(name.name())) {
                (declares(name, scope) ? declared : wanted).add(name.name());
            }
        }
        wanted.removeAll(declared);
        return wanted;
    }

    private String restOfFunction() {
        StringBuilder scope = new StringBuilder();
        List<String> lines = gap.after().lines().limit(SCOPE_LINES).toList();
        for (String line : lines) {
            Matcher statement = Pattern.compile("^[^\\s})\\]#/].*").matcher(line);
            if (statement.matches()) {
                break; // at the edge of the file another function begins
            }
            scope.append(line).append('\n');
        }
        return scope.toString();
    }
}
