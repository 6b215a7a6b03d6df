package io.inkstone.launcher;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.inkstone.protocol.Json;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * A backup of a data directory: a zip with the files and, as {@code manifest.json}, how long each is and its SHA-256. It holds
 * what the directory holds, so it is as secret: its file is for its owner alone.
 */
final class BackupArchive {

    /** What of a data directory is backed up. The rest can be had again (models), or is a running process's. */
    static final List<String> PARTS = List.of("inkstone.yaml", "admin.key", "files", "plugins", "rails", "state");

    static final String STATE = "state/inkstone.mv.db";

    private static final String MANIFEST = "manifest.json";
    private static final int FORMAT = 1;
    private static final int MOST_FILES = 1_000_000;
    private static final int MOST_MANIFEST_BYTES = 256 * 1024 * 1024;
    private static final int PIECE_BYTES = 64 * 1024;
    private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");

    private BackupArchive() {}

    /** One file of an archive. */
    private record Kept(long bytes, String sha256) {}

    /**
     * Writes an archive; what is there of that name is replaced when it is complete.
     *
     * @param state the state's own file; empty when it is in PostgreSQL
     * @return how many files it holds
     */
    static int write(Path dataDir, List<Path> state, Path archive) throws IOException {
        Path half = archive.resolveSibling(archive.getFileName() + ".part");
        Files.deleteIfExists(half);
        createForOwner(half);
        try {
            Map<String, Kept> kept = new LinkedHashMap<>();
            try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(half))) {
                for (Path file : state) {
                    try (InputStream in = Files.newInputStream(file)) {
                        kept.put(STATE, add(zip, STATE, in));
                    }
                }
                for (String part : PARTS) {
                    if (!part.equals("state") && Files.exists(dataDir.resolve(part))) {
                        addTree(zip, dataDir, dataDir.resolve(part), kept);
                    }
                }
                zip.putNextEntry(new ZipEntry(MANIFEST));
                zip.write(Json.MAPPER.writeValueAsBytes(manifest(kept, !state.isEmpty())));
            }
            Files.move(half, archive, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            return kept.size();
        } finally {
            Files.deleteIfExists(half);
        }
    }

    private static void addTree(ZipOutputStream zip, Path dataDir, Path root, Map<String, Kept> kept)
            throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.filter(found -> Files.isRegularFile(found, LinkOption.NOFOLLOW_LINKS))
                    .sorted()
                    .toList()) {
                String name = dataDir.relativize(file).toString().replace(File.separatorChar, '/');
                if (!belongs(name)) {
                    throw new LaunchException(
                            "the file " + file + " has a name that cannot be restored on every system;"
                                    + " expected one without ':', '\\' and control characters");
                }
                try (InputStream in = Files.newInputStream(file)) {
                    kept.put(name, add(zip, name, in));
                } catch (NoSuchFileException e) {
                    // Deleted since the folder was listed, so it does not belong into the backup.
                }
            }
        }
    }

    private static Kept add(ZipOutputStream zip, String name, InputStream in) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        return copy(in, zip, Long.MAX_VALUE);
    }

    private static ObjectNode manifest(Map<String, Kept> kept, boolean withState) {
        ObjectNode manifest = Json.MAPPER
                .createObjectNode()
                .put("format", FORMAT)
                .put("made_at", Instant.now().toString())
                .put("state", withState ? "file" : "postgresql");
        ArrayNode files = manifest.putArray("files");
        kept.forEach((name, file) ->
                files.addObject().put("path", name).put("bytes", file.bytes()).put("sha256", file.sha256()));
        return manifest;
    }

    /**
     * Unpacks an archive, every file of which is as the manifest says.
     *
     * @return whether the state is among them
     * @throws LaunchException when the archive is none, is damaged, or holds anything that does not belong into a data directory
     */
    static boolean unpack(Path archive, Path target) throws IOException {
        try (ZipFile zip = new ZipFile(archive.toFile())) {
            Map<String, Kept> kept = readManifest(zip, archive);
            requireSameNames(zip, kept, archive);
            long bytes = kept.values().stream().mapToLong(Kept::bytes).reduce(0, Math::addExact);
            if (bytes > Files.getFileStore(target).getUsableSpace()) {
                throw new LaunchException("the backup " + archive + " holds " + bytes
                        + " bytes, for which there is no room at " + target);
            }
            for (Map.Entry<String, Kept> entry : kept.entrySet()) {
                Path file = target.resolve(entry.getKey());
                Files.createDirectories(file.getParent());
                createForOwner(file);
                try (InputStream in = zip.getInputStream(zip.getEntry(entry.getKey()));
                        OutputStream out = Files.newOutputStream(file)) {
                    if (!copy(in, out, entry.getValue().bytes()).equals(entry.getValue())) {
                        throw damaged(archive, "'" + entry.getKey() + "' is not what was backed up");
                    }
                }
            }
            return kept.containsKey(STATE);
        } catch (java.util.zip.ZipException e) {
            throw new LaunchException(
                    archive + " is no backup, or is damaged (" + e.getMessage()
                            + "); expected a file made by: ./inkstone backup FILE",
                    e);
        } catch (ArithmeticException e) {
            throw damaged(archive, "its sizes are impossible");
        }
    }

    private static Map<String, Kept> readManifest(ZipFile zip, Path archive) throws IOException {
        ZipEntry entry = zip.getEntry(MANIFEST);
        if (entry == null) {
            throw damaged(archive, "it has no " + MANIFEST);
        }
        JsonNode manifest;
        try (InputStream in = zip.getInputStream(entry)) {
            manifest = Json.MAPPER.readTree(in.readNBytes(MOST_MANIFEST_BYTES));
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw damaged(archive, "its " + MANIFEST + " cannot be read");
        }
        int format = manifest.path("format").asInt();
        if (format > FORMAT) {
            throw new LaunchException("the backup " + archive + " was made by a newer version (its format is " + format
                    + ", this version reads " + FORMAT + "); restore it with that version");
        }
        JsonNode files = manifest.path("files");
        if (format < 1 || !files.isArray() || files.size() > MOST_FILES) {
            throw damaged(archive, "its " + MANIFEST + " is none");
        }
        Map<String, Kept> kept = new LinkedHashMap<>();
        for (JsonNode file : files) {
            String name = file.path("path").asText();
            Kept described =
                    new Kept(file.path("bytes").asLong(-1), file.path("sha256").asText());
            boolean right = belongs(name)
                    && described.bytes() >= 0
                    && SHA_256.matcher(described.sha256()).matches();
            if (!right || kept.put(name, described) != null) {
                throw damaged(archive, "'" + name + "' does not belong into a data directory");
            }
        }
        return kept;
    }

    private static void requireSameNames(ZipFile zip, Map<String, Kept> kept, Path archive) {
        Set<String> missing = new HashSet<>(kept.keySet());
        zip.stream()
                .map(ZipEntry::getName)
                .filter(name -> !name.equals(MANIFEST))
                .forEach(name -> {
                    if (!missing.remove(name)) {
                        throw damaged(archive, "'" + name + "' is not in its list of files");
                    }
                });
        if (!missing.isEmpty()) {
            throw damaged(archive, "'" + missing.iterator().next() + "' is missing");
        }
    }

    /** Whether a name is that of a file in one of the parts, and of none outside, on any system. */
    private static boolean belongs(String name) {
        String[] steps = name.split("/", -1);
        boolean folder = steps.length > 1;
        if (!PARTS.contains(steps[0]) || folder == steps[0].contains(".")) {
            return false;
        }
        if (steps[0].equals("state")) {
            return name.equals(STATE);
        }
        for (String step : steps) {
            if (step.isEmpty() || step.equals(".") || step.equals("..") || step.matches(".*[\\\\:\\p{Cntrl}].*")) {
                return false;
            }
        }
        return true;
    }

    /** Copies, and says how much and what; stops one byte behind the most that is expected. */
    private static Kept copy(InputStream in, OutputStream out, long mostBytes) throws IOException {
        MessageDigest digest = sha256();
        byte[] piece = new byte[PIECE_BYTES];
        long bytes = 0;
        for (int read = in.read(piece); read >= 0 && bytes <= mostBytes; read = in.read(piece)) {
            digest.update(piece, 0, read);
            out.write(piece, 0, read);
            bytes += read;
        }
        return new Kept(bytes, HexFormat.of().formatHex(digest.digest()));
    }

    /** The checksum of a whole file. */
    static String sha256(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return copy(in, OutputStream.nullOutputStream(), Long.MAX_VALUE).sha256();
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    static void createForOwner(Path file) throws IOException {
        if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        } else {
            Files.createFile(file);
        }
    }

    private static LaunchException damaged(Path archive, String why) {
        return new LaunchException("the backup " + archive + " is damaged, or is none: " + why
                + "; nothing was changed. Expected a file made by: ./inkstone backup FILE");
    }
}
