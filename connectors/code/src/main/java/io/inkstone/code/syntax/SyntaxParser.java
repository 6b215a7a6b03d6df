package io.inkstone.code.syntax;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.treesitter.TSLanguage;
import org.treesitter.TSNode;
import org.treesitter.TSParser;
import org.treesitter.TSTree;
import org.treesitter.TreeSitterJava;
import org.treesitter.TreeSitterJavascript;
import org.treesitter.TreeSitterPython;

/**
 * Parses Java, JavaScript and Python, whole or broken. Thread-safe: a parser is made for each text. The trees are native
 * and freed when they are collected, so only texts of {@value #MAX_CHARS} characters are taken at most.
 */
public final class SyntaxParser {

    /** The longest text that is parsed, in UTF-16 units. */
    public static final int MAX_CHARS = 100_000;

    /** Code that nests deeper is a machine's; walking down takes stack. */
    private static final int MOST_DEPTH = 400;

    private static final Logger LOG = LoggerFactory.getLogger(SyntaxParser.class);

    private static final @Nullable SyntaxParser JAVA = load(TreeSitterJava::new);
    private static final @Nullable SyntaxParser JAVASCRIPT = load(TreeSitterJavascript::new);
    private static final @Nullable SyntaxParser PYTHON = load(TreeSitterPython::new);

    private final TSLanguage language;

    private SyntaxParser(TSLanguage language) {
        this.language = language;
    }

    /** Null on a machine that the native code was not built for: completion then goes by brackets and indentation. */
    private static @Nullable SyntaxParser load(Supplier<TSLanguage> language) {
        try {
            return new SyntaxParser(language.get());
        } catch (RuntimeException | LinkageError e) {
            LOG.warn("No parser can be loaded on this machine, so candidates are not parsed: {}", e.toString());
            return null;
        }
    }

    /** The parser of a language; empty where there is none. */
    public static Optional<SyntaxParser> of(CodeLanguage language) {
        return switch (language) {
            case JAVA -> Optional.ofNullable(JAVA);
            case JAVASCRIPT -> Optional.ofNullable(JAVASCRIPT);
            case PYTHON -> Optional.ofNullable(PYTHON);
            default -> Optional.empty();
        };
    }

    /**
     * Counts what is wrong in a text.
     *
     * @throws IllegalArgumentException when it is longer than {@link #MAX_CHARS}
     */
    public SyntaxErrors errors(String text) {
        int[] found = new int[2];
        count(parse(text).getRootNode(), 0, found);
        int indentation = this == PYTHON ? PythonIndentation.errors(text) : 0;
        return new SyntaxErrors(found[0] + indentation, found[1]);
    }

    /** The spelling of a text's tokens without its comments and Python's docstrings. */
    public List<String> tokens(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        List<String> tokens = new ArrayList<>();
        visit(parse(text).getRootNode(), 0, token -> tokens.add(spelling(token, bytes)));
        return tokens;
    }

    /** The lines, from 0, at which a token begins that is no comment and no docstring of Python's. */
    public SortedSet<Integer> codeLines(String text) {
        SortedSet<Integer> lines = new TreeSet<>();
        visit(
                parse(text).getRootNode(),
                0,
                token -> lines.add(token.getStartPoint().getRow()));
        return lines;
    }

    /** The names of the functions and methods that a text declares, in their order; where there are none, of its classes. */
    public Set<String> declared(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        Set<String> functions = new LinkedHashSet<>();
        Set<String> classes = new LinkedHashSet<>();
        declared(parse(text).getRootNode(), 0, bytes, functions, classes);
        return functions.isEmpty() ? classes : functions;
    }

    /** A text up to the end of its last declaration or import at the outermost level: without the statements that follow. */
    public String declarations(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        TSNode root = parse(text).getRootNode();
        int end = 0;
        for (int i = 0; i < root.getNamedChildCount(); i++) {
            TSNode child = root.getNamedChild(i);
            String type = child.getType();
            boolean declares = type.endsWith("declaration") || type.endsWith("definition") || type.startsWith("import");
            end = declares ? child.getEndByte() : end;
        }
        return new String(bytes, 0, end, StandardCharsets.UTF_8);
    }

    private static void declared(TSNode node, int depth, byte[] bytes, Set<String> functions, Set<String> classes) {
        String type = node.getType();
        boolean function = type.equals("method_declaration")
                || type.equals("function_declaration")
                || type.equals("function_definition")
                || type.equals("method_definition");
        boolean declaresClass = type.startsWith("class_") || type.equals("record_declaration");
        if (function || declaresClass) {
            TSNode name = node.getChildByFieldName("name");
            if (name != null && !name.isNull()) {
                (function ? functions : classes).add(spelling(name, bytes));
            }
        }
        for (int i = 0; i < node.getNamedChildCount() && depth < MOST_DEPTH; i++) {
            declared(node.getNamedChild(i), depth + 1, bytes, functions, classes);
        }
    }

    private static String spelling(TSNode node, byte[] bytes) {
        int start = node.getStartByte();
        return new String(bytes, start, node.getEndByte() - start, StandardCharsets.UTF_8);
    }

    private TSTree parse(String text) {
        if (text.length() > MAX_CHARS) {
            throw new IllegalArgumentException("a text of " + text.length() + " characters is not parsed");
        }
        TSParser parser = new TSParser();
        parser.setLanguage(language);
        return parser.parseString(null, text);
    }

    /** Goes down only where something is wrong. */
    private static void count(TSNode node, int depth, int[] found) {
        if (node.isMissing()) {
            found[0]++;
            return;
        }
        if (!node.hasError()) {
            return;
        }
        if (node.isError() || depth > MOST_DEPTH) {
            found[0]++;
            found[1] += node.getEndByte() - node.getStartByte();
            return;
        }
        for (int i = 0; i < node.getChildCount(); i++) {
            count(node.getChild(i), depth + 1, found);
        }
    }

    /** Python's way to comment a function. */
    private boolean isDocstring(TSNode node) {
        return this == PYTHON
                && node.getType().equals("expression_statement")
                && node.getChildCount() == 1
                && node.getChild(0).getType().equals("string");
    }

    private void visit(TSNode node, int depth, Consumer<TSNode> tokens) {
        if (node.getType().endsWith("comment") || isDocstring(node)) {
            return;
        }
        if (node.getChildCount() == 0 || depth > MOST_DEPTH) {
            tokens.accept(node);
            return;
        }
        for (int i = 0; i < node.getChildCount(); i++) {
            visit(node.getChild(i), depth + 1, tokens);
        }
    }
}
