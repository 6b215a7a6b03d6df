package io.inkstone.model.catalog;

import io.inkstone.model.catalog.ChatTemplate.Turn;
import io.inkstone.model.catalog.ModelException.Reason;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes a catalogue entry of a GGUF file that is already on the machine. */
final class ModelImport {

    private static final int DEFAULT_CONTEXT_TOKENS = 2048;

    private final ModelStore store;
    private final ProgressListener progress;

    ModelImport(ModelStore store, ProgressListener progress) {
        this.store = store;
        this.progress = progress;
    }

    ModelEntry run(Path source, @Nullable String name) {
        if (!Files.isRegularFile(source)) {
            throw new ModelException(
                    Reason.INVALID, "There is no file " + source + "; expected the path of a GGUF file.");
        }
        GgufHeader header = header(source);
        try {
            String sha256 = Checksum.compute(source, progress);
            long sizeBytes = Files.size(source);
            Optional<ModelEntry> known = known(sha256);
            if (known.isPresent() && name == null) {
                return place(source, known.get());
            }
            ModelEntry entry = describe(header, name == null ? nameOf(source) : name, sha256, sizeBytes);
            refuseTaken(entry);
            place(source, entry);
            Files.writeString(
                    store.dir().resolve(entry.name() + ".yaml"),
                    "# Written by an import; edit it where the file says less than you know.\n"
                            + Yaml.MAPPER.writeValueAsString(entry));
            return entry;
        } catch (IOException e) {
            throw ModelStore.unusable(store.dir(), e);
        }
    }

    private static GgufHeader header(Path source) {
        try {
            return GgufHeader.read(source);
        } catch (IOException e) {
            throw new ModelException(
                    Reason.INVALID,
                    "The file " + source + " is not a GGUF file: " + e.getMessage()
                            + ". Expected a model in llama.cpp's GGUF format.",
                    e);
        }
    }

    private static Optional<ModelEntry> known(String sha256) {
        return Catalog.load().entries().stream()
                .filter(entry -> entry.file() != null && entry.file().sha256().equals(sha256))
                .findFirst();
    }

    private void refuseTaken(ModelEntry entry) {
        ModelFile file = entry.file();
        if (Catalog.load(store).find(entry.name()).isPresent() || file == null || Files.exists(store.path(file))) {
            throw new ModelException(
                    Reason.INVALID,
                    "The name '" + entry.name() + "' is taken; expected a new one, as in: "
                            + "./inkstone model import FILE --name " + entry.name() + "-2");
        }
    }

    /** Links where the file system can, else copies; under the final name only when whole. */
    private ModelEntry place(Path source, ModelEntry entry) throws IOException {
        ModelFile file = entry.file();
        if (file == null) {
            return entry;
        }
        Files.createDirectories(store.dir());
        Path target = store.path(file);
        Path half = target.resolveSibling(file.name() + ".import");
        Files.deleteIfExists(half);
        try {
            Files.createLink(half, source.toRealPath());
        } catch (FileAlreadyExistsException e) {
            throw e;
        } catch (IOException | UnsupportedOperationException e) {
            new DiskSpace().require(store.dir(), file.sizeBytes());
            Files.copy(source, half);
        }
        Files.move(half, target, StandardCopyOption.ATOMIC_MOVE);
        store.checksum().remember(target, file.sha256());
        return entry;
    }

    static ModelEntry describe(GgufHeader header, String name, String sha256, long sizeBytes) {
        String family = header.text("general.architecture").orElse("unknown");
        long contextTokens =
                header.number(family + ".context_length").filter(n -> n > 0).orElse((long) DEFAULT_CONTEXT_TOKENS);
        Optional<ChatTemplate> chat = header.text("tokenizer.chat_template").flatMap(ModelImport::template);
        List<String> control = header.controlTokens();
        Optional<FimTokens> fim = fim(control);
        Set<ModelRole> roles = EnumSet.of(ModelRole.COMPLETION);
        chat.ifPresent(template -> roles.add(ModelRole.CHAT));
        fim.ifPresent(tokens -> roles.add(ModelRole.FIM));
        try {
            return new ModelEntry(
                    name,
                    family,
                    header.text("general.size_label").orElse("unknown"),
                    header.text("general.license").orElse("unknown"),
                    (int) Math.min(contextTokens, Integer.MAX_VALUE),
                    List.of(),
                    roles,
                    0,
                    chat.orElse(null),
                    control,
                    fim.orElse(null),
                    new ModelFile(name + ".gguf", sizeBytes, sha256, List.of()));
        } catch (IllegalArgumentException e) {
            throw new ModelException(Reason.INVALID, e.getMessage() + "; give one with --name NAME", e);
        }
    }

    /** The template as data, for the two shapes that most open models share; others get no chat until described. */
    private static Optional<ChatTemplate> template(String jinja) {
        if (jinja.contains("<|im_start|>")) {
            return Optional.of(new ChatTemplate(
                    new Turn("<|im_start|>system\n", "<|im_end|>\n"),
                    new Turn("<|im_start|>user\n", "<|im_end|>\n"),
                    new Turn("<|im_start|>assistant\n", "<|im_end|>\n"),
                    "<|im_start|>assistant\n",
                    null,
                    List.of("<|im_end|>", "<|endoftext|>")));
        }
        if (jinja.contains("<|start_header_id|>")) {
            return Optional.of(new ChatTemplate(
                    new Turn("<|start_header_id|>system<|end_header_id|>\n\n", "<|eot_id|>"),
                    new Turn("<|start_header_id|>user<|end_header_id|>\n\n", "<|eot_id|>"),
                    new Turn("<|start_header_id|>assistant<|end_header_id|>\n\n", "<|eot_id|>"),
                    "<|start_header_id|>assistant<|end_header_id|>\n\n",
                    null,
                    List.of("<|eot_id|>", "<|end_of_text|>")));
        }
        return Optional.empty();
    }

    private static Optional<FimTokens> fim(List<String> control) {
        List<String> tokens = List.of("<|fim_prefix|>", "<|fim_suffix|>", "<|fim_middle|>");
        if (!control.containsAll(tokens)) {
            return Optional.empty();
        }
        List<String> stop = control.stream()
                .filter(token -> token.matches("<\\|(endoftext|im_end|fim_prefix|fim_pad|repo_name|file_sep)\\|>"))
                .toList();
        return Optional.of(
                new FimTokens(tokens.get(0), tokens.get(1), tokens.get(2), FimTokens.Order.PREFIX_FIRST, stop));
    }

    private static String nameOf(Path source) {
        String name = source.getFileName().toString().toLowerCase(Locale.ROOT).replaceFirst("\\.gguf$", "");
        return name.replaceAll("[^a-z0-9._-]+", "-").replaceFirst("^[^a-z0-9]+", "");
    }
}
