package io.inkstone.gateway.connectors;

import io.inkstone.gateway.settings.GatewayStartException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The jars that an operator has put into a folder. */
final class Jars {

    private Jars() {}

    /**
     * In the order of their names; none where there is no folder.
     *
     * @throws GatewayStartException when it cannot be read
     */
    static List<Path> in(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new GatewayStartException("The folder " + folder + " cannot be read: " + e.getMessage(), e);
        }
    }
}
