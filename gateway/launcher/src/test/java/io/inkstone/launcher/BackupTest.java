package io.inkstone.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.inkstone.gateway.Gateway;
import io.inkstone.gateway.GatewayOptions;
import io.inkstone.gateway.StateAccess;
import io.inkstone.protocol.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackupTest {

    private static final String MANIFEST = "manifest.json";

    @TempDir
    Path dir;

    private Path data;
    private Path archive;
    private String adminKey = "";

    @BeforeEach
    void fill() throws IOException {
        data = Files.createDirectories(dir.resolve("data"));
        archive = dir.resolve("inkstone.backup");
        try (StateAccess access = StateAccess.open(data)) {
            adminKey = access.createAdminKey("admin").secret();
            access.createKey("acme", "laptop");
            access.putPolicy("acme", "rails: {privacy: {on: [user]}}");
        }
        Files.writeString(data.resolve("admin.key"), adminKey);
        Files.writeString(data.resolve("inkstone.yaml"), "inkstone:\n  gateway:\n    port: 0\n");
        write("files/acme/file-1", "contents");
        write("plugins/mine.jar", "a plug-in");
        write("models/big.gguf", "a model");
    }

    private void write(String name, String text) throws IOException {
        Files.createDirectories(data.resolve(name).getParent());
        Files.writeString(data.resolve(name), text);
    }

    private CommandRun backUp() {
        return CommandRun.of("backup", archive.toString(), "--data", data.toString());
    }

    private CommandRun restore(Path target, String... more) {
        return CommandRun.of(java.util.stream.Stream.concat(
                        java.util.stream.Stream.of("restore", archive.toString(), "--data", target.toString()),
                        java.util.stream.Stream.of(more))
                .toArray(String[]::new));
    }

    private void assertRestored(Path target) throws IOException {
        assertThat(target.resolve("files/acme/file-1")).hasContent("contents");
        assertThat(target.resolve("plugins/mine.jar")).hasContent("a plug-in");
        assertThat(target.resolve("inkstone.yaml")).hasSameTextualContentAs(data.resolve("inkstone.yaml"));
        assertThat(target.resolve("admin.key")).hasContent(adminKey);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(target.resolve("admin.key"))))
                .isEqualTo("rw-------");
        assertThat(target.resolve("models")).doesNotExist();
        try (StateAccess access = StateAccess.open(target)) {
            assertThat(access.tenants()).extracting(tenant -> tenant.id()).contains("acme");
            assertThat(access.keys()).extracting(key -> key.name()).contains("laptop", "admin");
            assertThat(access.policies()).containsEntry("acme", "rails: {privacy: {on: [user]}}");
        }
        try (var left = Files.list(target)) {
            assertThat(left.map(file -> file.getFileName().toString())).noneMatch(name -> name.startsWith(".restore"));
        }
    }

    @Test
    void makes_a_directory_again_of_what_was_copied() throws Exception {
        CommandRun made = backUp();

        assertThat(made.err()).isEmpty();
        assertThat(made.out()).contains("Backed up 5 files", BackupArchive.sha256(archive));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(archive)))
                .isEqualTo("rw-------");
        CommandRun restored = restore(dir.resolve("new"));
        assertThat(restored.err()).isEmpty();
        assertThat(restored.out()).contains("2 tenants, 2 keys");
        assertRestored(dir.resolve("new"));
    }

    @Test
    void copies_while_the_gateway_runs_and_its_keys_work_in_the_restored_one() throws Exception {
        Path target = dir.resolve("new");
        try (DataDirectory.Hold hold = new DataDirectory(data).hold();
                Gateway gateway = Gateway.start(GatewayOptions.in(data).port(0))) {
            hold.announce(gateway.port());
            write("files/acme/file-1", "contents"); // a start deletes what no table names
            assertThat(backUp().err()).isEmpty();
            assertThat(restore(data, "--force").err()).contains("in use");
            try (var left = Files.list(data.resolve("state"))) {
                assertThat(left.map(file -> file.getFileName().toString())).noneMatch(name -> name.endsWith(".zip"));
            }
        }
        assertThat(restore(target).err()).isEmpty();
        assertRestored(target);
        try (Gateway gateway = Gateway.start(GatewayOptions.in(target).port(0))) {
            assertThat(gateway.newAdminKey()).isEmpty();
            assertThat(GatewayClient.local(gateway.port(), adminKey)
                            .get("/admin/v1/tenants")
                            .ok())
                    .isTrue();
        }
    }

    @Test
    void overwrites_nothing_unless_it_is_told_to() throws Exception {
        assertThat(backUp().exitCode()).isZero();
        assertThat(backUp().err()).contains(archive.toString(), "--force");
        assertThat(CommandRun.of("backup", archive.toString(), "--force", "--data", data.toString())
                        .exitCode())
                .isZero();
        CommandRun refused = restore(data);
        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.err()).contains("has data already", "--force");

        write("files/acme/later", "came later");
        CommandRun forced = restore(data, "--force");

        assertThat(forced.err()).isEmpty();
        assertThat(data.resolve("files/acme/later")).doesNotExist();
        assertThat(data.resolve("models/big.gguf")).hasContent("a model");
        Path aside = Path.of(
                forced.out().lines().findFirst().orElseThrow().replaceAll("What was there is in (.*)\\.", "$1"));
        assertThat(aside.resolve("files/acme/later")).hasContent("came later");
        assertThat(aside.resolve("state/inkstone.mv.db")).exists();
    }

    @Test
    void names_what_is_missing() {
        assertThat(CommandRun.of(
                                "backup",
                                archive.toString(),
                                "--data",
                                dir.resolve("none").toString())
                        .err())
                .contains("no data directory");
        assertThat(restore(dir.resolve("new")).err()).contains("there is no file");
        assertThat(CommandRun.of("backup", dir.resolve("no/folder/b").toString(), "--data", data.toString())
                        .err())
                .contains("cannot write");
    }

    @Test
    void refuses_what_is_damaged_or_does_not_belong() throws Exception {
        assertThat(backUp().exitCode()).isZero();
        Map<String, byte[]> good = read();

        refused(
                good,
                entries -> entries.put("files/acme/file-1", "Contents".getBytes(StandardCharsets.UTF_8)),
                "file-1");
        refused(good, entries -> entries.put("files/acme/file-1", new byte[100_000]), "file-1");
        refused(good, entries -> entries.remove("plugins/mine.jar"), "is missing");
        refused(good, entries -> entries.put("files/more", new byte[1]), "not in its list");
        refused(good, entries -> entries.remove(MANIFEST), MANIFEST);
        refused(good, entries -> entries.put(MANIFEST, "{".getBytes(StandardCharsets.UTF_8)), MANIFEST);
        refused(
                good,
                entries -> entries.put(MANIFEST, "{\"format\":2}".getBytes(StandardCharsets.UTF_8)),
                "newer version");
        for (String name : new String[] {
            "../evil",
            "files/../../evil",
            "/etc/evil",
            "files//evil",
            "files/./evil",
            "files/a\\..\\evil",
            "files/c:evil",
            "run.json",
            "models/evil",
            "state/evil",
            "inkstone.yaml/evil",
            "files",
            ""
        }) {
            refused(good, entries -> list(entries, name), "does not belong");
        }
        Files.writeString(archive, "no zip");
        assertThat(restore(dir.resolve("new")).err()).contains("is no backup");
        assertThat(dir.resolve("evil")).doesNotExist();
    }

    @Test
    void refuses_a_state_that_is_none() throws Exception {
        assertThat(backUp().exitCode()).isZero();
        Map<String, byte[]> entries = read();
        entries.remove("state/inkstone.mv.db");
        drop(entries, "state/inkstone.mv.db");
        list(entries, "state/inkstone.mv.db");
        pack(entries);

        CommandRun refused = restore(dir.resolve("new"));

        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.err()).contains("state cannot be used");
        assertThat(dir.resolve("new/state")).doesNotExist();
    }

    private void refused(Map<String, byte[]> good, Consumer<Map<String, byte[]>> spoil, String said) throws Exception {
        Map<String, byte[]> entries = new LinkedHashMap<>(good);
        spoil.accept(entries);
        pack(entries);

        CommandRun refused = restore(dir.resolve("new"));

        assertThat(refused.exitCode()).as(refused.err()).isEqualTo(2);
        assertThat(refused.err().lines()).singleElement().asString().contains(said);
        for (String part : BackupArchive.PARTS) {
            assertThat(dir.resolve("new").resolve(part)).doesNotExist();
        }
    }

    private Map<String, byte[]> read() throws IOException {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        try (ZipFile zip = new ZipFile(archive.toFile())) {
            for (ZipEntry entry : zip.stream().map(ZipEntry.class::cast).toList()) {
                entries.put(entry.getName(), zip.getInputStream(entry).readAllBytes());
            }
        }
        return entries;
    }

    private void pack(Map<String, byte[]> entries) throws IOException {
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(archive))) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
            }
        }
    }

    /** Adds a file with an entry in the manifest that fits it. */
    private static void list(Map<String, byte[]> entries, String name) {
        byte[] bytes = "evil".getBytes(StandardCharsets.UTF_8);
        entries.put(name, bytes);
        change(
                entries,
                files -> files.addObject()
                        .put("path", name)
                        .put("bytes", bytes.length)
                        .put("sha256", sha256(bytes)));
    }

    private static void drop(Map<String, byte[]> entries, String name) {
        change(entries, files -> {
            for (int i = files.size() - 1; i >= 0; i--) {
                if (files.get(i).path("path").asText().equals(name)) {
                    files.remove(i);
                }
            }
        });
    }

    private static void change(Map<String, byte[]> entries, Consumer<ArrayNode> change) {
        ObjectNode manifest = Json.parseObject(Objects.requireNonNull(entries.get(MANIFEST)));
        change.accept((ArrayNode) manifest.path("files"));
        entries.put(MANIFEST, Json.write(manifest).getBytes(StandardCharsets.UTF_8));
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
