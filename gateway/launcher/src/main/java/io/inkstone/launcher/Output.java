package io.inkstone.launcher;

import java.io.PrintWriter;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** Where a command writes its results. */
final class Output {

    private Output() {}

    static PrintWriter of(@Nullable CommandSpec spec) {
        return Objects.requireNonNull(spec).commandLine().getOut();
    }

    /** Writes a text that ends its own lines; nothing would flush it otherwise. */
    static void print(@Nullable CommandSpec spec, String text) {
        PrintWriter out = of(spec);
        out.print(text);
        out.flush();
    }

    /** What a command that only groups others says when it is called alone. */
    static void usage(@Nullable CommandSpec spec) {
        CommandSpec group = Objects.requireNonNull(spec);
        group.commandLine().usage(group.commandLine().getOut());
    }
}
