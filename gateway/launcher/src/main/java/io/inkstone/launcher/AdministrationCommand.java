package io.inkstone.launcher;

import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A command about what the administration of a data directory knows. */
abstract class AdministrationCommand implements Runnable {

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private DataOption data = new DataOption();

    final Administration administration() {
        return Administration.of(data.directory());
    }

    final PrintWriter out() {
        return Output.of(spec);
    }

    /** Prints a text as it is. */
    final void print(String text) {
        Output.print(spec, text);
    }
}
