package io.inkstone.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class MainTest {

    @TempDir
    Path dir;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... arguments) {
        CommandLine line = Main.commandLine();
        line.setOut(new PrintWriter(out));
        line.setErr(new PrintWriter(err));
        return line.execute(arguments);
    }

    private void assertOneLine(String... parts) {
        assertThat(err.toString().strip().lines())
                .singleElement()
                .asString()
                .startsWith("inkstone: ")
                .contains(parts);
    }

    @Test
    void names_an_unknown_option_and_where_to_read_about_it() {
        assertThat(run("up", "--prot", "80")).isEqualTo(2);
        assertOneLine("'--prot'", "'inkstone up'", "./inkstone up --help");
    }

    @Test
    void names_an_unknown_command() {
        assertThat(run("upp")).isEqualTo(2);
        assertOneLine("'upp'", "./inkstone --help");
    }

    @Test
    void names_a_value_that_is_no_number() {
        assertThat(run("up", "--port", "eighty")).isEqualTo(2);
        assertOneLine("--port", "'eighty'");
    }

    @Test
    void names_a_port_that_is_none() {
        assertThat(run("up", "--port", "70000", "--data", dir.toString())).isEqualTo(2);
        assertOneLine("70000", "0 to 65535");
        assertThat(dir).isEmptyDirectory();
    }

    @Test
    void names_a_missing_option() {
        assertThat(run("key", "create")).isEqualTo(2);
        assertOneLine("--tenant");
    }

    @Test
    void names_an_unknown_model() {
        assertThat(run("model", "pull", "gpt-9")).isEqualTo(2);
        assertOneLine("'gpt-9'", "smollm2-135m-instruct");
    }

    @Test
    void names_a_file_that_is_no_model() throws Exception {
        Path text = Files.writeString(dir.resolve("notes.gguf"), "hello, this is a text");

        assertThat(run("model", "import", text.toString())).isEqualTo(2);
        assertOneLine("notes.gguf", "does not begin with GGUF");
    }

    @Test
    void names_a_data_directory_that_cannot_be_made() throws Exception {
        Path file = Files.writeString(dir.resolve("file"), "");

        assertThat(run(
                        "key",
                        "create",
                        "--tenant",
                        "acme",
                        "--data",
                        file.resolve("sub").toString()))
                .isEqualTo(2);
        assertOneLine(file.resolve("sub").toString(), "--data DIR");
    }

    @Test
    void makes_lists_and_revokes_without_a_running_gateway() {
        assertThat(run("key", "create", "--tenant", "acme", "--data", dir.toString()))
                .isZero();
        assertThat(out.toString()).startsWith("ink_").contains("key revoke key_");
        String id = out.toString().replaceAll("(?s).*(key_\\w+).*", "$1");

        assertThat(run("tenant", "create", "beta", "--concurrency", "2", "--data", dir.toString()))
                .isZero();
        assertThat(run("tenant", "list", "--data", dir.toString())).isZero();
        assertThat(out.toString()).contains("acme", "beta");

        assertThat(run("key", "revoke", id, "--data", dir.toString())).isZero();
        assertThat(run("key", "revoke", id, "--data", dir.toString())).isEqualTo(2);
        assertOneLine("'" + id + "'");
    }

    @Test
    void names_a_tenant_that_is_none() {
        assertThat(run("tenant", "create", "Acme Ltd", "--data", dir.toString()))
                .isEqualTo(2);
        assertOneLine("'Acme Ltd'");
    }

    @Test
    void lists_the_models() {
        assertThat(run("model", "list")).isZero();
        assertThat(out.toString()).contains("qwen2.5-coder-0.5b-instruct", "built-in");
    }

    @Test
    void examines_this_machine() {
        run("doctor", "--data", dir.toString(), "--port", "0");
        assertThat(out.toString()).contains("Java", "memory", "data directory", "port");
        assertThat(err.toString()).isEmpty();
    }
}
