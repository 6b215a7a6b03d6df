package io.inkstone.gateway.connectors;

import io.inkstone.gateway.settings.GatewayStartException;
import io.inkstone.guardrails.PolicyException;
import io.inkstone.guardrails.PolicyReader;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;

/** Rails of the operator's own: jars in {@code DIR/rails}, each of which names its factories for the service loader. */
public final class RailJars implements AutoCloseable {

    private final URLClassLoader loader;

    private RailJars(URLClassLoader loader) {
        this.loader = loader;
    }

    /** Finds what is there now. */
    public static RailJars load(Path folder) {
        URL[] urls = Jars.in(folder).stream().map(RailJars::url).toArray(URL[]::new);
        return new RailJars(new URLClassLoader("rails", urls, RailJars.class.getClassLoader()));
    }

    /**
     * A reader of policies that knows Inkstone's rails and these.
     *
     * @throws GatewayStartException when two rails have one name
     */
    public PolicyReader reader() {
        try {
            return PolicyReader.of(loader);
        } catch (PolicyException e) {
            throw new GatewayStartException("The rails cannot be used: " + e.getMessage(), e);
        }
    }

    private static URL url(Path jar) {
        try {
            return jar.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalStateException("a file has an address", e);
        }
    }

    @Override
    public void close() throws IOException {
        loader.close();
    }
}
