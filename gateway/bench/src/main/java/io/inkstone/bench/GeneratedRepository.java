package io.inkstone.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Random;

/**
 * A repository of Java, Python and JavaScript, the same each time: classes that import one another, with methods whose
 * names and bodies are put together from words of trade, and folders that git ignores beside them.
 */
final class GeneratedRepository {

    private static final String[] THINGS = {
        "order",
        "invoice",
        "customer",
        "parcel",
        "price",
        "account",
        "ledger",
        "payment",
        "refund",
        "warehouse",
        "shelf",
        "supplier",
        "contract",
        "schedule",
        "route",
        "driver",
        "vehicle",
        "region",
        "currency",
        "discount",
        "voucher",
        "basket",
        "catalog",
        "product",
        "review",
        "message",
        "channel",
        "campaign",
        "report",
        "metric",
        "alert",
        "session",
        "token",
        "policy",
        "tenant",
        "quota",
        "snapshot",
        "replica",
        "segment",
        "cursor",
        "document",
        "paragraph",
        "column",
        "sheet",
        "formula",
        "meeting",
        "attendee",
        "agenda",
        "decision",
        "action",
    };
    private static final String[] DEEDS = {
        "load",
        "store",
        "merge",
        "split",
        "count",
        "rank",
        "filter",
        "group",
        "sort",
        "match",
        "parse",
        "format",
        "check",
        "repair",
        "cancel",
        "retry",
        "settle",
        "reserve",
        "release",
        "publish",
        "collect",
        "convert",
        "compare",
        "assign",
        "archive",
        "restore",
        "measure",
        "estimate",
        "combine",
        "resolve",
    };
    private static final String[] WAYS = {"by", "for", "with", "from", "into", "after"};
    private static final int PACKAGE_FILES = 25;

    private final Path root;
    private final Random random = new Random(7);
    private long bytes;

    private GeneratedRepository(Path root) {
        this.root = root;
    }

    /** Writes it; gives its bytes without what is ignored. */
    static long write(Path root, int files) throws IOException {
        GeneratedRepository repository = new GeneratedRepository(root);
        Files.createDirectories(root.resolve(".git"));
        Files.writeString(root.resolve(".gitignore"), "generated/\n*.tmp\n");
        for (int at = 0; at < files; at++) {
            repository.file(at);
        }
        for (int at = 0; at < files / 10; at++) {
            Path ignored = root.resolve("generated/part" + at / PACKAGE_FILES + "/Ignored" + at + ".java");
            Files.createDirectories(ignored.getParent());
            Files.writeString(ignored, "class Ignored" + at + " { int never() { return " + at + "; } }\n");
        }
        return repository.bytes;
    }

    private void file(int at) throws IOException {
        int kind = at % 10;
        String text = kind < 4 ? java(at) : kind < 7 ? python(at) : script(at);
        Path file = root.resolve(
                kind < 4
                        ? "src/main/java/shop/" + folder(at) + "/" + type(at) + ".java"
                        : kind < 7
                                ? "py/shop/" + folder(at) + "/" + module(at) + ".py"
                                : "web/src/" + folder(at) + "/" + type(at) + ".js");
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        bytes += Files.size(file);
    }

    private static String folder(int at) {
        return THINGS[at / PACKAGE_FILES % THINGS.length] + at / PACKAGE_FILES;
    }

    private static String type(int at) {
        return capital(THINGS[at % THINGS.length]) + capital(DEEDS[at / 7 % DEEDS.length]) + at;
    }

    private static String module(int at) {
        return THINGS[at % THINGS.length] + "_" + DEEDS[at / 7 % DEEDS.length] + at;
    }

    private static String capital(String word) {
        return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
    }

    private String thing() {
        return THINGS[random.nextInt(THINGS.length)];
    }

    private String deed() {
        return DEEDS[random.nextInt(DEEDS.length)];
    }

    private String way() {
        return WAYS[random.nextInt(WAYS.length)];
    }

