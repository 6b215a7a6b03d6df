package io.inkstone.model.catalog;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A Python whose pip serves wheels from a folder; what it is asked for is noted. */
final class FakePip {

    private final Path dir;
    private final Path script;

    FakePip(Path dir) throws IOException {
        this.dir = Files.createDirectories(dir);
        this.script = dir.resolve("python");
        Files.writeString(script, """
                #!/bin/sh
                # python -m pip download … -d DIR NAME==VERSION
                while [ $# -gt 1 ]; do
                  if [ "$1" = "-d" ]; then target="$2"; fi
                  shift
                done
                echo "$1" >> "%1$s/asked"
                file="%1$s/$1.whl"
                if [ ! -f "$file" ]; then
                  echo "ERROR: No matching distribution found for $1" >&2
                  exit 1
                fi
                cp "$file" "$target/"
                """.formatted(dir));
        if (!script.toFile().setExecutable(true)) {
            throw new IOException("cannot make " + script + " executable");
        }
    }

    void serve(String requirement, String member, byte[] content) throws IOException {
        try (OutputStream file = Files.newOutputStream(dir.resolve(requirement + ".whl"));
                ZipOutputStream zip = new ZipOutputStream(file)) {
            zip.putNextEntry(new ZipEntry(member));
            zip.write(content);
            zip.closeEntry();
        }
    }

    void serveRaw(String requirement, byte[] wheel) {
        TestModels.write(dir.resolve(requirement + ".whl"), wheel);
    }

    List<String> asked() throws IOException {
        return Files.readAllLines(dir.resolve("asked"));
    }

    String python() {
        return script.toString();
    }
}
