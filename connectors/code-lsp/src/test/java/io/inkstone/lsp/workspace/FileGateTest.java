package io.inkstone.lsp.workspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileGateTest {

    @TempDir
    Path root;

    private FileGate gate() {
        return new FileGate(List.of(root));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ".env",
                "a/.env.local",
                "server.pem",
                "keys/id_rsa",
                "keys/id_rsa.old",
                "tls.KEY",
                "node_modules/x/i.js",
                "a/target/B.java",
                "build/C.java",
                "Cargo.lock",
                "web/package-lock.json",
                "a/.ssh/config",
                ".git/config",
                "x.png",
                "lib.jar",
                "app.min.js",
                "infra/prod.tfvars",
                "ID_ED25519",
            })
    void refuses_secrets_and_what_machines_wrote(String path) {
        assertThat(gate().allows(root.resolve(path))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Main.java", "src/env.py", ".env.example", "builder/A.java", "docs/key.md", "a/Makefile"})
    void allows_code(String path) {
        assertThat(gate().allows(root.resolve(path))).isTrue();
    }

    @Test
    void an_inkstoneignore_excludes_more_and_may_let_in_what_is_refused_by_its_name() throws IOException {
        Files.writeString(root.resolve(".inkstoneignore"), "private/\n!build/\n");

        assertThat(gate().allows(root.resolve("private/A.java"))).isFalse();
        assertThat(gate().allows(root.resolve("build/A.java"))).isTrue();
        assertThat(gate().allows(root.resolve(".env"))).isFalse();
    }

    @Test
    void an_inkstoneignore_lets_in_nothing_that_git_ignores() throws IOException {
        Files.writeString(root.resolve(".gitignore"), "local.py\n");
        Files.writeString(root.resolve(".inkstoneignore"), "!local.py\n");

        assertThat(gate().allows(root.resolve("local.py"))).isFalse();
    }

    @Test
    void rules_of_an_outer_repository_hold_for_a_folder_in_it() throws IOException {
        Files.createDirectories(root.resolve(".git"));
        Files.createDirectories(root.resolve("part"));
        Files.writeString(root.resolve(".gitignore"), "/part/secret.py\n");
        FileGate inner = new FileGate(List.of(root.resolve("part")));

        assertThat(inner.allows(root.resolve("part/secret.py"))).isFalse();
        assertThat(inner.allows(root.resolve("part/open.py"))).isTrue();
    }

    @Test
    void a_link_is_refused_for_what_it_points_at() throws IOException {
        Files.writeString(root.resolve("id_rsa"), "x");
        Files.createSymbolicLink(root.resolve("notes.txt"), root.resolve("id_rsa"));

        assertThat(gate().allows(root.resolve("notes.txt"))).isFalse();
        assertThat(gate().read(root.resolve("notes.txt"))).isEmpty();
    }

    @Test
    void sees_rules_that_changed() throws IOException {
        FileGate gate = gate();
        assertThat(gate.allows(root.resolve("a.py"))).isTrue();

        Files.writeString(root.resolve(".gitignore"), "a.py\n");
        gate.rulesChanged();

        assertThat(gate.allows(root.resolve("a.py"))).isFalse();
    }

    @Test
    void reads_no_binary_no_other_encoding_and_nothing_large() throws IOException {
        Files.write(root.resolve("a.txt"), new byte[] {'a', 0, 'b'});
        Files.write(root.resolve("b.txt"), "grün".getBytes(StandardCharsets.ISO_8859_1));
        Files.writeString(root.resolve("c.txt"), "x".repeat(FileGate.MOST_BYTES + 1));
        Files.writeString(root.resolve("d.txt"), "grün");

        assertThat(gate().read(root.resolve("a.txt"))).isEmpty();
        assertThat(gate().read(root.resolve("b.txt"))).isEmpty();
        assertThat(gate().read(root.resolve("c.txt"))).isEmpty();
        assertThat(gate().read(root.resolve("d.txt"))).contains("grün");
    }

    @Test
    void agrees_with_git_itself() throws Exception {
        assumeTrue(git("init", "-q") == 0, "git is not installed");
        Files.createDirectories(root.resolve("a/b"));
        Files.writeString(
                root.resolve(".gitignore"), "*.tmp\n!keep.tmp\n/top.py\nsub/\na/**/deep.py\nx[0-9].js\n\\#hash.py\n");
        Files.writeString(root.resolve("a/.gitignore"), "!no.tmp\nlocal*.py\n/b/only.js\n");
        Files.writeString(root.resolve(".git/info/exclude"), "excluded.py\n");
        List<String> paths = List.of(
                "x.tmp",
                "keep.tmp",
                "a/no.tmp",
                "a/yes.tmp",
                "top.py",
                "a/top.py",
                "sub/x.py",
                "a/sub/y.py",
                "sub.py",
                "a/b/deep.py",
                "a/deep.py",
                "deep.py",
                "x1.js",
                "xy.js",
                "#hash.py",
                "a/local1.py",
                "a/b/local.py",
                "local1.py",
                "a/b/only.js",
                "b/only.js",
                "excluded.py",
                "a/excluded.py");
        FileGate gate = gate();
        for (String path : paths) {
            boolean ignored = git("check-ignore", "-q", "--no-index", path) == 0;
            assertThat(gate.allows(root.resolve(path))).as(path).isEqualTo(!ignored);
        }
    }

    private int git(String... arguments) throws InterruptedException {
        List<String> command = new ArrayList<>(List.of("git", "-C", root.toString()));
        command.addAll(List.of(arguments));
        try {
            return new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            return -1;
        }
    }
}