    private String java(int at) {
        StringBuilder text = new StringBuilder("package shop." + folder(at) + ";\n\n");
        for (int other = 1; other <= 5 && at - other * 10 >= 0; other++) {
            text.append("import shop.")
                    .append(folder(at - other * 10))
                    .append('.')
                    .append(type(at - other * 10))
                    .append(";\n");
        }
        text.append("\n/** Keeps what belongs to one ")
                .append(thing())
                .append(". */\npublic final class ")
                .append(type(at))
                .append(" {\n\n");
        int methods = 8 + random.nextInt(14);
        for (int method = 0; method < methods; method++) {
            String one = thing();
            String two = thing();
            String name = deed() + capital(one) + capital(way()) + capital(two);
            text.append("    private final int limit")
                    .append(capital(one))
                    .append(method)
                    .append(" = ")
                    .append(random.nextInt(1000))
                    .append(";\n\n");
            text.append("    public int ")
                    .append(name)
                    .append("(int ")
                    .append(one)
                    .append(", String ")
                    .append(two)
                    .append("Name) {\n        int total = 0;\n        for (int i = 0; i < ")
                    .append(one)
                    .append("; i++) {\n            total += ")
                    .append(two)
                    .append("Name.length() * limit")
                    .append(capital(one))
                    .append(method)
                    .append(";\n        }\n        if (total > ")
                    .append(random.nextInt(500))
                    .append(") {\n            return ")
                    .append(deed())
                    .append("(total);\n        }\n        return total;\n    }\n\n");
        }
        return text.append("}\n").toString();
    }

    private String python(int at) {
        StringBuilder text = new StringBuilder("\"\"\"What is done with a " + thing() + ".\"\"\"\n\n");
        for (int other = 1; other <= 4 && at - other * 10 >= 0; other++) {
            text.append("from shop.")
                    .append(folder(at - other * 10))
                    .append('.')
                    .append(module(at - other * 10))
                    .append(" import ")
                    .append(type(at - other * 10))
                    .append('\n');
        }
        text.append("\n\nclass ").append(type(at)).append(":\n");
        int methods = 8 + random.nextInt(14);
        for (int method = 0; method < methods; method++) {
            String one = thing();
            String two = thing();
            text.append("    def ")
                    .append(deed())
                    .append('_')
                    .append(one)
                    .append('_')
                    .append(way())
                    .append('_')
                    .append(two)
                    .append("(self, ")
                    .append(one)
                    .append("s, ")
                    .append(two)
                    .append("=None):\n        found = []\n        for item in ")
                    .append(one)
                    .append("s:\n            if item.")
                    .append(two)
                    .append(" == ")
                    .append(two)
                    .append(" and item.total > ")
                    .append(random.nextInt(900))
                    .append(":\n                found.append(item.")
                    .append(deed())
                    .append("())\n        return found\n\n");
        }
        return text.toString();
    }

    private String script(int at) {
        StringBuilder text = new StringBuilder();
        for (int other = 1; other <= 4 && at - other * 10 >= 0; other++) {
            text.append("import { ")
                    .append(type(at - other * 10))
                    .append(" } from '../")
                    .append(folder(at - other * 10))
                    .append('/')
                    .append(type(at - other * 10))
                    .append("';\n");
        }
        text.append("\nexport class ").append(type(at)).append(" {\n");
        int methods = 8 + random.nextInt(14);
        for (int method = 0; method < methods; method++) {
            String one = thing();
            String two = thing();
            text.append("  ")
                    .append(deed())
                    .append(capital(one))
                    .append(capital(way()))
                    .append(capital(two))
                    .append("(")
                    .append(one)
                    .append(", ")
                    .append(two)
                    .append(") {\n    const ")
                    .append(two)
                    .append("List = ")
                    .append(one)
                    .append(".map((entry) => entry.")
                    .append(two)
                    .append(");\n    return ")
                    .append(two)
                    .append("List.filter((entry) => entry > ")
                    .append(random.nextInt(900))
                    .append(").length;\n  }\n\n");
        }
        return text.append("}\n").toString();
    }
}
