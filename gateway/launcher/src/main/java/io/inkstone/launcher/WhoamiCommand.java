package io.inkstone.launcher;

import java.time.Clock;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Says who is signed in. */
@Command(name = "whoami", description = "Says who is signed in.", mixinStandardHelpOptions = true)
final class WhoamiCommand implements Runnable {

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private DataOption data = new DataOption();

    @Override
    public void run() {
        Output.of(spec).println(new SavedLogin(data.directory(), Clock.systemUTC()).who());
    }
}
