package io.inkstone.launcher;

import java.time.Clock;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Gives programs the token of who is signed in. */
@Command(
        name = "token",
        description = "Prints an access token of who is signed in, renewed where it has to be, e.g. for"
                + " OPENAI_API_KEY=$(./inkstone token).",
        mixinStandardHelpOptions = true)
final class TokenCommand implements Runnable {

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private DataOption data = new DataOption();

    @Override
    public void run() {
        Output.of(spec).println(new SavedLogin(data.directory(), Clock.systemUTC()).accessToken());
    }
}
