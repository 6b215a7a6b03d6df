package io.inkstone.model.catalog;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The models that Inkstone knows, by name. Immutable. */
public final class Catalog {

    private static final String RESOURCE = "models.yaml";

    private final Map<String, ModelEntry> entries = new LinkedHashMap<>();
    private final String defaultChat;
    private final String defaultEmbedding;

    private Catalog(String defaultChat, String defaultEmbedding, Collection<ModelEntry> entries) {
        this.defaultChat = defaultChat;
        this.defaultEmbedding = defaultEmbedding;
        for (ModelEntry entry : entries) {
            if (this.entries.putIfAbsent(entry.name(), entry) != null) {
                throw new IllegalArgumentException("the model '" + entry.name() + "' is described twice");
            }
        }
        require(defaultChat);
        require(defaultEmbedding);
    }

    /** The models that come with Inkstone. */
    public static Catalog load() {
        try (InputStream yaml = Catalog.class.getResourceAsStream(RESOURCE)) {
            if (yaml == null) {
                throw new IllegalStateException("the resource " + RESOURCE + " is missing from the build");
            }
            Listing listing = Yaml.MAPPER.readValue(yaml, Listing.class);
            return new Catalog(listing.defaultChat(), listing.defaultEmbedding(), listing.models());
        } catch (IOException e) {
            throw new IllegalStateException("the resource " + RESOURCE + " cannot be read", e);
        }
    }

    /**
     * The models that come with Inkstone and those that were imported into the directory.
     *
     * @throws ModelException INVALID when the description of an imported model cannot be read
     */
    public static Catalog load(ModelStore store) {
        Catalog own = load();
        List<ModelEntry> all = new ArrayList<>(own.entries());
        for (ModelEntry imported : store.imported()) {
            if (own.find(imported.name()).isEmpty()) {
                all.add(imported);
            }
        }
        return new Catalog(own.defaultChat, own.defaultEmbedding, all);
    }

    /** All models: Inkstone's own first, in their order. */
    public List<ModelEntry> entries() {
        return List.copyOf(entries.values());
    }

    /** The model of that name. */
    public Optional<ModelEntry> find(String name) {
        return Optional.ofNullable(entries.get(name));
    }

    /**
     * The model of that name.
     *
     * @throws ModelException UNKNOWN, naming the models that there are
     */
    public ModelEntry require(String name) {
        return find(name)
                .orElseThrow(() -> new ModelException(
                        ModelException.Reason.UNKNOWN,
                        "There is no model '" + name + "'; expected one of " + String.join(", ", entries.keySet())
                                + ". A file of your own is added with: ./inkstone model import FILE"));
    }

    /** The model that answers when nothing else is asked for. */
    public ModelEntry defaultChat() {
        return require(defaultChat);
    }

    /** The model that embeds when nothing else is asked for. */
    public ModelEntry defaultEmbedding() {
        return require(defaultEmbedding);
    }

    private record Listing(String defaultChat, String defaultEmbedding, List<ModelEntry> models) {}
}
