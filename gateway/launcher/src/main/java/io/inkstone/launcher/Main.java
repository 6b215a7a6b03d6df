package io.inkstone.launcher;

import io.inkstone.model.catalog.ModelException;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The entry of the program. Exit codes: 0 done, 1 a check failed, 2 something to mend, 130 interrupted. */
@Command(
        name = "inkstone",
        description = "The self-hosted AI base under office software.",
        mixinStandardHelpOptions = true,
        version = "Inkstone 0.1.0",
        subcommands = {
            DemoCommand.class,
            UpCommand.class,
            ModelCommand.class,
            KeyCommand.class,
            TenantCommand.class,
            PolicyCommand.class,
            UsageCommand.class,
            AuditCommand.class,
            BackupCommand.class,
            RestoreCommand.class,
            LoginCommand.class,
            WhoamiCommand.class,
            TokenCommand.class,
            DoctorCommand.class,
            EvalCommand.class,
            GuardCommand.class,
            LspCommand.class
        })
public final class Main {

    static final int EXIT_FAILED = 1;
    static final int EXIT_MEND = 2;

    Main() {}

    /** Runs a command and ends the process with its exit code. */
    public static void main(String[] arguments) {
        int exitCode = commandLine().execute(arguments);
        System.out.flush();
        System.exit(exitCode);
    }

    static CommandLine commandLine() {
        CommandLine line = new CommandLine(new Main());
        line.setParameterExceptionHandler(Main::explain);
        line.setExecutionExceptionHandler((failure, command, parsed) -> explain(failure, command));
        return line;
    }

    private static int explain(ParameterException e, String[] arguments) {
        CommandLine command = e.getCommandLine();
        String name = command.getCommandSpec().qualifiedName();
        String message = e instanceof UnmatchedArgumentException unmatched
                ? "'" + unmatched.getUnmatched().get(0) + "' is not an option or argument of '" + name + "'"
                : String.valueOf(e.getMessage());
        print(command, oneLine(message) + "; see: ./" + name + " --help");
        return EXIT_MEND;
    }

    private static int explain(Exception failure, CommandLine command) {
        if (failure instanceof LaunchException || failure instanceof ModelException) {
            print(command, oneLine(String.valueOf(failure.getMessage())));
            return EXIT_MEND;
        }
        print(command, "a fault of Inkstone: " + oneLine(rootOf(failure).toString()) + "; please report it.");
        return EXIT_FAILED;
    }

    private static Throwable rootOf(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }

    private static void print(CommandLine command, String line) {
        PrintWriter err = command.getErr();
        err.println("inkstone: " + line);
        err.flush();
    }

    static String oneLine(String message) {
        return message.strip().replaceAll("\\s*\\R\\s*", " ");
    }
}
