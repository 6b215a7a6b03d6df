package io.inkstone.gateway.state;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Secrets that the system draws for itself, such as the key of its masks. */
public final class SecretStore {

    private final Database database;

    SecretStore(Database database) {
        this.database = database;
    }

    /** 32 bytes in hexadecimal, drawn when they are first asked for. */
    public String of(String name) {
        return database.read(handle -> find(handle, name)).orElseGet(() -> drawn(name));
    }

    private String drawn(String name) {
        byte[] bytes = new byte[32];
        new SecureRandom().nextBytes(bytes);
        database.write(handle -> {
            // Another process may have drawn it meanwhile.
            if (find(handle, name).isEmpty()) {
                handle.createUpdate("INSERT INTO secrets (name, secret) VALUES (:name, :secret)")
                        .bind("name", name)
                        .bind("secret", HexFormat.of().formatHex(bytes))
                        .execute();
            }
        });
        return database.read(handle -> find(handle, name)).orElseThrow();
    }

    private static Optional<String> find(Handle handle, String name) {
        return handle.createQuery("SELECT secret FROM secrets WHERE name = :name")
                .bind("name", name)
                .mapTo(String.class)
                .findOne();
    }
}
