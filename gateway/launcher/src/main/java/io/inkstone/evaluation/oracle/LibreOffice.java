package io.inkstone.evaluation.oracle;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * LibreOffice without a window, which calculates workbooks anew. Each instance of the program has a profile of its own, so
 * that it meddles with nobody's. Not thread-safe.
 */
public final class LibreOffice {

    /** A first start writes the profile. */
    private static final Duration START = Duration.ofSeconds(60);

    private static final Duration PER_FILE = Duration.ofSeconds(5);

    /**
     * Without it a program trusts the values that a file of Excel has beside its formulas. 0 is always; the setting and its
     * values are those of officecfg, org.openoffice.Office.Calc.
     */
    private static final String ALWAYS_RECALCULATE = """
            <?xml version="1.0" encoding="UTF-8"?>
            <oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
            <item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
            <item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop></item>
            <item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableActiveContent" oor:op="fuse"><value>true</value></prop></item>
            </oor:items>
            """;

    private final Path program;
    private final Path profile;

    private LibreOffice(Path program, Path profile) {
        this.program = program;
        this.profile = profile;
    }

    /** Where the program is, if it is installed: {@code soffice} on the path. */
    public static Optional<Path> program() {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        return Stream.of(path.split(File.pathSeparator, -1))
                .filter(dir -> !dir.isEmpty())
                .map(dir -> Path.of(dir, "soffice"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /**
     * The program with a profile that calculates every workbook anew.
     *
     * @param work a folder for the profile
     * @throws IOException when it cannot be written
     */
    public static LibreOffice of(Path program, Path work) throws IOException {
        Path profile = Files.createDirectories(work.resolve("profile"));
        Path user = Files.createDirectories(profile.resolve("user"));
        Files.writeString(user.resolve("registrymodifications.xcu"), ALWAYS_RECALCULATE);
        return new LibreOffice(program, profile);
    }

    /**
     * Calculates every formula of the workbooks and writes them as .xlsx under the same names. Those that it cannot read, or
     * does not come to in time, are missing in the folder.
     *
     * @param workbooks files with different names
     * @throws IOException when the program cannot be started
     */
    public void recalculate(List<Path> workbooks, Path target) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                program.toString(),
                "-env:UserInstallation=" + profile.toUri(),
                "--headless",
                "--norestore",
                "--convert-to",
                "xlsx:Calc MS Excel 2007 XML",
                "--outdir",
                target.toString()));
        workbooks.forEach(workbook -> command.add(workbook.toString()));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("HOME", profile.toString());
        Process process = builder.start();
        try {
            process.getOutputStream().close();
            Duration limit = START.plus(PER_FILE.multipliedBy(workbooks.size()));
            process.waitFor(limit.toSeconds(), TimeUnit.SECONDS);
        } finally {
            // The program is a script that starts another.
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }
}
