package io.inkstone.gateway.connectors;

import io.inkstone.connector.Connector;
import io.inkstone.connector.FigureSheet;
import io.inkstone.connector.Operation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the connectors: on the class path, and in each jar of the plug-in folder. A plug-in that cannot be used is listed
 * with its cause, and the others work. Immutable once loaded; thread-safe.
 */
public final class PluginHost implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(PluginHost.class);
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,63}");
    private static final String CLASS_PATH = "class path";

    /**
     * A plug-in that works.
     *
     * @param source the jar's name, or {@code class path}
     * @param operations by name
     * @param figures what it counts
     */
    public record Hosted(
            Connector connector,
            String name,
            String source,
            Map<String, HostedOperation> operations,
            FigureSheet figures) {

        /** Whether it counts anything. */
        public boolean counts() {
            return !figures.figures().isEmpty();
        }
    }

    /** A plug-in, or a part of one, that does not work. */
    public record Failed(String source, String cause) {}

    private final Map<String, Hosted> connectors = new LinkedHashMap<>();
    private final List<Failed> failed = new ArrayList<>();
    private final List<PluginClassLoader> loaders = new ArrayList<>();
    private final OperationSchemas schemas = new OperationSchemas();

    private PluginHost() {}

    /** Loads everything that is found now. */
    public static PluginHost load(Path pluginFolder) {
        PluginHost host = new PluginHost();
        host.loadProviders(PluginHost.class.getClassLoader(), CLASS_PATH);
        for (Path jar : Jars.in(pluginFolder)) {
            host.loadJar(jar);
        }
        return host;
    }

    /** Those that work, in the order in which they were found. */
    public List<Hosted> connectors() {
        return List.copyOf(connectors.values());
    }

    /** Those that do not. */
    public List<Failed> failed() {
        return List.copyOf(failed);
    }

    /** The connector of this name, if it works. */
    public Optional<Hosted> find(String connector) {
        return Optional.ofNullable(connectors.get(connector));
    }

    /** The operations of all connectors that work. */
    public List<HostedOperation> operations() {
        return connectors.values().stream()
                .flatMap(connector -> connector.operations().values().stream())
                .toList();
    }

    @Override
    public void close() {
        for (Hosted hosted : connectors.values()) {
            try {
                hosted.connector().close();
            } catch (RuntimeException | LinkageError e) {
                LOG.warn("Connector '{}' did not close", hosted.name(), e);
            }
        }
        for (PluginClassLoader loader : loaders) {
            try {
                loader.close();
            } catch (IOException e) {
                LOG.warn("{} did not close", loader.getName(), e);
            }
        }
    }

    private void loadJar(Path jar) {
        String source = String.valueOf(jar.getFileName());
        try {
            new JarFile(jar.toFile()).close(); // a class loader would only find nothing in what is no archive
            PluginClassLoader loader = new PluginClassLoader(jar.toUri().toURL(), PluginHost.class.getClassLoader());
            loaders.add(loader);
            int before = connectors.size() + failed.size();
            loadProviders(loader, source);
            if (connectors.size() + failed.size() == before) {
                fail(source, "it names no connector in META-INF/services/" + Connector.class.getName(), null);
            }
        } catch (IOException e) {
            fail(source, "it cannot be read", e);
        }
    }

    private void loadProviders(ClassLoader loader, String source) {
        Iterator<ServiceLoader.Provider<Connector>> providers =
                ServiceLoader.load(Connector.class, loader).stream().iterator();
        // A bound, since a broken service file may fail on the same line again and again.
        for (int tries = 0; tries < 256; tries++) {
            try {
                if (!providers.hasNext()) {
                    return;
                }
                host(providers.next().get(), source);
            } catch (ServiceConfigurationError | RuntimeException | LinkageError e) {
                fail(source, "it could not be loaded", e);
            }
        }
    }

    private void host(Connector connector, String source) {
        String name = connector.name();
        if (name == null || !NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("its name '" + name
                    + "' must start with a lower-case letter and hold only lower-case letters, digits and hyphens");
        }
        Hosted other = connectors.get(name);
        if (other != null) {
            throw new IllegalArgumentException(
                    "a connector of the name '" + name + "' is there already, from " + other.source());
        }
        Map<String, HostedOperation> operations = new LinkedHashMap<>();
        for (Operation<?, ?> operation : connector.operations()) {
            if (operations.put(operation.name(), HostedOperation.of(name, operation, schemas)) != null) {
                throw new IllegalArgumentException("it has two operations of the name '" + operation.name() + "'");
            }
        }
        connectors.put(name, new Hosted(connector, name, source, operations, connector.figures()));
    }

    private void fail(String source, String what, @Nullable Throwable cause) {
        StringBuilder text = new StringBuilder(what);
        for (Throwable t = cause; t != null && text.length() < 1000; t = t.getCause()) {
            text.append(": ").append(t.getMessage() == null ? t.getClass().getName() : t.getMessage());
        }
        failed.add(new Failed(source, text.toString()));
        LOG.warn("The plug-in from {} is not used: {}", source, text);
    }
}
