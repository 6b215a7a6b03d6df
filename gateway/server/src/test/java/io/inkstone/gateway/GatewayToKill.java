package io.inkstone.gateway;

import io.inkstone.orchestration.UpstreamOptions;
import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** A gateway in a process of its own, for {@link AuditAfterKillTest} to kill. */
final class GatewayToKill {

    private GatewayToKill() {}

    /** Serves until it is killed; prints its port and its admin key. */
    public static void main(String[] arguments) throws InterruptedException {
        Gateway gateway = Gateway.start(GatewayOptions.in(Path.of(arguments[0]))
                .port(0)
                .upstream(UpstreamOptions.of("local", URI.create(arguments[1]), null)));
        System.out.println(
                "serving " + gateway.port() + " " + gateway.newAdminKey().orElseThrow());
        new CountDownLatch(1).await();
    }
}
