package io.inkstone.code.syntax;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
        count(parse(text).getRootNode(), found);
        return new SyntaxErrors(found[0], found[1]);
    }

    /** The tokens of a text without its comments: each token's kind and, where it has one, its spelling. */
    public List<String> tokens(String text) {
        byte[] bytes = text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
        List<String> tokens = new ArrayList<>();
        collect(parse(text).getRootNode(), bytes, tokens);
        return tokens;
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
    private static void count(TSNode node, int[] found) {
        if (node.isMissing()) {
            found[0]++;
            return;
        }
        if (node.isError()) {
            found[0]++;
            found[1] += node.getEndByte() - node.getStartByte();
            return;
        }
        if (!node.hasError()) {
            return;
        }
        for (int i = 0; i < node.getChildCount(); i++) {
            count(node.getChild(i), found);
        }
    }

    private static void collect(TSNode node, byte[] bytes, List<String> tokens) {
        String type = node.getType();
        if (type.endsWith("comment")) {
            return;
        }
        if (node.getChildCount() == 0) {
            int start = node.getStartByte();
            tokens.add(new String(bytes, start, node.getEndByte() - start, java.nio.charset.StandardCharsets.UTF_8));
            return;
        }
        for (int i = 0; i < node.getChildCount(); i++) {
            collect(node.getChild(i), bytes, tokens);
        }
    }
}
