package io.inkstone.gateway.connectors;

import java.net.URL;
import java.net.URLClassLoader;
import java.util.List;

/**
 * Loads one plug-in jar. Shares with the host only what a plug-in talks to it with; everything else comes from the jar, so
 * that two plug-ins may bring different versions of the same library. Separates versions, not privileges.
 */
final class PluginClassLoader extends URLClassLoader {

    private static final List<String> SHARED_PACKAGES = List.of(
            "io.inkstone.connector.",
            "dev.langchain4j.",
            "jakarta.validation.",
            "org.jspecify.annotations.",
            "org.slf4j.");

    static {
        registerAsParallelCapable();
    }

    PluginClassLoader(URL jar, ClassLoader host) {
        super("plugin:" + jar.getPath().replaceAll(".*/", ""), new URL[] {jar}, new SharedWithHost(host));
    }

    /** The platform's classes, and the shared packages of the host. What the host lacks, the jar may have. */
    private static final class SharedWithHost extends ClassLoader {

        static {
            registerAsParallelCapable();
        }

        private final ClassLoader host;

        SharedWithHost(ClassLoader host) {
            super("shared-with-plugins", ClassLoader.getPlatformClassLoader());
            this.host = host;
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            if (SHARED_PACKAGES.stream().anyMatch(name::startsWith)) {
                return host.loadClass(name);
            }
            throw new ClassNotFoundException(name);
        }
    }
}
