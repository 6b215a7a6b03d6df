package io.inkstone.launcher;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A command that only has others below it: alone it says which. */
abstract class CommandGroup implements Runnable {

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public final void run() {
        Output.usage(spec);
    }
}
